package io.smppworker.intake;

import io.smppworker.journal.JournalRecovery;
import io.smppworker.lease.Handover;
import io.smppworker.message.LanePartition;
import io.smppworker.outbound.Outbound;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes slots and lanes into use by the data path and out of it: slots are bound and unbound; a lane's journal is read, on a
 * thread of its own, before any of its records is polled, and the lane is drained before it is released. Intake thread only.
 */
final class OutboundHandover implements Handover, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OutboundHandover.class);

    private final Outbound outbound;
    private final IntakeState state;
    private final JournalRecovery recovery;
    private final Duration drain;
    private final Clock clock;
    private final Runnable rehearsal;
    private final ExecutorService reader;
    private volatile boolean closed;

    /**
     * Between the group and this data path.
     *
     * @param recovery closed with it, on its thread
     * @param reader that thread; shut down by {@link #close}
     * @param rehearsal see {@link #rehearse}; on the same thread
     */
    OutboundHandover(
            Outbound outbound,
            IntakeState state,
            JournalRecovery recovery,
            ExecutorService reader,
            Duration drain,
            Clock clock,
            Runnable rehearsal) {
        this.outbound = outbound;
        this.state = state;
        this.recovery = recovery;
        this.reader = reader;
        this.drain = drain;
        this.clock = clock;
        this.rehearsal = rehearsal;
    }

    /**
     * Goes once through the first steps of gaining lanes and slots, without gaining any, so that they are quick later.
     * Completes when they are done, or Kafka does not answer.
     */
    CompletionStage<Void> rehearse() {
        return CompletableFuture.runAsync(rehearsal, reader);
    }

    /** How long the windows may take to empty at a release. */
    Duration drain() {
        return drain;
    }

    @Override
    public void gain(Set<Integer> slots) {
        outbound.gain(slots);
    }

    @Override
    public CompletionStage<Recovered> recover(Set<TopicPartition> gained) {
        CompletableFuture<Recovered> done = new CompletableFuture<>();
        reader.execute(() -> recoverPatiently(gained, done));
        return done;
    }

    /** Retries for as long as Kafka is unreachable, which each try waits for by itself. */
    private void recoverPatiently(Set<TopicPartition> gained, CompletableFuture<Recovered> done) {
        if (closed) {
            return;
        }
        try {
            JournalRecovery.Recovered recovered = recovery.recover(gained, clock.millis());
            done.complete(stillOwned -> begin(recovered, stillOwned));
        } catch (RetriableException e) {
            LOG.warn("the journal cannot be read yet ({}); trying again", e.toString());
            reader.execute(() -> recoverPatiently(gained, done));
        } catch (RuntimeException | Error e) { // else nobody would learn of it: the lanes would never be used
            done.completeExceptionally(e);
        }
    }

    private Map<TopicPartition, Long> begin(JournalRecovery.Recovered recovered, Set<TopicPartition> stillOwned) {
        Map<TopicPartition, Long> positions = new HashMap<>(recovered.positions());
        positions.keySet().retainAll(stillOwned);
        recovered.ends().forEach(state.offsets()::journalEnd);
        positions.forEach(
                (partition, position) -> state.offsets().own(state.lanes().lanePartition(partition), position));
        state.known()
                .adopt(recovered, stillOwned)
                .forEach((place, request) -> state.offsets()
                        .expect(
                                state.lanes().lanePartition(new TopicPartition(place.topic(), place.partition())),
                                place.offset(),
                                request.journalOffset()));
        return positions;
    }

    @Override
    public CompletionStage<Void> release(Set<TopicPartition> partitions, Set<Integer> slots) {
        Set<LanePartition> leaving = lanePartitions(partitions);
        return outbound.release(leaving, slots, drain)
                .thenCompose(drained -> state.underWay().whenNone(leaving));
    }

    @Override
    public void gone(Set<TopicPartition> partitions, Set<Integer> slots) {
        Set<LanePartition> gone = lanePartitions(partitions);
        outbound.abandon(gone);
        gone.forEach(state.offsets()::disown);
        state.known().forget(partitions);
        if (!slots.isEmpty()) {
            var unused = outbound.release(Set.of(), slots, Duration.ZERO);
        }
    }

    @Override
    public @Nullable OffsetAndMetadata position(TopicPartition partition) {
        return state.offsets()
                .position(
                        state.lanes().lanePartition(partition), state.lanes().journalPartition(partition.partition()));
    }

    @Override
    public Set<Integer> boundSlots() {
        return outbound.boundSlots();
    }

    /** In the order of the partitions. */
    private Set<LanePartition> lanePartitions(Set<TopicPartition> partitions) {
        return partitions.stream()
                .map(state.lanes()::lanePartition)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Abandons a recovery that is under way. */
    @Override
    public void close() {
        closed = true;
        reader.execute(() -> {
            reader.shutdown();
            recovery.close();
        });
    }
}
