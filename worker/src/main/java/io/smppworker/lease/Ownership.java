package io.smppworker.lease;

import io.smppworker.lease.OwnedPartitions.Stage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The slots and lanes that the group has assigned to this worker, and how they are gained and released. A lane is used once
 * its journal has been read. What the group asks for is drained and committed while everything else goes on, and only then
 * reported as released, so that no rebalance has to wait and the revocation finds nothing left to do. Intake thread only. Long,
 * because what Kafka calls and what {@link #step} does next are read together.
 */
public final class Ownership implements ConsumerRebalanceListener {
    private static final Logger LOG = LoggerFactory.getLogger(Ownership.class);

    private final Consumer<byte[], byte[]> consumer;
    private final Membership membership;
    private final OwnedPartitions owned;
    private final Ability ability;
    private final Renewal renewal;
    private final Commits commits;
    private final Handover handover;
    private final LongSupplier ticker;

    private final List<Recovery> recoveries = new ArrayList<>();
    private final List<Draining> releases = new ArrayList<>();
    private final Map<TopicPartition, Object> inHandOf = new HashMap<>();
    private boolean leavingAll;
    private boolean confirmed;
    private Set<Integer> loggedFailing = Set.of();

    /** Lanes whose journal is being read. */
    private record Recovery(Set<TopicPartition> lanes, CompletableFuture<Handover.Recovered> done) {}

    /** A slot or a lane that is being drained. */
    private record Draining(Set<TopicPartition> partitions, CompletableFuture<Void> done) {}

    Ownership(
            Consumer<byte[], byte[]> consumer,
            Membership membership,
            OwnedPartitions owned,
            Ability ability,
            Renewal renewal,
            Handover handover,
            LongSupplier ticker) {
        this.consumer = consumer;
        this.membership = membership;
        this.owned = owned;
        this.ability = ability;
        this.renewal = renewal;
        this.commits = new Commits(consumer, renewal);
        this.handover = handover;
        this.ticker = ticker;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> gained) {
        if (gained.isEmpty()) {
            return;
        }
        LOG.info("gained {}", describe(gained));
        commits.soon();
        Set<TopicPartition> lanes = lanes(gained);
        Set<Integer> slots = slots(gained);
        owned.gained(gained.stream().filter(membership::isSlot).toList());
        if (!slots.isEmpty()) {
            long now = ticker.getAsLong();
            slots.forEach(slot -> ability.gained(slot, now));
            handover.gain(slots);
        }
        if (!lanes.isEmpty()) {
            consumer.pause(lanes);
            owned.recovering(lanes);
            Recovery recovery = new Recovery(lanes, handover.recover(lanes).toCompletableFuture());
            recoveries.add(recovery);
            lanes.forEach(lane -> inHandOf.put(lane, recovery));
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
        Set<TopicPartition> unreleased = unreleased(revoked);
        if (!unreleased.isEmpty()) {
            LOG.warn(
                    "{} went to others before all of it had ended here: they have it from the journal",
                    describe(unreleased));
        }
        forget(revoked);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> lost) {
        Set<TopicPartition> unreleased = unreleased(lost); // none, when it left while the others were joining
        if (!unreleased.isEmpty()) {
            LOG.warn("lost {}: the group went on without this worker", describe(unreleased));
        }
        renewal.lost();
        forget(lost);
    }

    private Set<TopicPartition> unreleased(Collection<TopicPartition> partitions) {
        return partitions.stream()
                .filter(owned.all()::contains)
                .filter(partition -> !owned.isReleased(partition))
                .collect(Collectors.toSet());
    }

    /** The consumer has failed: others will own what it owned. */
    public void loseAll() {
        if (!owned.all().isEmpty()) {
            onPartitionsLost(owned.all());
        }
    }

    private void forget(Collection<TopicPartition> partitions) {
        Set<TopicPartition> gone = new HashSet<>(partitions);
        gone.retainAll(owned.all()); // closing the consumer revokes once more
        if (gone.isEmpty()) {
            return;
        }
        owned.gone(gone);
        gone.forEach(partition -> {
            commits.forget(partition);
            inHandOf.remove(partition);
        });
        slots(gone).forEach(ability::gone);
        handover.gone(lanes(gone), slots(gone));
    }

    /** Does what is due. To be called after every poll. */
    public void step() {
        long now = ticker.getAsLong();
        ability.look(handover.boundSlots(), now);
        reportAbility();
        takeIntoUse();
        letGo();
        noteDrained();
        renewal.look(membership.joining(), now);
        if (!membership.joining()) {
            commits.commit(this::positions, now);
        }
        noteReleased();
        if (membership.wantsRejoin(now)) {
            consumer.enforceRebalance();
            membership.rejoinAsked();
        }
        reportLease(now);
    }

    private void takeIntoUse() {
        for (Recovery recovery : done(recoveries, Recovery::done)) {
            Set<TopicPartition> lanes = recovery.lanes().stream()
                    .filter(lane -> inHandOf.remove(lane, recovery))
                    .collect(Collectors.toSet());
            learnt(recovery).begin(lanes).forEach((lane, offset) -> {
                consumer.seek(lane, (long) offset);
                owned.recovered(lane);
            });
        }
    }

    private static Handover.Recovered learnt(Recovery recovery) {
        try {
            return recovery.done().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof KafkaException failed ? failed : e;
        }
    }

    private void letGo() {
        if (!leavingAll && !membership.asksForSome()) {
            return;
        }
        Map<Object, Set<TopicPartition>> units = new HashMap<>();
        for (TopicPartition partition : owned.at(Stage.RECOVERING, Stage.IN_USE)) {
            if (leavingAll || membership.asked(partition)) {
                Object unit = membership.isSlot(partition) ? partition : partition.partition();
                units.computeIfAbsent(unit, first -> new HashSet<>()).add(partition);
            }
        }
        if (units.isEmpty()) {
            return;
        }
        LOG.info(
                "letting go of {}",
                describe(units.values().stream().flatMap(Set::stream).toList()));
        for (Set<TopicPartition> unit : units.values()) {
            consumer.pause(lanes(unit));
            unit.forEach(owned::leaving);
            Draining release = new Draining(
                    unit, handover.release(lanes(unit), slots(unit)).toCompletableFuture());
            releases.add(release);
            unit.forEach(partition -> inHandOf.put(partition, release));
        }
    }

    private void noteDrained() {
        for (Draining release : done(releases, Draining::done)) {
            for (TopicPartition partition : release.partitions()) {
                if (inHandOf.remove(partition, release)) {
                    if (membership.isSlot(partition)) {
                        owned.released(partition);
                    } else {
                        owned.drained(partition);
                        commits.soon();
                    }
                }
            }
        }
    }

    /** A lane whose last position is committed, or that never had one, is released. */
    private void noteReleased() {
        for (TopicPartition lane : owned.at(Stage.DRAINED)) {
            OffsetAndMetadata position = handover.position(lane);
            if (position == null || commits.has(lane, position)) {
                owned.released(lane);
            } else {
                commits.soon();
            }
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> positions() {
        Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
        for (TopicPartition partition : owned.all()) {
            OffsetAndMetadata position =
                    membership.isSlot(partition) ? new OffsetAndMetadata(0) : handover.position(partition);
            if (position != null) {
                positions.put(partition, position);
            }
        }
        return positions;
    }

    private void reportAbility() {
        Set<Integer> failing = ability.failing();
        if (!failing.equals(loggedFailing)) {
            LOG.info(
                    failing.isEmpty()
                            ? "every bind slot is bound again: the group is informed"
                            : "bind slots {} have not been bound for {} s: the group is informed",
                    failing,
                    Ability.FAILING_AFTER.toSeconds());
            loggedFailing = failing;
        }
    }

    private void reportLease(long now) {
        boolean granted = renewal.granted(now);
        if (confirmed && !granted && !owned.all().isEmpty()) {
            LOG.warn("Kafka has not confirmed this worker's lease for too long: nothing is submitted until it does");
        } else if (!confirmed && granted) {
            LOG.info("the lease is confirmed");
        }
        confirmed = granted;
    }

    /** Partitions of lanes that may be polled: a view, which changes with {@link #step} and in the poll. */
    public Set<TopicPartition> lanesInUse() {
        return owned.lanesInUse();
    }

    /** Whether the group's coordinator is about to answer: to be polled for again soon. */
    public boolean awaitsAnswer() {
        return commits.underWay();
    }

    /** Whether nothing is being gained or released: no journal is being read, nothing drained, and the group has answered. */
    public boolean isSettled() {
        return recoveries.isEmpty()
                && releases.isEmpty()
                && owned.at(Stage.DRAINED).isEmpty()
                && membership.isSettled();
    }

    /** From now on everything is drained and released, and nothing taken into use. */
    public void leaveAll() {
        leavingAll = true;
        membership.stop();
        step();
    }

    /** Whether nothing of what this worker owns is used any more. */
    public boolean leftAll() {
        return owned.all().stream().allMatch(owned::isReleased);
    }

    private static <T, R> List<T> done(List<T> pending, Function<T, CompletableFuture<R>> future) {
        List<T> done =
                pending.stream().filter(one -> future.apply(one).isDone()).toList();
        pending.removeAll(done);
        return done;
    }

    private Set<TopicPartition> lanes(Collection<TopicPartition> partitions) {
        Set<TopicPartition> lanes = new HashSet<>(partitions);
        lanes.removeIf(membership::isSlot);
        return lanes;
    }

    private Set<Integer> slots(Collection<TopicPartition> partitions) {
        return partitions.stream()
                .filter(membership::isSlot)
                .map(TopicPartition::partition)
                .collect(Collectors.toSet());
    }

    private String describe(Collection<TopicPartition> partitions) {
        return "%d lane partitions and bind slots %s"
                .formatted(
                        lanes(partitions).size(),
                        slots(partitions).stream().sorted().toList());
    }
}
