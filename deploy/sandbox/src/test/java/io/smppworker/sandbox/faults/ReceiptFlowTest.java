package io.smppworker.sandbox.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ReceiptFlowTest {
    private final ReceiptFlow flow = new ReceiptFlow(0);

    @Test
    void receiptsThatComeNowAndThenFlow() {
        assertThat(flow.hasStopped(seconds(59), 0, 10)).isFalse();
        assertThat(flow.hasStopped(seconds(59.5), 1, 20)).isFalse();
        assertThat(flow.hasStopped(seconds(119), 1, 30)).isFalse();
    }

    @Test
    void aMinuteWithoutAReceiptButWithSubmitsIsReportedOnceAMinute() {
        assertThat(flow.hasStopped(seconds(1), 5, 10)).isFalse();

        assertThat(flow.hasStopped(seconds(60.9), 5, 20)).isFalse();
        assertThat(flow.hasStopped(seconds(61), 5, 20)).isTrue();
        assertThat(flow.hasStopped(seconds(61.5), 5, 21)).isFalse();
        assertThat(flow.hasStopped(seconds(121), 5, 30)).isTrue();
    }

    @Test
    void whereNothingIsSubmittedNoReceiptIsMissed() {
        assertThat(flow.hasStopped(seconds(1), 5, 10)).isFalse();

        assertThat(flow.hasStopped(seconds(90), 5, 10)).isFalse();
    }

    private static long seconds(double seconds) {
        return (long) (seconds * TimeUnit.SECONDS.toNanos(1));
    }
}
