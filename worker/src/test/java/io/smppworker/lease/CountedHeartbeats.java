package io.smppworker.lease;

import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/** The heartbeats that the consumer of a test has had answered, as Kafka's consumer shows them. */
public final class CountedHeartbeats implements Metric {
    private static final MetricName NAME = new MetricName(Heartbeats.NAME, Heartbeats.GROUP, "", Map.of());

    private long answered;

    public void answered() {
        answered++;
    }

    public Map<MetricName, Metric> metrics() {
        return Map.of(NAME, this);
    }

    @Override
    public MetricName metricName() {
        return NAME;
    }

    @Override
    public Object metricValue() {
        return (double) answered;
    }
}
