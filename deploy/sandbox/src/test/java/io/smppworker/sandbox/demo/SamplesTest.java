package io.smppworker.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SamplesTest {
    @Test
    void numbersAreMaskedHoweverShort() {
        assertThat(Samples.masked("27821234567")).isEqualTo("2782*****67");
        assertThat(Samples.masked("2782")).isEqualTo("****");
    }
}
