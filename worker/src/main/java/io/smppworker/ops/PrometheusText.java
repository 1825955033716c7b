package io.smppworker.ops;

import com.codahale.metrics.Counter;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** A worker's metrics in Prometheus' text format 0.0.4, UTF-8: those of the catalogue, and the JVM's own. */
final class PrometheusText {
    static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    /** Added by the format. */
    private static final String INFO = "_info";

    private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();
    private final PrometheusRegistry jvm = new PrometheusRegistry();
    private final WorkerMetrics metrics;

    PrometheusText(WorkerMetrics metrics) {
        this.metrics = metrics;
        JvmMetrics.builder().register(jvm);
    }

    byte[] bytes() throws IOException {
        MetricSnapshots.Builder snapshots = MetricSnapshots.builder();
        for (Metric metric : Metric.values()) {
            snapshots.metricSnapshot(snapshot(metric));
        }
        jvm.scrape().forEach(snapshots::metricSnapshot);
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        writer.write(text, snapshots.build(), EscapingScheme.UNDERSCORE_ESCAPING);
        return text.toByteArray();
    }

    private MetricSnapshot snapshot(Metric metric) {
        String name = metric.exportedName();
        return switch (metric.type()) {
            case COUNTER ->
                new CounterSnapshot(
                        new MetricMetadata(name, metric.meaning()),
                        points(
                                metric,
                                numbers(metric),
                                (labels, value) -> new CounterSnapshot.CounterDataPointSnapshot(
                                        value.doubleValue(), labels, null, 0)));
            case GAUGE ->
                new GaugeSnapshot(
                        new MetricMetadata(name, metric.meaning()),
                        points(
                                metric,
                                numbers(metric),
                                (labels, value) ->
                                        new GaugeSnapshot.GaugeDataPointSnapshot(value.doubleValue(), labels, null)));
            case HISTOGRAM ->
                new HistogramSnapshot(
                        new MetricMetadata(name, metric.meaning()),
                        points(metric, metrics.of(metric), (labels, value) -> point(labels, (Buckets) value)));
            case INFO ->
                new InfoSnapshot(
                        new MetricMetadata(name.substring(0, name.length() - INFO.length()), metric.meaning()),
                        points(
                                metric,
                                numbers(metric),
                                (labels, value) -> new InfoSnapshot.InfoDataPointSnapshot(labels)));
        };
    }

    /** A point for each of the series. */
    private static <V, P> List<P> points(Metric metric, Map<List<String>, V> series, BiFunction<Labels, V, P> point) {
        List<String> keys = metric.labels().stream().map(Label::key).toList();
        return series.entrySet().stream()
                .map(one -> point.apply(Labels.of(keys, one.getKey()), one.getValue()))
                .toList();
    }

    /** Counted values, and those read when asked for; where a series has both, the latter. */
    private Map<List<String>, Number> numbers(Metric metric) {
        Map<List<String>, Number> numbers = new LinkedHashMap<>();
        metrics.of(metric).forEach((labels, counter) -> numbers.put(labels, ((Counter) counter).getCount()));
        numbers.putAll(metrics.readings(metric));
        return numbers;
    }

    private static HistogramSnapshot.HistogramDataPointSnapshot point(Labels labels, Buckets value) {
        return HistogramSnapshot.HistogramDataPointSnapshot.builder()
                .labels(labels)
                .classicHistogramBuckets(buckets(value))
                .sum(value.sumSeconds())
                .build();
    }

    private static ClassicHistogramBuckets buckets(Buckets value) {
        ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
        for (int bucket = 0; bucket < Buckets.BOUNDS.length; bucket++) {
            buckets.bucket(Buckets.BOUNDS[bucket], value.count(bucket));
        }
        return buckets.bucket(Double.POSITIVE_INFINITY, value.count(Buckets.BOUNDS.length))
                .build();
    }
}
