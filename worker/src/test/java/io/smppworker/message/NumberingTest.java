package io.smppworker.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberingTest {
    @ParameterizedTest
    @CsvSource({
        "Test-SM, 5, 0",
        "SHOP24, 5, 0",
        "x, 5, 0",
        "1x34567890, 5, 0",
        "3, 3, 0",
        "30001, 3, 0",
        "1234567, 3, 0",
        "7-11, 3, 0",
        "12345678, 1, 1",
        "27820000001, 1, 1",
        "27 82 000 0001, 1, 1",
        "+27820000001, 1, 1",
        "+12345, 1, 1", // says itself that it is international
        "'', 0, 0", // the provider chooses one
    })
    void aSourceIsWhatItLooksLike(String address, int ton, int npi) {
        assertThat(Numbering.ofSource(address)).isEqualTo(new Numbering(ton, npi));
    }
}
