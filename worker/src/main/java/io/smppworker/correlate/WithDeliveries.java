package io.smppworker.correlate;

import io.smppworker.message.DeliveryPartition;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.StreamPartitioner;

/** Partitions events keyed by the canonical SMSC message id as {@code smpp.deliveries} is partitioned. Pure. */
final class WithDeliveries<V> implements StreamPartitioner<String, V> {
    @Override
    public Optional<Set<Integer>> partitions(String topic, String id, V value, Headers headers, int partitions) {
        return Optional.of(Set.of(DeliveryPartition.of(id, partitions)));
    }

    @Override
    @SuppressWarnings("removal") // the interface requires it until it is removed
    public Optional<Set<Integer>> partitions(String topic, String id, V value, int partitions) {
        return Optional.of(Set.of(DeliveryPartition.of(id, partitions)));
    }
}
