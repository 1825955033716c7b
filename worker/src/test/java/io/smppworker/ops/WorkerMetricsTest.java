package io.smppworker.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smppworker.message.SubmitOutcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WorkerMetricsTest {
    private final WorkerMetrics metrics = new WorkerMetrics();

    @Test
    void whatWasSubmittedIsTheSumOfWhatItCameTo() {
        List<SubmitOutcome> outcomes = List.of(
                new SubmitOutcome.Accepted("1"),
                new SubmitOutcome.Refused(0x0B),
                new SubmitOutcome.Refused(0x58),
                new SubmitOutcome.Refused(0x14),
                new SubmitOutcome.NotSent("closed"),
                new SubmitOutcome.InDoubt("session lost"));
        Random random = new Random(3);
        for (int segment = 0; segment < 500; segment++) {
            metrics.count(Count.SEGMENTS_SUBMITTED);
            metrics.count(outcomes.get(random.nextInt(outcomes.size())));
        }

        assertThat(metrics.total(Count.SEGMENTS_SUBMITTED))
                .isEqualTo(metrics.total(Count.SEGMENTS_ACCEPTED)
                        + metrics.total(Count.SEGMENTS_REFUSED)
                        + metrics.total(Count.SEGMENTS_NOT_SENT)
                        + metrics.total(Count.SEGMENTS_IN_DOUBT));
        assertThat(metrics.total(Count.SEGMENTS_THROTTLED)).isBetween(1L, metrics.total(Count.SEGMENTS_REFUSED) - 1);
    }

    @Test
    void everyCounterIsExportedFromTheStart() throws IOException {
        String text = exported();

        for (Count count : Count.values()) {
            assertThat(text).contains(count.metricName().replace('.', '_') + "_total 0.0");
        }
        assertThat(text).contains("jvm_memory_heap_used", "jvm_threads");
    }

    @Test
    void durationsAreExportedInSeconds() throws IOException {
        metrics.took(Span.SUBMIT_RESPONSE, TimeUnit.MILLISECONDS.toNanos(250));

        assertThat(exported())
                .contains("smppworker_submit_response{quantile=\"0.99\"} 0.25", "smppworker_submit_response_count 1");
    }

    @Test
    void aServersValuesCarryItsNameAsALabel() throws IOException {
        metrics.serverGauge("smpp1", "binds", () -> 4);
        metrics.serverGauge("smpp-2.example", "binds", () -> 3);

        assertThat(exported())
                .contains("smppworker_server_binds{server=\"smpp1\"} 4.0")
                .contains("smppworker_server_binds{server=\"smpp-2.example\"} 3.0");
    }

    @Test
    void aServersValueIsRegisteredOnce() {
        metrics.serverGauge("smpp1", "binds", () -> 4);

        assertThatThrownBy(() -> metrics.serverGauge("smpp1", "binds", () -> 3))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private String exported() throws IOException {
        return new String(new PrometheusText(metrics).bytes(), StandardCharsets.UTF_8);
    }
}
