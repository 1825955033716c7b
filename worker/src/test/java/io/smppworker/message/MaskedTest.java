package io.smppworker.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskedTest {
    @ParameterizedTest
    @CsvSource({"27821234567,2782*****67", "278212345,2782***45", "12345678,********", "'',''"})
    void theMiddleOfANumberIsHidden(String number, String shown) {
        assertThat(Masked.number(number)).isEqualTo(shown);
    }
}
