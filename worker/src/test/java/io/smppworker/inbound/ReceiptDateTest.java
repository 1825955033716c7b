package io.smppworker.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiptDateTest {
    @ParameterizedTest
    @CsvSource({
        "2603011001, 2026-03-01T10:01:00Z",
        "260301100159, 2026-03-01T10:01:59Z",
        "202603011001, 2026-03-01T10:01:00Z",
        "20260301100159, 2026-03-01T10:01:59Z",
        "2026-03-01 10:01:59, 2026-03-01T10:01:59Z",
        "26/03/01 10:01, 2026-03-01T10:01:00Z",
    })
    void theFormsThatOccurAreRead(String value, Instant expected) {
        assertThat(ReceiptDate.parse(value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0000000000", "2613011001", "260301", "never", "26030110011", "999999999999999999999"})
    void whatIsNoDateIsNone(String value) {
        assertThat(ReceiptDate.parse(value)).isNull();
    }

    @Test
    void anAbsentDateIsNone() {
        assertThat(ReceiptDate.parse(null)).isNull();
    }
}
