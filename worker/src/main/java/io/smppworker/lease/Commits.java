package io.smppworker.lease;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits positions as they move, and one at least twice a second: that the coordinator takes it shows that this worker is a
 * member of the present generation, and {@link Renewal} renews the lease by it. Intake thread only.
 */
final class Commits {
    private static final Logger LOG = LoggerFactory.getLogger(Commits.class);
    private static final long EVERY_NANOS = Duration.ofMillis(500).toNanos();
    private static final long SOON_NANOS = Duration.ofMillis(20).toNanos();

    private final Consumer<byte[], byte[]> consumer;
    private final Renewal renewal;
    private final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
    private boolean committing;
    private boolean soon;
    private boolean everTried;
    private long triedNanos;

    Commits(Consumer<byte[], byte[]> consumer, Renewal renewal) {
        this.consumer = consumer;
        this.renewal = renewal;
    }

    /** The next commit should not wait for its time. */
    void soon() {
        soon = true;
    }

    /**
     * Commits what has moved, when it is time.
     *
     * @param owned gives the positions of all owned partitions; asked for when it is time
     */
    void commit(Supplier<Map<TopicPartition, OffsetAndMetadata>> owned, long nowNanos) {
        if (committing || !due(nowNanos)) {
            return;
        }
        Map<TopicPartition, OffsetAndMetadata> positions = owned.get();
        if (positions.isEmpty()) {
            return;
        }
        Map<TopicPartition, OffsetAndMetadata> moved = new HashMap<>(positions);
        moved.entrySet().removeIf(position -> position.getValue().equals(committed.get(position.getKey())));
        if (moved.isEmpty()) {
            positions.entrySet().stream().findFirst().ifPresent(one -> moved.put(one.getKey(), one.getValue()));
        }
        everTried = true;
        triedNanos = nowNanos;
        soon = false;
        committing = true;
        renewal.asked();
        consumer.commitAsync(moved, (taken, error) -> answered(taken, error, nowNanos));
    }

    private boolean due(long nowNanos) {
        return !everTried || nowNanos - triedNanos >= (soon ? SOON_NANOS : EVERY_NANOS);
    }

    private void answered(Map<TopicPartition, OffsetAndMetadata> taken, Exception error, long askedNanos) {
        committing = false;
        if (error == null) {
            committed.putAll(taken);
            renewal.taken(askedNanos);
        } else {
            // normal during a rebalance; if it lasts, the lease ends, which is logged
            LOG.debug("offsets not committed: {}", error.toString());
        }
    }

    /** Whether the coordinator has not answered the last one yet. */
    boolean underWay() {
        return committing;
    }

    /** Whether this was the last position that the coordinator took. */
    boolean has(TopicPartition partition, OffsetAndMetadata position) {
        return position.equals(committed.get(partition));
    }

    /** It is no longer this worker's. */
    void forget(TopicPartition partition) {
        committed.remove(partition);
    }
}
