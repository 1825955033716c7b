package io.smppworker.intake;

import io.smppworker.journal.JournalRecovery;
import io.smppworker.journal.KnownRequests;
import io.smppworker.journal.Offsets;
import io.smppworker.kafka.Lanes;
import io.smppworker.lease.Handover;
import io.smppworker.message.LanePartition;
import io.smppworker.outbound.Outbound;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Slots and lanes go into use by the data path and out of it: slots are bound and unbound, lanes' journals read on a thread
 * of its own before anything of them is polled, and drained before they go. Intake thread only.
 */
final class OutboundHandover implements Handover, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OutboundHandover.class);

    private final Outbound outbound;
    private final UnderWay underWay;
    private final JournalRecovery recovery;
    private final KnownRequests known;
    private final Offsets offsets;
    private final Lanes lanes;
    private final Duration drain;
    private final Clock clock;
    private final Runnable rehearsal;
    private final ExecutorService reader = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "journal-reader");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean closed;

    /**
     * Between the group and this data path.
     *
     * @param underWay what is not on the data path, but was taken
     * @param recovery closed with it, on its thread
     * @param rehearsal see {@link #rehearse}; on the same thread
     */
    OutboundHandover(
            Outbound outbound,
            UnderWay underWay,
            JournalRecovery recovery,
            KnownRequests known,
            Offsets offsets,
            Lanes lanes,
            Duration drain,
            Clock clock,
            Runnable rehearsal) {
        this.outbound = outbound;
        this.underWay = underWay;
        this.recovery = recovery;
        this.known = known;
        this.offsets = offsets;
        this.lanes = lanes;
        this.drain = drain;
        this.clock = clock;
        this.rehearsal = rehearsal;
    }

    /**
     * Does for nobody, once, what is done first when lanes and slots are gained, so that it is done quickly then. Ends
     * when it has, or Kafka does not answer.
     */
    CompletionStage<Void> rehearse() {
        return CompletableFuture.runAsync(rehearsal, reader);
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

    /** However long Kafka is away. */
    private void recoverPatiently(Set<TopicPartition> gained, CompletableFuture<Recovered> done) {
        while (!closed) {
            try {
                JournalRecovery.Recovered recovered = recovery.recover(gained, clock.millis());
                done.complete(stillOwned -> begin(recovered, stillOwned));
                return;
            } catch (RetriableException e) {
                LOG.warn("the journal cannot be read yet ({}); trying again", e.toString());
            } catch (RuntimeException e) {
                done.completeExceptionally(e);
                return;
            }
        }
    }

    private Map<TopicPartition, Long> begin(JournalRecovery.Recovered recovered, Set<TopicPartition> stillOwned) {
        Map<TopicPartition, Long> positions = new HashMap<>(recovered.positions());
        positions.keySet().retainAll(stillOwned);
        recovered.ends().forEach(offsets::journalEnd);
        positions.forEach((partition, position) -> offsets.own(lanes.lanePartition(partition), position));
        known.adopt(recovered, stillOwned)
                .forEach((place, request) -> offsets.expect(
                        lanes.lanePartition(new TopicPartition(place.topic(), place.partition())),
                        place.offset(),
                        request.journalOffset()));
        return positions;
    }

    @Override
    public CompletionStage<Void> release(Set<TopicPartition> partitions, Set<Integer> slots) {
        Set<LanePartition> leaving = lanePartitions(partitions);
        return outbound.release(leaving, slots, drain).thenCompose(drained -> underWay.whenNone(leaving));
    }

    @Override
    public void gone(Set<TopicPartition> partitions, Set<Integer> slots) {
        Set<LanePartition> gone = lanePartitions(partitions);
        outbound.abandon(gone);
        gone.forEach(offsets::disown);
        known.forget(partitions);
        if (!slots.isEmpty()) {
            var unused = outbound.release(Set.of(), slots, Duration.ZERO);
        }
    }

    @Override
    public @Nullable OffsetAndMetadata position(TopicPartition partition) {
        return offsets.position(lanes.lanePartition(partition), lanes.journalPartition(partition.partition()));
    }

    @Override
    public Set<Integer> boundSlots() {
        return outbound.boundSlots();
    }

    private Set<LanePartition> lanePartitions(Set<TopicPartition> partitions) {
        return partitions.stream().map(lanes::lanePartition).collect(Collectors.toSet());
    }

    /** Ends a recovery under way without its having been carried through. */
    @Override
    public void close() {
        closed = true;
        reader.execute(recovery::close);
        reader.shutdown();
    }
}
