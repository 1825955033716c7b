package io.smppworker.lease;

import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.Metric;

/**
 * The heartbeats of a consumer that its coordinator has answered, whatever the answer: Kafka's metric {@code
 * heartbeat-total}, which counts an answer before it is acted on. Thread-safe.
 */
final class Heartbeats implements LongSupplier {
    static final String GROUP = "consumer-coordinator-metrics";
    static final String NAME = "heartbeat-total";

    private final Metric total;

    private Heartbeats(Metric total) {
        this.total = total;
    }

    /** @throws IllegalStateException when it counts none: it is not in a group of the classic protocol */
    static Heartbeats of(Consumer<?, ?> consumer) {
        return consumer.metrics().entrySet().stream()
                .filter(metric -> metric.getKey().group().equals(GROUP)
                        && metric.getKey().name().equals(NAME))
                .findFirst()
                .map(metric -> new Heartbeats(metric.getValue()))
                .orElseThrow(() -> new IllegalStateException("the consumer has no metric " + NAME));
    }

    @Override
    public long getAsLong() {
        return ((Number) total.metricValue()).longValue();
    }
}
