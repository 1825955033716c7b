package io.smppworker.journal;

import io.smppworker.kafka.Lanes;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

/** A journal of one partition, and what is committed of the lanes, for a {@link JournalRecovery} without a broker. */
public final class JournalInMemory extends MockConsumer<byte[], byte[]> {
    private final String topic;
    private final List<byte[]> entries = new CopyOnWriteArrayList<>();
    private final Map<TopicPartition, OffsetAndMetadata> committed = new ConcurrentHashMap<>();
    private final Queue<Supplier<RuntimeException>> failures = new ConcurrentLinkedQueue<>();
    private volatile CountDownLatch answering = new CountDownLatch(0);

    public JournalInMemory(String topic) {
        super("earliest");
        this.topic = topic;
    }

    public void add(byte[] entry) {
        entries.add(entry);
    }

    /** An earlier owner has committed this. */
    public void commit(TopicPartition lane, OffsetAndMetadata position) {
        committed.put(lane, position);
    }

    /** The next question is answered with this. */
    public void fail(RuntimeException failure) {
        fail(() -> failure);
    }

    /** As {@link #fail(RuntimeException)}; what the failure is, and what else happens then, is asked at that time. */
    public void fail(Supplier<RuntimeException> failure) {
        failures.add(failure);
    }

    /** Answers nothing until {@link #answer}. */
    public void silence() {
        answering = new CountDownLatch(1);
    }

    public void answer() {
        answering.countDown();
    }

    /** What reads it. */
    public JournalRecovery recovery(Lanes lanes, SeenRequests memory) {
        return new JournalRecovery(this, topic, lanes, () -> memory);
    }

    @Override
    public synchronized Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> lanes, Duration timeout) {
        try {
            answering.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        Supplier<RuntimeException> failure = failures.poll();
        if (failure != null) {
            throw failure.get();
        }
        Map<TopicPartition, OffsetAndMetadata> found = new HashMap<>(committed);
        found.keySet().retainAll(lanes);
        return found;
    }

    @Override
    public Map<TopicPartition, Long> beginningOffsets(Collection<TopicPartition> partitions, Duration timeout) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        partitions.forEach(partition -> offsets.put(partition, 0L));
        return offsets;
    }

    @Override
    public Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions, Duration timeout) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        partitions.forEach(partition -> offsets.put(partition, (long) entries.size()));
        return offsets;
    }

    @Override
    public Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(Map<TopicPartition, Long> times, Duration timeout) {
        Map<TopicPartition, OffsetAndTimestamp> offsets = new HashMap<>();
        times.forEach((partition, time) -> offsets.put(partition, new OffsetAndTimestamp(0, Math.max(0, time))));
        return offsets;
    }

    @Override
    public synchronized void assign(Collection<TopicPartition> partitions) {
        super.assign(partitions);
        if (!partitions.isEmpty()) {
            for (int offset = 0; offset < entries.size(); offset++) {
                addRecord(new ConsumerRecord<>(topic, 0, offset, null, entries.get(offset)));
            }
        }
    }
}
