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
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
        return switch (metric.type()) {
            case COUNTER -> counter(metric);
            case GAUGE -> gauge(metric);
            case HISTOGRAM -> histogram(metric);
            case INFO -> info(metric);
        };
    }

    private CounterSnapshot counter(Metric metric) {
        CounterSnapshot.Builder counter =
                CounterSnapshot.builder().name(metric.exportedName()).help(metric.meaning());
        numbers(metric)
                .forEach((labels, value) -> counter.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                        .labels(labels(metric, labels))
                        .value(value.doubleValue())
                        .build()));
        return counter.build();
    }

    private GaugeSnapshot gauge(Metric metric) {
        GaugeSnapshot.Builder gauge =
                GaugeSnapshot.builder().name(metric.exportedName()).help(metric.meaning());
        numbers(metric)
                .forEach((labels, value) -> gauge.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                        .labels(labels(metric, labels))
                        .value(value.doubleValue())
                        .build()));
        return gauge.build();
    }

    /** Counted values, and those read when asked for; where a series has both, the latter. */
    private Map<List<String>, Number> numbers(Metric metric) {
        Map<List<String>, Number> numbers = new LinkedHashMap<>();
        metrics.of(metric).forEach((labels, counter) -> numbers.put(labels, ((Counter) counter).getCount()));
        numbers.putAll(metrics.readings(metric));
        return numbers;
    }

    private InfoSnapshot info(Metric metric) {
        String name = metric.exportedName();
        InfoSnapshot.Builder info = InfoSnapshot.builder()
                .name(name.substring(0, name.length() - INFO.length()))
                .help(metric.meaning());
        numbers(metric)
                .keySet()
                .forEach(labels -> info.dataPoint(InfoSnapshot.InfoDataPointSnapshot.builder()
                        .labels(labels(metric, labels))
                        .build()));
        return info.build();
    }

    private HistogramSnapshot histogram(Metric metric) {
        HistogramSnapshot.Builder histogram =
                HistogramSnapshot.builder().name(metric.exportedName()).help(metric.meaning());
        metrics.of(metric)
                .forEach((labels, value) -> histogram.dataPoint(HistogramSnapshot.HistogramDataPointSnapshot.builder()
                        .labels(labels(metric, labels))
                        .classicHistogramBuckets(buckets((Buckets) value))
                        .sum(((Buckets) value).sumSeconds())
                        .build()));
        return histogram.build();
    }

    private static ClassicHistogramBuckets buckets(Buckets value) {
        ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
        for (int bucket = 0; bucket < Buckets.BOUNDS.length; bucket++) {
            buckets.bucket(Buckets.BOUNDS[bucket], value.count(bucket));
        }
        return buckets.bucket(Double.POSITIVE_INFINITY, value.count(Buckets.BOUNDS.length))
                .build();
    }

    private static Labels labels(Metric metric, List<String> values) {
        return Labels.of(metric.labels().stream().map(Label::key).toList(), values);
    }
}
