package io.smppworker.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SMPP 3.4 §7.1.1.2. */
class RelativeTimeTest {
    @ParameterizedTest
    @CsvSource({
        "PT1S,000000000001000R",
        "PT59M59S,000000005959000R",
        "PT24H,000001000000000R",
        "PT47H59M59S,000001235959000R",
        "P31D,000031000000000R"
    })
    void daysHoursMinutesAndSecondsHaveTheirPlaces(Duration duration, String written) {
        assertThat(RelativeTime.of(duration)).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource({
        "PT0.001S,000000000001000R",
        "PT59.000000001S,000000000100000R",
        "PT0S,000000000001000R",
        "PT-5S,000000000001000R",
        "P400D,000031000000000R"
    })
    void itIsRoundedUpAndKeptWithinBounds(Duration duration, String written) {
        assertThat(RelativeTime.of(duration)).isEqualTo(written);
    }
}
