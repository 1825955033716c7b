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
        "200301100159, 2020-03-01T10:01:59Z",
        "' 2603011001 ', 2026-03-01T10:01:00Z",
        // SMPP's absolute form: tenths, quarters of an hour, ahead or behind
        "250711070000012+, 2025-07-11T04:00:00Z",
        "250711070000912-, 2025-07-11T10:00:00Z",
        "251231233000002-, 2026-01-01T00:00:00Z",
        "250711070000000+, 2025-07-11T07:00:00Z",
        // with an offset
        "2510121219+0200, 2025-10-12T10:19:00Z",
        "2510121219-0530, 2025-10-12T17:49:00Z",
        "2510121219+02, 2025-10-12T10:19:00Z",
        "251012121959+0200, 2025-10-12T10:19:59Z",
        "202510121219+0200, 2025-10-12T10:19:00Z",
        "20251012121959+0200, 2025-10-12T10:19:59Z",
        "2510121219Z, 2025-10-12T12:19:00Z",
        "2510121219 UTC, 2025-10-12T12:19:00Z",
        "2025-10-12T12:19:00+02:00, 2025-10-12T10:19:00Z",
        "2025-10-12t12:19:00.123z, 2025-10-12T12:19:00Z",
        "2025.10.12 12:19, 2025-10-12T12:19:00Z",
    })
    void theFormsThatOccurAreRead(String value, Instant expected) {
        assertThat(ReceiptDate.parse(value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0000000000",
                "000000000000",
                "0000000000000000",
                "2613011001",
                "2602301001",
                "2603012401",
                "2603011061",
                "260301",
                "never",
                "26030110011",
                "999999999999999999999",
                // relative, or with quarters and signs that are none
                "000002000000000R",
                "250711070000012R",
                "250711070000057+",
                "250711070000012",
                "250711070000012?",
                "2510121219+1500",
                "2510121219+0260",
                "2510121219+2",
                // day before month, a clock of twelve hours, a zone that is a name, seconds of the epoch
                "12-10-2025 12:19:00",
                "25/07/26 07:00",
                "11/07/25 07:00",
                "11-07-25 07:00",
                "1107250700",
                "110725070000",
                // years of which no receipt comes
                "700101000000",
                "991231235959",
                "0001010000",
                "12/10/25 12:19 PM",
                "2510121219 PM",
                "2510121219 CET",
                "1760264340",
                "1760264340000",
                "10121219",
                "19251012121959"
            })
    void whatIsNoDateIsNone(String value) {
        assertThat(ReceiptDate.parse(value)).isNull();
    }

    @Test
    void anAbsentDateIsNone() {
        assertThat(ReceiptDate.parse(null)).isNull();
    }
}
