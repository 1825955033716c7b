package io.smppworker.message;

import static io.smppworker.message.MessageIdForm.DECIMAL;
import static io.smppworker.message.MessageIdForm.HEX;
import static io.smppworker.message.MessageIdForm.RAW;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CanonicalIdTest {
    @ParameterizedTest
    @CsvSource({
        "RAW, 00AB12F1, RAW, ab12f1",
        "RAW, 0123456789, RAW, 123456789",
        "RAW, 6F9619FF-8B86-D011-B42D-00CF4FC964FF, RAW, 6f9619ff-8b86-d011-b42d-00cf4fc964ff",
        "HEX, 00FF, DECIMAL, 255",
        "HEX, 0xFF, DECIMAL, 0000000255",
        "HEX, FFFFFFFFFFFFFFFF, DECIMAL, 18446744073709551615",
        "DECIMAL, 255, HEX, ff",
        "HEX, 0, DECIMAL, 0000",
        "DECIMAL, not-a-number, RAW, NOT-A-NUMBER",
    })
    void twoSpellingsOfOneIdAreOne(MessageIdForm form, String id, MessageIdForm otherForm, String other) {
        assertThat(CanonicalId.of(id, form)).isEqualTo(CanonicalId.of(other, otherForm));
    }

    @ParameterizedTest
    @EnumSource
    void paddingIsNoPartOfAnId(MessageIdForm form) {
        assertThat(CanonicalId.of(" 0255 \0\0", form)).isEqualTo(CanonicalId.of("255", form));
        assertThat(CanonicalId.of(" \0 ", form)).isEmpty();
        assertThat(CanonicalId.of("", form)).isEmpty();
    }

    @Test
    void differentIdsStayDifferent() {
        assertThat(CanonicalId.of("10", HEX)).isNotEqualTo(CanonicalId.of("10", DECIMAL));
        assertThat(CanonicalId.of("100", RAW)).isNotEqualTo(CanonicalId.of("1", RAW));
    }

    @Test
    void aLongDecimalIsNotCalculatedWith() {
        assertThat(CanonicalId.of("9".repeat(100_000), DECIMAL)).isEqualTo("9".repeat(100_000));
    }
}
