package io.smppworker.kafka;

import io.smppworker.config.TopicNames;
import io.smppworker.message.Lane;
import io.smppworker.message.LanePartition;
import io.smppworker.message.Source;
import io.smppworker.outbound.Outbound;
import io.smppworker.schemas.RequestPlace;
import java.time.Clock;
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
import org.apache.kafka.common.errors.RetriableException;
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
    private static final Duration RELEASE_MARGIN = Duration.ofSeconds(3);

    private static final Duration CALL = Duration.ofSeconds(5);
    /** The last commit before a partition goes is only a courtesy to its next owner: the journal knows. */
    private static final Duration LAST_COMMIT = Duration.ofSeconds(2);

    private final Consumer<byte[], byte[]> consumer;
    private final TopicNames topics;
    private final JournalRecovery recovery;
    private final SeenRequests seen;
    private final int journalPartitions;
    private final Offsets offsets;
    private final Outbound outbound;
    private final Lease lease;
    private final Duration drain;
    private final Clock clock;

    private final Set<TopicPartition> owned = new HashSet<>();
    private final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
    private final Map<RequestPlace, JournalledRequest> redelivered = new HashMap<>();
    private volatile boolean stopping;

    Ownership(
            Consumer<byte[], byte[]> consumer,
            TopicNames topics,
            JournalRecovery recovery,
            SeenRequests seen,
            int journalPartitions,
            Offsets offsets,
            Outbound outbound,
            Lease lease,
            Duration drain,
            Clock clock) {
        this.consumer = consumer;
        this.topics = topics;
        this.recovery = recovery;
        this.seen = seen;
        this.journalPartitions = journalPartitions;
        this.offsets = offsets;
        this.outbound = outbound;
        this.lease = lease;
        this.drain = drain;
        this.clock = clock;
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
            recoverPatiently(lanes);
        }
    }

    /** Nothing of a lane may be handled before its journal is known, however long Kafka is away. */
    private void recoverPatiently(Set<TopicPartition> lanes) {
        while (!stopping) {
            try {
                recover(lanes);
                return;
            } catch (RetriableException e) {
                LOG.warn("the journal can not be read yet ({}); trying again", e.toString());
            }
        }
    }

    private void recover(Set<TopicPartition> lanes) {
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(lanes, CALL);
        Map<Integer, Long> from = new HashMap<>();
        Map<TopicPartition, Long> positions = new HashMap<>();
        for (TopicPartition partition : lanes) {
            from.merge(journalPartition(partition), Offsets.journalPosition(committed.get(partition)), Math::min);
            positions.put(partition, consumer.position(partition, CALL));
        }
        JournalRecovery.Recovered recovered = recovery.read(from, positions, clock.millis());
        recovered.ends().forEach(offsets::journalEnd);
        positions.forEach((partition, position) -> offsets.own(lanePartition(partition), position));
        redelivered.putAll(recovered.requests());
        recovered.requests().forEach((place, request) -> {
            TopicPartition partition = new TopicPartition(place.topic(), place.partition());
            offsets.expect(lanePartition(partition), place.offset(), request.journalOffset());
        });
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> called) {
        Set<TopicPartition> revoked = new HashSet<>(called);
        revoked.retainAll(owned); // closing the consumer revokes what was released before
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
        redelivered.keySet().removeIf(place -> gone.contains(new TopicPartition(place.topic(), place.partition())));
        owned.removeAll(gone);
        committed.keySet().removeAll(gone);
        Set<Integer> stillRead =
                lanes(owned).stream().map(this::journalPartition).collect(Collectors.toSet());
        lanes(gone).stream()
                .map(this::journalPartition)
                .filter(partition -> !stillRead.contains(partition))
                .forEach(seen::forget);
    }

    private void commit(Collection<TopicPartition> partitions) {
        try {
            consumer.commitSync(positions(partitions), LAST_COMMIT);
        } catch (KafkaException e) {
            LOG.warn(
                    "offsets of {} not committed ({}): the journal tells the next owner",
                    describe(partitions),
                    e.toString());
        }
    }

    /** Lets a recovery under way end without having been carried through. Any thread. */
    void stop() {
        stopping = true;
    }

    /** Gives up everything, before leaving the group. */
    void releaseAll() {
        onPartitionsRevoked(Set.copyOf(owned));
        recovery.close();
    }

    /** The member is no more: others will own what it owned. */
    void loseAll() {
        onPartitionsLost(Set.copyOf(owned));
        recovery.close();
    }

    /**
     * What to commit: the positions that have moved since they were committed, and one more of what is owned, because that
     * the broker takes it confirms the lease. Empty when nothing is owned.
     */
    Map<TopicPartition, OffsetAndMetadata> news() {
        Map<TopicPartition, OffsetAndMetadata> positions = positions(owned);
        positions.keySet().stream().findFirst().ifPresent(confirming -> committed.remove(confirming));
        positions.entrySet().removeIf(position -> position.getValue().equals(committed.get(position.getKey())));
        return positions;
    }

    /** The broker has taken these. */
    void committed(Map<TopicPartition, OffsetAndMetadata> positions) {
        committed.putAll(positions);
        committed.keySet().retainAll(owned);
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
        return redelivered.remove(place(source));
    }

    /** Another request that had this messageId within the window; null when there was none. */
    @Nullable
    RequestPlace firstWith(String messageId, Source source) {
        RequestPlace first = seen.first(journalPartition(source), messageId, clock.millis());
        return place(source).equals(first) ? null : first;
    }

    /** The request is one that will be submitted. */
    void remember(String messageId, Source source) {
        long now = clock.millis();
        seen.remember(journalPartition(source), messageId, place(source), now, now);
    }

    private static RequestPlace place(Source source) {
        return new RequestPlace(source.topic(), source.partition(), source.offset());
    }

    private int journalPartition(Source source) {
        return source.partition() % journalPartitions;
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
