package io.smppworker.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the JVM makes of its arguments is what it makes of them under the locales of real machines. */
class GivenOctetsTest {
    private static final Charset POSIX = StandardCharsets.US_ASCII;

    @ParameterizedTest
    @ValueSource(strings = {"€", "Müller", "日本語", "😀 ok", "e\u0301", "plain", "", "a=b", "\uFFFD as typed"})
    void underThePosixLocaleArgumentsAreReadAsUtf8(String text) throws BadInput {
        byte[][] given = octets("segments", "--text", text, "--text=" + text);

        assertThat(GivenOctets.arguments(decoded(POSIX, given), commandLine(given), POSIX))
                .containsExactly("segments", "--text", text, "--text=" + text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "ISO-8859-1", "ISO-8859-15", "GB18030"})
    void whatTheLocaleCouldDecodeStaysAsItIs(String locale) throws BadInput {
        Charset charset = Charset.forName(locale);
        byte[][] given = {"--text".getBytes(charset), "Müller".getBytes(charset)};

        assertThat(GivenOctets.arguments(decoded(charset, given), commandLine(given), charset))
                .containsExactly("--text", "Müller");
    }

    @Test
    void octetsThatAreNotUtf8AreRefusedByPlaceAndNotByValue() {
        byte[][] latin1 = {octets("send")[0], octets("--text")[0], "Müller".getBytes(StandardCharsets.ISO_8859_1)};
        for (Charset locale : new Charset[] {POSIX, StandardCharsets.UTF_8}) {
            assertThatThrownBy(() -> GivenOctets.arguments(decoded(locale, latin1), commandLine(latin1), locale))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("argument 3 (of --text) is not UTF-8 at octet 2")
                    .hasMessageContaining("--text-file")
                    .hasMessageNotContaining("ller");
        }
    }

    @Test
    void whereTheOctetsAreNotKnownItIsSaidWhatToDo() {
        byte[][] given = octets("send", "--text=€");
        for (byte[] commandLine :
                new byte[][] {null, {}, commandLine(octets("x")), commandLine(octets("a", "b", "c"))}) {
            assertThatThrownBy(() -> GivenOctets.arguments(decoded(POSIX, given), commandLine, POSIX))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("argument 2 (of --text) cannot be read under this locale (US-ASCII)")
                    .hasMessageContaining("LC_ALL=C.UTF-8")
                    .hasMessageContaining("--text-file");
        }
    }

    @Test
    void environmentIsReadAsUtf8WhereItWasNotDecoded() {
        byte[][] given = {
            octets("SECRET=pässword=€")[0],
            octets("PLAIN=plain")[0],
            octets("NONE")[0],
            "LATIN=ü".getBytes(StandardCharsets.ISO_8859_1)
        };
        Map<String, String> decoded =
                Map.of("SECRET", "p\uFFFD\uFFFDssword=\uFFFD\uFFFD\uFFFD", "PLAIN", "plain", "LATIN", "\uFFFD");

        assertThat(GivenOctets.environment(decoded, commandLine(given)))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("SECRET", "pässword=€", "PLAIN", "plain", "LATIN", "\uFFFD"));
        assertThat(GivenOctets.environment(decoded, null)).isEqualTo(decoded);
    }

    @Test
    void thisProcessHasAnEnvironment() {
        assertThat(GivenOctets.environment())
                .containsKeys(System.getenv().keySet().toArray(String[]::new));
    }

    private static byte[][] octets(String... texts) {
        return Stream.of(texts)
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
    }

    /** As the launcher of the JDK does. */
    private static String[] decoded(Charset locale, byte[][] given) {
        return Stream.of(given).map(octets -> new String(octets, locale)).toArray(String[]::new);
    }

    private static byte[] commandLine(byte[][] given) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes("java\0-Xmx64m\0-jar\0x.jar\0".getBytes(StandardCharsets.UTF_8));
        for (byte[] argument : given) {
            all.writeBytes(argument);
            all.write(0);
        }
        return all.toByteArray();
    }
}
