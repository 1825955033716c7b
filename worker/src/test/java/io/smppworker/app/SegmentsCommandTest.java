package io.smppworker.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class SegmentsCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    @Test
    void aShortTextIsShownWithItsCodingAndSize() {
        assertThat(run("--text", "Hello €")).isZero();
        assertThat(printed()).containsExactly("GSM 03.38, 1 segment", "1/1  8 septets", "     Hello €");
    }

    @Test
    void everySegmentIsShown() {
        assertThat(run("--text", "я".repeat(68) + "\n!")).isZero();
        assertThat(printed()).containsExactly("UCS-2, 1 segment", "1/1  140 octets", "     " + "я".repeat(68) + "\\n!");
        assertThat(run("--text", "x".repeat(161), "--encoding", "gsm7")).isZero();
        assertThat(printed())
                .containsExactly(
                        "GSM 03.38, 2 segments",
                        "1/2  153 septets after a header of 6 octets",
                        "     " + "x".repeat(153),
                        "2/2  8 septets after a header of 6 octets",
                        "     " + "x".repeat(8));
    }

    @Test
    void theSettingsOfAConfigurationAreFollowed() throws IOException {
        Path file = directory.resolve("worker.yaml");
        Files.writeString(file, """
                kafka: {bootstrapServers: "localhost:9092"}
                account: {systemId: id, password: secret, longMessages: payload}
                defaults: {transliterate: true}
                """);

        assertThat(run("--config", file.toString(), "--text", "“x”" + "x".repeat(160)))
                .isZero();
        assertThat(printed())
                .containsExactly(
                        "GSM 03.38, 1 segment",
                        "transliterated: some characters are sent as their plain equivalents",
                        "1/1  163 septets in message_payload",
                        "     \"x\"" + "x".repeat(160));
    }

    @ParameterizedTest
    @CsvSource({
        "gsm0338, UCS-2, 2, 134",
        "latin1, Latin-1, 1, 100",
        "utf8, UTF-8, 2, 134",
        "ascii, UCS-2, 2, 134",
    })
    void aTextIsCountedInTheProvidersDefaultAlphabet(String alphabet, String coding, int segments, int octets)
            throws IOException {
        Path file = directory.resolve("worker.yaml");
        Files.writeString(file, """
                kafka: {bootstrapServers: "localhost:9092"}
                account: {systemId: id, password: secret, defaultAlphabet: %s}
                """.formatted(alphabet));

        assertThat(run("--config", file.toString(), "--text", "ç".repeat(100))).isZero();
        assertThat(printed())
                .startsWith(
                        "%s, %d segment%s".formatted(coding, segments, segments == 1 ? "" : "s"),
                        "1/%d  %d octets%s"
                                .formatted(segments, octets, segments == 1 ? "" : " after a header of 6 octets"),
                        "     " + "ç".repeat(segments == 1 ? 100 : 67));
    }

    @Test
    void whatCannotBeSentIsSaidWithoutTheText() {
        assertThat(run("--text", "secret я", "--encoding", "gsm7")).isEqualTo(1);
        assertThat(err.toString().strip())
                .isEqualTo("cannot be sent: U+044F at position 8 is not in the GSM 03.38 alphabet");
        assertThat(run("--text", "я".repeat(67 * 255 + 1))).isEqualTo(1);
        assertThat(err.toString()).contains("the text takes 256 segments, allowed are 255");
    }

    @Test
    void badUsageIsNotAFailure() {
        assertThat(run("--text", "x", "--encoding", "morse")).isEqualTo(2);
        assertThat(run()).isEqualTo(2);
        assertThat(run("--config", directory.resolve("none.yaml").toString(), "--text", "x"))
                .isEqualTo(2);
        assertThat(run("--help")).isZero();
    }

    private int run(String... arguments) {
        CommandLine main = Main.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        String[] all = new String[arguments.length + 1];
        all[0] = "segments";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return main.execute(all);
    }

    /** Since the last call. */
    private List<String> printed() {
        List<String> lines = out.toString().lines().toList();
        out.getBuffer().setLength(0);
        return lines;
    }
}
