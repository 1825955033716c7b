package io.smppworker.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextOptionTest {
    @ParameterizedTest
    @CsvSource({
        "'€', '€'",
        "'two\nlines\n', 'two\nlines'",
        "'Windows\r\n', 'Windows'",
        "'two ends\n\n', 'two ends\n'",
        "'\uFEFFmarked', 'marked'",
        "'  blanks  ', '  blanks  '",
        "'', ''",
        "'\n', ''",
        "'\uFEFF\n', ''",
        "'\uFEFF', ''"
    })
    void isReadInUtf8WithoutMarkAndOneLineEnd(String file, String text) throws Exception {
        assertThat(read(file.getBytes(StandardCharsets.UTF_8))).isEqualTo(text);
    }

    @Test
    void whatIsNotUtf8IsRefusedByPlace() {
        assertThatThrownBy(() -> read("secret M\u00FCller".getBytes(StandardCharsets.ISO_8859_1)))
                .isInstanceOf(BadInput.class)
                .hasMessage("is not UTF-8 at octet 9");
        assertThatThrownBy(() -> read("text".getBytes(StandardCharsets.UTF_16))).hasMessageContaining("UTF-16");
        assertThatThrownBy(() -> read(new byte[] {'a', (byte) 0xE2, (byte) 0x82}))
                .hasMessage("is not UTF-8 at octet 2");
        assertThatThrownBy(() -> read(new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80})) // half of a surrogate pair
                .hasMessageContaining("not UTF-8");
    }

    @Test
    void aFileThatIsNoMessageIsNotReadWhole() {
        assertThatThrownBy(() -> read(new byte[2 * 1024 * 1024])).hasMessage("is longer than any message");
    }

    private static String read(byte[] file) throws BadInput, IOException {
        return TextOption.read(new ByteArrayInputStream(file));
    }
}
