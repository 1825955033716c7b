package io.smppworker.throttle;

import static io.smppworker.throttle.VirtualTime.MILLI;
import static io.smppworker.throttle.VirtualTime.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeastRoundTripTest {
    private static final long NOW = 77 * SECOND;
    private static final long LEAST = 300 * MILLI;

    private final LeastRoundTrip least = new LeastRoundTrip();

    private void observe(int times, long roundTripNanos, long nowNanos) {
        for (int i = 0; i < times; i++) {
            least.observe(roundTripNanos, nowNanos);
        }
    }

    @Test
    void eightEqualRoundTripsAreBelievedAndSevenAreNot() {
        observe(7, LEAST, NOW);
        assertThat(least.nanos(NOW)).isZero();

        observe(1, LEAST, NOW);
        assertThat(least.nanos(NOW)).isEqualTo(LEAST);
    }

    @Test
    void ofRoundTripsThatDifferTheMeanExcessIsTakenOffByTheCubeRootOfTheirNumberAndByItsSquare() {
        observe(14, LEAST, NOW);
        observe(13, LEAST + 27 * MILLI, NOW); // on average 13 ms above the least

        assertThat(least.nanos(NOW))
                .isCloseTo(LEAST - (long) ((2.3 / 3 + 4000.0 / (27 * 27)) * 13 * MILLI), within(1L));
    }

    /** Network 0 to 20 ms each way, server 0 to 60 ms: by the cube root alone a dozen would be believed too much 2,100 times. */
    @ParameterizedTest
    @CsvSource({"12, 0", "24, 0", "48, 0", "96, 5", "1000, 60"})
    void theLeastOfAsManyIsSeldomBelievedTooMuch(int roundTrips, int mostOf10000) {
        SplittableRandom random = new SplittableRandom(1);
        int tooMuch = 0;
        for (int i = 0; i < 10_000; i++) {
            LeastRoundTrip ofThese = new LeastRoundTrip();
            for (int j = 0; j < roundTrips; j++) {
                ofThese.observe(
                        LEAST + random.nextLong(20 * MILLI) + random.nextLong(60 * MILLI) + random.nextLong(20 * MILLI),
                        NOW);
            }
            tooMuch += ofThese.nanos(NOW) > LEAST + MILLI ? 1 : 0;
        }
        assertThat(tooMuch).isLessThanOrEqualTo(mostOf10000);
    }

    @Test
    void aProviderThatBecameSlowerIsBelievedAfterAMinute() {
        observe(20, LEAST, NOW);
        observe(20, 2 * LEAST, NOW + 40 * SECOND);
        assertThat(least.nanos(NOW + 40 * SECOND)).isLessThanOrEqualTo(LEAST);

        assertThat(least.nanos(NOW + 60 * SECOND)).isEqualTo(2 * LEAST);
    }
}
