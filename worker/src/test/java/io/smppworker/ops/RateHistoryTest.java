package io.smppworker.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RateHistoryTest {
    private static final long SPAN = TimeUnit.SECONDS.toNanos(RateHistory.SPAN_SECONDS);

    private final RateHistory history = new RateHistory();

    private void count(int times, long nowNanos) {
        IntStream.range(0, times).forEach(i -> history.count(nowNanos));
    }

    private List<Double> last(int spans, long nowNanos) {
        List<Double> rates = history.perSecond(nowNanos);
        assertThat(rates).hasSize(RateHistory.SPANS);
        return rates.subList(RateHistory.SPANS - spans, RateHistory.SPANS);
    }

    @Test
    void finishedSpansAreRatesAndThePresentOneIsNotShown() {
        count(10, -3);
        count(20, SPAN / 2);
        count(5, SPAN + 1);
        assertThat(last(3, SPAN + 2)).containsExactly(0.0, 2.0, 4.0);
        assertThat(last(3, 2 * SPAN)).containsExactly(2.0, 4.0, 1.0);
    }

    @Test
    void whatIsOlderIsForgotten() {
        count(50, 0);
        assertThat(history.perSecond(RateHistory.SPANS * SPAN)).startsWith(10.0);
        assertThat(history.perSecond((RateHistory.SPANS + 1) * SPAN)).containsOnly(0.0);

        count(5, 1000 * SPAN);
        assertThat(last(2, 1001 * SPAN)).containsExactly(0.0, 1.0);
    }
}
