package io.smppworker.ops;

import com.codahale.metrics.Counter;
import com.codahale.metrics.MetricRegistry;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The values of every {@link Metric} of a worker. Thread-safe; counting never blocks. */
public final class WorkerMetrics {
    private final MetricRegistry registry = new MetricRegistry();
    private final Map<Metric, Map<List<String>, com.codahale.metrics.Metric>> series = new EnumMap<>(Metric.class);
    private final Map<Metric, Supplier<? extends Map<List<String>, ? extends Number>>> readings =
            new ConcurrentHashMap<>();

    /**
     * With every counter at 0 whose labels are known beforehand, so that its first increment is seen as one.
     *
     * @param servers of the account, by name
     */
    public WorkerMetrics(List<String> servers) {
        for (Metric metric : Metric.values()) {
            series.put(metric, new ConcurrentHashMap<>());
            if (metric.type() == Metric.Type.COUNTER || metric.type() == Metric.Type.HISTOGRAM) {
                combinations(metric, servers).forEach(labels -> series(metric, labels));
            }
        }
    }

    private static List<List<String>> combinations(Metric metric, List<String> servers) {
        List<List<String>> combinations = List.of(List.of());
        for (Label label : metric.labels()) {
            List<String> values = label == Label.SERVER ? servers : label.known();
            combinations = combinations.stream()
                    .flatMap(shorter -> values.stream()
                            .map(value -> Stream.concat(shorter.stream(), Stream.of(value))
                                    .toList()))
                    .toList();
        }
        return combinations;
    }

    /**
     * Counts one.
     *
     * @param labels the values of the metric's labels, in their order
     */
    public void count(Metric metric, String... labels) {
        ((Counter) series(metric, List.of(labels))).inc();
    }

    /** Records how long something took; {@code labels} as for {@link #count}. */
    public void took(Metric metric, long nanos, String... labels) {
        ((Buckets) series(metric, List.of(labels))).record(nanos);
    }

    /** A counter's value since the start of the process, over all series that have these values among their labels. */
    public long total(Metric metric, String... labels) {
        return of(metric).entrySet().stream()
                .filter(series -> series.getKey().containsAll(List.of(labels)))
                .mapToLong(series -> ((Counter) series.getValue()).getCount())
                .sum();
    }

    /**
     * Registers the source of a gauge, or of a counter that is kept elsewhere; it is read whenever metrics are asked for, on
     * the admin thread.
     *
     * @param values by the values of the metric's labels, in their order; series may come and go
     */
    public void readings(Metric metric, Supplier<? extends Map<List<String>, ? extends Number>> values) {
        readings.put(metric, values);
    }

    /** As {@link #readings}, for a metric without labels. */
    public void reading(Metric metric, Supplier<? extends Number> value) {
        readings(metric, () -> Map.of(List.of(), value.get()));
    }

    /** All counters and histograms of this worker, for other reporters of Dropwizard Metrics. */
    public MetricRegistry registry() {
        return registry;
    }

    /** Counters and histograms, by the values of their labels. */
    Map<List<String>, com.codahale.metrics.Metric> of(Metric metric) {
        return series.getOrDefault(metric, Map.of());
    }

    /** Current values of a metric that is read when asked for, not counted here, by the values of its labels. */
    Map<List<String>, ? extends Number> readings(Metric metric) {
        Supplier<? extends Map<List<String>, ? extends Number>> values = readings.get(metric);
        return values == null ? Map.of() : values.get();
    }

    private com.codahale.metrics.Metric series(Metric metric, List<String> labels) {
        com.codahale.metrics.Metric known = of(metric).get(labels);
        return known == null ? of(metric).computeIfAbsent(labels, absent -> registered(metric, labels)) : known;
    }

    private com.codahale.metrics.Metric registered(Metric metric, List<String> labels) {
        if (labels.size() != metric.labels().size()) {
            throw new IllegalArgumentException(metric + " has the labels " + metric.labels() + ", not " + labels);
        }
        String name = labels.isEmpty() ? metric.exportedName() : metric.exportedName() + labels;
        return metric.type() == Metric.Type.HISTOGRAM
                ? registry.register(name, new Buckets())
                : registry.register(name, new Counter());
    }
}
