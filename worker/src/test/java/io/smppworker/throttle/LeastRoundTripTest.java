package io.smppworker.throttle;

import static io.smppworker.throttle.VirtualTime.MILLI;
import static io.smppworker.throttle.VirtualTime.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

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
    void ofRoundTripsThatDifferTheMeanExcessByTheCubeRootOfTheirNumberIsTakenOffAFewTimes() {
        observe(14, LEAST, NOW);
        observe(13, LEAST + 27 * MILLI, NOW); // on average 13 ms above the least

        assertThat(least.nanos(NOW)).isCloseTo(LEAST - (long) (2.3 * 13 * MILLI / 3), within(1L));
    }

    @Test
    void aProviderThatBecameSlowerIsBelievedAfterAMinute() {
        observe(20, LEAST, NOW);
        observe(20, 2 * LEAST, NOW + 40 * SECOND);
        assertThat(least.nanos(NOW + 40 * SECOND)).isLessThanOrEqualTo(LEAST);

        assertThat(least.nanos(NOW + 60 * SECOND)).isEqualTo(2 * LEAST);
    }
}
