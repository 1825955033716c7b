package io.smppworker.kafka;

import io.smppworker.config.TopicNames;
import io.smppworker.kafka.JournalRecovery.RequestKey;
import io.smppworker.message.Lane;
import io.smppworker.message.LanePartition;
import io.smppworker.message.Source;
import io.smppworker.outbound.Outbound;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this worker owns by the group's assignment (KIP-848): partitions of the lanes, and bind slots, which are the
 * partitions of {@code smpp.binds}. Nothing is used before its journal has been read, and nothing is given up before it
 * has been finished, unbound and committed. Called on the intake loop's thread only.
 */
final class Ownership implements ConsumerRebalanceListener {
    private static final Logger LOG = LoggerFactory.getLogger(Ownership.class);
    /** Beyond the drain itself: outcomes on their way to the journal, unbind and close. */
    private static final Duration RELEASE_MARGIN = Duration.ofSeconds(5);

    private final Consumer<byte[], byte[]> consumer;
    private final TopicNames topics;
    private final JournalRecovery recovery;
    private final int journalPartitions;
    private final Offsets offsets;
    private final Outbound outbound;
    private final Lease lease;
    private final Duration drain;

    private final Set<TopicPartition> owned = new HashSet<>();
    private final Map<RequestKey, JournalledRequest> redelivered = new HashMap<>();

    Ownership(
            Consumer<byte[], byte[]> consumer,
            TopicNames topics,
            JournalRecovery recovery,
            int journalPartitions,
            Offsets offsets,
            Outbound outbound,
            Lease lease,
            Duration drain) {
        this.consumer = consumer;
        this.topics = topics;
        this.recovery = recovery;
        this.journalPartitions = journalPartitions;
        this.offsets = offsets;
        this.outbound = outbound;
        this.lease = lease;
        this.drain = drain;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> gained) {
        if (gained.isEmpty()) {
            return;
        }
        LOG.info("gained {}", describe(gained));
        owned.addAll(gained);
        Set<Integer> slots = slots(gained);
        if (!slots.isEmpty()) {
            outbound.gain(slots);
        }
        Set<TopicPartition> lanes = lanes(gained);
        if (!lanes.isEmpty()) {
            recover(lanes);
        }
    }

    private void recover(Set<TopicPartition> lanes) {
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(lanes);
        Map<Integer, Long> from = new HashMap<>();
        for (TopicPartition partition : lanes) {
            from.merge(journalPartition(partition), Offsets.journalPosition(committed.get(partition)), Math::min);
        }
        JournalRecovery.Recovered recovered = recovery.read(from);
        recovered.ends().forEach(offsets::journalEnd);
        for (TopicPartition partition : lanes) {
            long position = consumer.position(partition);
            offsets.own(lanePartition(partition), position);
            recovered.requests().forEach((key, request) -> {
                if (key.topic().equals(partition.topic())
                        && key.partition() == partition.partition()
                        && key.offset() >= position) {
                    redelivered.put(key, request);
                    offsets.expect(lanePartition(partition), key.offset(), request.journalOffset());
                }
            });
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
        if (revoked.isEmpty()) {
            return;
        }
        LOG.info("giving up {}", describe(revoked));
        Set<LanePartition> lanes = lanePartitions(revoked);
        try {
            outbound.release(lanes, slots(revoked), drain)
                    .toCompletableFuture()
                    .get(drain.plus(RELEASE_MARGIN).toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.warn("not all of {} could be finished in time: the journal tells the next owner", describe(revoked));
        } catch (ExecutionException e) {
            throw new IllegalStateException("giving up " + describe(revoked), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        commit(revoked);
        drop(revoked);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> lost) {
        LOG.warn("lost {}: the group went on without this worker", describe(lost));
        lease.lost();
        var unused = outbound.release(Set.of(), slots(lost), Duration.ZERO);
        drop(lost);
    }

    private void drop(Collection<TopicPartition> gone) {
        Set<LanePartition> lanes = lanePartitions(gone);
        outbound.abandon(lanes);
        lanes.forEach(offsets::disown);
        redelivered.keySet().removeIf(key -> gone.contains(new TopicPartition(key.topic(), key.partition())));
        owned.removeAll(gone);
    }

    private void commit(Collection<TopicPartition> partitions) {
        try {
            consumer.commitSync(positions(partitions));
        } catch (KafkaException e) {
            LOG.warn(
                    "offsets of {} not committed ({}): the journal tells the next owner",
                    describe(partitions),
                    e.toString());
        }
    }

    /** Gives up everything, before leaving the group. */
    void releaseAll() {
        onPartitionsRevoked(Set.copyOf(owned));
        recovery.close();
    }

    /** What to commit for everything owned; for a bind slot, only to have its lease confirmed. */
    Map<TopicPartition, OffsetAndMetadata> positions() {
        return positions(owned);
    }

    private Map<TopicPartition, OffsetAndMetadata> positions(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
        for (TopicPartition partition : partitions) {
            if (partition.topic().equals(topics.binds())) {
                positions.put(partition, new OffsetAndMetadata(0));
            } else {
                OffsetAndMetadata position = offsets.position(lanePartition(partition), journalPartition(partition));
                if (position != null) {
                    positions.put(partition, position);
                }
            }
        }
        return positions;
    }

    /** What the journal knows of a request that an earlier owner had begun; null for a new one. Told once. */
    @Nullable
    JournalledRequest redelivered(Source source) {
        return redelivered.remove(new RequestKey(source.topic(), source.partition(), source.offset()));
    }

    Set<TopicPartition> owned(Lane lane) {
        return owned.stream()
                .filter(partition -> isLane(partition) && lane(partition.topic()) == lane)
                .collect(Collectors.toSet());
    }

    Lane lane(String topic) {
        return topic.equals(topics.urgent()) ? Lane.URGENT : Lane.BULK;
    }

    private boolean isLane(TopicPartition partition) {
        return !partition.topic().equals(topics.binds());
    }

    private Set<TopicPartition> lanes(Collection<TopicPartition> partitions) {
        return partitions.stream().filter(this::isLane).collect(Collectors.toSet());
    }

    private Set<LanePartition> lanePartitions(Collection<TopicPartition> partitions) {
        return partitions.stream().filter(this::isLane).map(this::lanePartition).collect(Collectors.toSet());
    }

    private Set<Integer> slots(Collection<TopicPartition> partitions) {
        return partitions.stream()
                .filter(partition -> !isLane(partition))
                .map(TopicPartition::partition)
                .collect(Collectors.toSet());
    }

    private LanePartition lanePartition(TopicPartition partition) {
        return new LanePartition(lane(partition.topic()), partition.partition());
    }

    private int journalPartition(TopicPartition partition) {
        return partition.partition() % journalPartitions;
    }

    private String describe(Collection<TopicPartition> partitions) {
        return "%d lane partitions and bind slots %s"
                .formatted(
                        lanes(partitions).size(),
                        slots(partitions).stream().sorted().toList());
    }
}
