package io.smppworker.kafka;

import io.smppworker.config.WorkerConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads topics as a user does, all their partitions, committed records only, outside any group, from a place that the first
 * call sets. One thread; blocking. Kafka's errors are thrown as they come.
 */
public final class TopicReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;

    /** @throws IllegalStateException when one of the topics does not exist */
    public TopicReader(WorkerConfig config, List<String> topics) {
        this(new KafkaConsumer<>(new ClientProperties(config.kafka(), config.workerId()).committedReader()), topics);
    }

    TopicReader(org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer, List<String> topics) {
        this.consumer = consumer;
        try {
            this.partitions = topics.stream()
                    .flatMap(topic -> partitions(topic).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
        consumer.assign(partitions);
    }

    private List<PartitionInfo> partitions(String topic) {
        List<PartitionInfo> partitions = consumer.partitionsFor(topic);
        if (partitions.isEmpty()) {
            throw new IllegalStateException(
                    "there is no topic " + topic + ": the topics command creates it, or a worker");
        }
        return partitions;
    }

    /** Begins with records that are stored after this call. */
    public void fromNow() {
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    /** Begins with records that were stored at or after that time. */
    public void from(Instant time) {
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, time.toEpochMilli()));
        Map<TopicPartition, OffsetAndTimestamp> starts = consumer.offsetsForTimes(times);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        for (TopicPartition partition : partitions) {
            OffsetAndTimestamp start = starts.get(partition);
            consumer.seek(partition, start == null ? ends.getOrDefault(partition, 0L) : start.offset());
        }
    }

    /** Waits for records, a fifth of a second at most, and hands them over. */
    public void poll(Consumer<ConsumerRecord<byte[], byte[]>> seen) {
        consumer.poll(POLL).forEach(seen);
    }

    /**
     * Hands over all present records from the beginning, up to the last stable offset, which is where the first open
     * transaction begins. Transaction markers may follow the last record; they are skipped.
     */
    public void all(Consumer<ConsumerRecord<byte[], byte[]>> seen) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        consumer.seekToBeginning(partitions);
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            poll(found -> {
                if (found.offset() < ends.getOrDefault(new TopicPartition(found.topic(), found.partition()), 0L)) {
                    seen.accept(found);
                }
            });
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
