package io.smppworker.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandStatusTest {
    @ParameterizedTest
    @CsvSource({
        "0x00, ESME_ROK, 0x00000000",
        "0x0B, ESME_RINVDSTADR, 0x0000000B",
        "0x48, ESME_RINVSRCTON, 0x00000048",
        "0x50, ESME_RINVDSTTON, 0x00000050",
        "0x58, ESME_RTHROTTLED, 0x00000058",
        "0xFF, ESME_RUNKNOWNERR, 0x000000FF",
        "0x10, RESERVED, 0x00000010",
        "0x3FF, RESERVED, 0x000003FF",
        "0x400, VENDOR, 0x00000400",
        "0x4FF, VENDOR, 0x000004FF",
        "0x500, RESERVED, 0x00000500"
    })
    void everyValueHasANameAndEightDigits(String value, String name, String hex) {
        int status = Integer.decode(value);
        assertThat(CommandStatus.name(status)).isEqualTo(name);
        assertThat(CommandStatus.hex(status)).isEqualTo(hex);
    }

    @Test
    void aNegativeIntIsAValueBeyondTheTable() {
        assertThat(CommandStatus.name(-1)).isEqualTo("RESERVED");
        assertThat(CommandStatus.hex(-1)).isEqualTo("0xFFFFFFFF");
    }

    @Test
    void everyNameReadsAsItsValueAndSoDoesHexadecimal() {
        assertThat(CommandStatus.names()).hasSize(48).allSatisfy(name -> {
            int status = CommandStatus.parse(name).orElseThrow();
            assertThat(CommandStatus.name(status)).isEqualTo(name);
            assertThat(CommandStatus.parse(CommandStatus.hex(status))).hasValue(status);
        });
        assertThat(CommandStatus.parse("0xFFFFFFFF")).hasValue(-1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "88", "0x", "0x100000000", "0xG", "RESERVED", "VENDOR", "ESME_NONE"})
    void anythingElseIsNoStatus(String text) {
        assertThat(CommandStatus.parse(text)).isEmpty();
    }
}
