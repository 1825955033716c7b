package io.smppworker.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WorkerMetricsTest {
    private final WorkerMetrics metrics = new WorkerMetrics(List.of("smpp1", "smpp-2.example"));

    @Test
    void everyCounterIsThereFromTheStartInEveryCombinationThatIsKnown() throws IOException {
        assertThat(exported())
                .contains(
                        "smppworker_requests_total{lane=\"bulk\",outcome=\"in_doubt\"} 0.0",
                        "smppworker_submit_refused_total{server=\"smpp-2.example\",status_class=\"throttle\"} 0.0",
                        "smppworker_unmatched_receipts_total 0.0",
                        "smppworker_submit_response_seconds_count{server=\"smpp1\"} 0");
    }

    @Test
    void whatIsCountedIsExportedWithItsLabels() throws IOException {
        metrics.count(Metric.REQUESTS, "urgent", "accepted");
        metrics.count(Metric.REQUESTS, "urgent", "accepted");
        metrics.count(Metric.REQUESTS, "bulk", "expired");

        assertThat(metrics.total(Metric.REQUESTS)).isEqualTo(3);
        assertThat(exported())
                .contains(
                        "# TYPE smppworker_requests_total counter",
                        "# HELP smppworker_requests_total Requests that have ended",
                        "smppworker_requests_total{lane=\"urgent\",outcome=\"accepted\"} 2.0",
                        "smppworker_requests_total{lane=\"bulk\",outcome=\"expired\"} 1.0");
    }

    @Test
    void durationsAreExportedInSecondsAsAHistogram() throws IOException {
        metrics.took(Metric.SUBMIT_RESPONSE, TimeUnit.MILLISECONDS.toNanos(1), "smpp1");
        metrics.took(Metric.SUBMIT_RESPONSE, TimeUnit.MILLISECONDS.toNanos(250), "smpp1");
        metrics.took(Metric.SUBMIT_RESPONSE, TimeUnit.DAYS.toNanos(2), "smpp1");

        assertThat(exported())
                .contains(
                        "# TYPE smppworker_submit_response_seconds histogram",
                        "smppworker_submit_response_seconds_bucket{server=\"smpp1\",le=\"0.001\"} 1",
                        "smppworker_submit_response_seconds_bucket{server=\"smpp1\",le=\"0.1\"} 1",
                        "smppworker_submit_response_seconds_bucket{server=\"smpp1\",le=\"0.25\"} 2",
                        "smppworker_submit_response_seconds_bucket{server=\"smpp1\",le=\"86400.0\"} 2",
                        "smppworker_submit_response_seconds_bucket{server=\"smpp1\",le=\"+Inf\"} 3",
                        "smppworker_submit_response_seconds_count{server=\"smpp1\"} 3",
                        "smppworker_submit_response_seconds_sum{server=\"smpp1\"} 172800.251");
    }

    @Test
    void whatIsReadComesAndGoesWithItsSeries() throws IOException {
        Map<List<String>, Integer> slots = new java.util.HashMap<>(Map.of(List.of("smpp1", "0"), 1));
        metrics.readings(Metric.SLOT_BOUND, () -> slots);
        metrics.reading(Metric.READY, () -> 1);
        metrics.reading(Metric.UNMATCHED_RECEIPTS, () -> 7L);
        assertThat(exported())
                .contains(
                        "smppworker_slot_bound{server=\"smpp1\",slot=\"0\"} 1.0",
                        "smppworker_ready 1.0",
                        "smppworker_unmatched_receipts_total 7.0");

        slots.clear();
        assertThat(exported()).doesNotContain("smppworker_slot_bound{");
    }

    @Test
    void theWorkerSaysWhoItIs() throws IOException {
        metrics.readings(Metric.INFO, () -> Map.of(List.of("1.2.3", "w1"), 1));

        assertThat(exported()).contains("smppworker_info{version=\"1.2.3\",worker=\"w1\"} 1");
    }

    @Test
    void theJvmIsExportedToo() throws IOException {
        assertThat(exported()).contains("jvm_memory_used_bytes{area=\"heap\"}", "jvm_threads_current", "jvm_gc_");
    }

    @Test
    void labelsThatAMetricDoesNotHaveAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> metrics.count(Metric.REQUESTS_TAKEN, "bulk", "more"));
    }

    /** The table is what people read; what is registered is what there is. */
    @Test
    void theDocumentedCatalogueIsTheCatalogue() throws IOException {
        Path runbook = Path.of(System.getProperty("user.dir")).resolveSibling("deploy/README.md");
        List<String> rows = Files.readAllLines(runbook).stream()
                .filter(line -> line.startsWith("| `smppworker_"))
                .toList();

        assertThat(rows)
                .containsExactlyElementsOf(Arrays.stream(Metric.values())
                        .map(WorkerMetricsTest::row)
                        .toList());
        assertThat(metrics.registry().getNames())
                .isNotEmpty()
                .allSatisfy(name -> assertThat(Stream.of(Metric.values()).map(Metric::exportedName))
                        .anyMatch(known -> name.equals(known) || name.startsWith(known + "[")));
    }

    /** One line of the table. */
    private static String row(Metric metric) {
        String name = metric.exportedName() + (metric.type() == Metric.Type.COUNTER ? "_total" : "");
        String labels =
                String.join(", ", metric.labels().stream().map(Label::key).toList());
        return "| `%s` | %s | %s | %s |"
                .formatted(name, metric.type().name().toLowerCase(java.util.Locale.ROOT), labels, metric.meaning());
    }

    private String exported() throws IOException {
        return new String(new PrometheusText(metrics).bytes(), StandardCharsets.UTF_8);
    }
}
