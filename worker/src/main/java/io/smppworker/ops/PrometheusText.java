package io.smppworker.ops;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.dropwizard.DropwizardExports;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.function.Supplier;

/** A worker's metrics in Prometheus' text format 0.0.4, UTF-8. */
final class PrometheusText {
    static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();
    private final WorkerMetrics metrics;
    private final DropwizardExports exports;

    PrometheusText(WorkerMetrics metrics) {
        this.metrics = metrics;
        this.exports = new DropwizardExports(metrics.registry());
    }

    byte[] bytes() throws IOException {
        MetricSnapshots.Builder snapshots = MetricSnapshots.builder();
        exports.collect().forEach(snapshots::metricSnapshot);
        metrics.serverGauges().forEach((what, servers) -> snapshots.metricSnapshot(serverGauge(what, servers)));
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        writer.write(text, snapshots.build(), EscapingScheme.UNDERSCORE_ESCAPING);
        return text.toByteArray();
    }

    private static GaugeSnapshot serverGauge(String what, Map<String, Supplier<? extends Number>> servers) {
        GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name("smppworker_server_" + what);
        servers.forEach((server, value) -> gauge.dataPoint(GaugeDataPointSnapshot.builder()
                .labels(Labels.of("server", server))
                .value(value.get().doubleValue())
                .build()));
        return gauge.build();
    }
}
