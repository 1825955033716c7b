package io.smppworker.simulation;

import io.smppworker.simulation.PartitionLog.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * A consumer that takes part in no rebalance, and reads what it is assigned, aborted records too. Its calls are answered at
 * once; while the broker is away they fail, and the thread has waited for the answer.
 */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // one thread
final class SimulatedReader extends MockConsumer<byte[], byte[]> {
    private static final int MOST_RECORDS = 500;

    private final SimulatedKafka kafka;
    private final SimulatedThread thread;
    private final Planted planted;
    private final Map<TopicPartition, Long> positions = new HashMap<>();

    SimulatedReader(SimulatedKafka kafka, SimulatedThread thread, Planted planted) {
        super("earliest");
        this.kafka = kafka;
        this.thread = thread;
        this.planted = planted;
    }

    private void ask(Duration timeout) {
        if (kafka.isAway()) {
            thread.block(timeout.toNanos());
            throw new TimeoutException("away");
        }
    }

    @Override
    public Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions, Duration timeout) {
        ask(timeout);
        if (kafka.isCoordinatorAway()) {
            thread.block(timeout.toNanos());
            throw new TimeoutException("the coordinator is away");
        }
        Map<TopicPartition, OffsetAndMetadata> found = new HashMap<>();
        partitions.forEach(partition -> found.put(partition, kafka.committed(partition)));
        return found;
    }

    @Override
    public Map<TopicPartition, Long> beginningOffsets(Collection<TopicPartition> partitions, Duration timeout) {
        ask(timeout);
        Map<TopicPartition, Long> offsets = new HashMap<>();
        partitions.forEach(partition -> offsets.put(partition, 0L));
        return offsets;
    }

    @Override
    public Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions, Duration timeout) {
        ask(timeout);
        Map<TopicPartition, Long> offsets = new HashMap<>();
        partitions.forEach(
                partition -> offsets.put(partition, kafka.log(partition).end()));
        return offsets;
    }

    @Override
    public Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(Map<TopicPartition, Long> times, Duration timeout) {
        ask(timeout);
        Map<TopicPartition, OffsetAndTimestamp> found = new HashMap<>();
        times.forEach((partition, millis) -> {
            PartitionLog log = kafka.log(partition);
            for (long offset = 0; offset < log.end(); offset++) {
                if (log.at(offset).timestampMillis() >= millis) {
                    found.put(
                            partition,
                            new OffsetAndTimestamp(offset, log.at(offset).timestampMillis()));
                    break;
                }
            }
        });
        return found;
    }

    @Override
    public void assign(Collection<TopicPartition> partitions) {
        positions.keySet().retainAll(partitions);
        partitions.forEach(partition -> positions.putIfAbsent(partition, 0L));
    }

    @Override
    public void seek(TopicPartition partition, long offset) {
        positions.put(partition, offset);
    }

    @Override
    public long position(TopicPartition partition, Duration timeout) {
        return positions.getOrDefault(partition, 0L);
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration wait) {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = new HashMap<>();
        positions.replaceAll((partition, position) -> {
            PartitionLog log = kafka.log(partition);
            List<ConsumerRecord<byte[], byte[]>> here = new ArrayList<>();
            long offset = position;
            for (; offset < log.end() && here.size() < MOST_RECORDS; offset++) {
                Entry entry = log.at(offset);
                if (!entry.isMarker() && planted.readsJournalAt(offset)) {
                    here.add(VirtualMember.record(partition, offset, planted.journalled(entry.value()), entry));
                }
            }
            if (!here.isEmpty()) {
                records.put(partition, here);
            }
            return offset;
        });
        return new ConsumerRecords<>(records, Map.of());
    }

    @Override
    public void close(CloseOptions options) {
        positions.clear();
    }
}
