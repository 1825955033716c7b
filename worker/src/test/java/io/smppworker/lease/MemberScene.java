package io.smppworker.lease;

import io.smppworker.throttle.SlotPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.jspecify.annotations.Nullable;

/** A member of a group that is played, and a data path that does as it is asked; time stands still unless moved. */
final class MemberScene {
    static final String BINDS = "binds";
    static final String LANE = "lane";

    long now = 1_000;
    /** Answered. */
    long heartbeats;

    final Group consumer = new Group();
    final Path handover = new Path();
    final Lease lease = new Lease(Duration.ofSeconds(6));
    final Membership membership;
    final Ownership ownership;

    MemberScene() {
        OwnedPartitions owned = new OwnedPartitions();
        Ability ability = new Ability(SlotPlan.of(List.of("A", "B"), 2, 0, 0, 50), Duration.ofSeconds(3));
        membership = new Membership(BINDS, owned, ability, lease, () -> now);
        ownership = new Ownership(
                consumer, membership, owned, ability, new Renewal(lease, () -> heartbeats), handover, () -> now);
        consumer.subscribe(List.of(BINDS, LANE), ownership);
    }

    static TopicPartition slot(int number) {
        return new TopicPartition(BINDS, number);
    }

    static TopicPartition lane(int number) {
        return new TopicPartition(LANE, number);
    }

    /** The member joins and is given these, and nothing is asked of it. */
    void assigned(TopicPartition... partitions) {
        ordered(Set.of(), Set.of(), partitions);
    }

    /** The member joins, keeps what it has, and is asked for these. */
    void asked(Set<Integer> slots, Set<Integer> lanes) {
        ordered(slots, lanes, consumer.assignment().toArray(new TopicPartition[0]));
    }

    /** As in a round of the group, in the order in which Kafka's consumer calls. */
    void ordered(Set<Integer> askedSlots, Set<Integer> askedLanes, TopicPartition... partitions) {
        if (!membership.joining()) {
            membership.report();
        }
        Set<TopicPartition> all = Set.of(partitions);
        Set<TopicPartition> revoked = new HashSet<>(consumer.assignment());
        revoked.removeAll(all);
        if (!revoked.isEmpty()) {
            ownership.onPartitionsRevoked(revoked);
        }
        membership.ordered(
                new LeaseOrder(askedSlots, askedLanes, Set.of(), Set.of()), numbers(all, BINDS), numbers(all, LANE));
        consumer.resetShouldRebalance();
        consumer.rebalance(all);
    }

    private static Set<Integer> numbers(Set<TopicPartition> partitions, String topic) {
        return partitions.stream()
                .filter(partition -> partition.topic().equals(topic))
                .map(TopicPartition::partition)
                .collect(Collectors.toSet());
    }

    void step() {
        ownership.step();
    }

    /** Steps after that time, and once more with what came of it. */
    void after(Duration time) {
        now += time.toNanos();
        step();
        now += Duration.ofMillis(20).toNanos();
        step();
        now -= Duration.ofMillis(20).toNanos();
    }

    /** Kafka's mock, which can also refuse commits, as the coordinator does while the group is formed. */
    static final class Group extends MockConsumer<byte[], byte[]> {
        boolean refuseCommits;

        Group() {
            super("earliest");
        }

        @Override
        public synchronized void commitAsync(
                Map<TopicPartition, OffsetAndMetadata> offsets, @Nullable OffsetCommitCallback callback) {
            if (refuseCommits && callback != null) {
                callback.onComplete(offsets, new RebalanceInProgressException());
            } else {
                super.commitAsync(offsets, callback);
            }
        }
    }

    /** What was asked of it, and what the test has it answer. */
    static final class Path implements Handover {
        final Set<Integer> gained = new LinkedHashSet<>();
        final Set<TopicPartition> releasing = new HashSet<>();
        final Set<TopicPartition> gone = new HashSet<>();
        final Map<TopicPartition, Long> positions = new HashMap<>();
        Set<Integer> bound = Set.of();
        private final Map<TopicPartition, List<CompletableFuture<Recovered>>> recovering = new HashMap<>();
        private final Map<TopicPartition, CompletableFuture<Void>> releases = new HashMap<>();

        @Override
        public void gain(Set<Integer> slots) {
            gained.addAll(slots);
        }

        @Override
        public CompletionStage<Recovered> recover(Set<TopicPartition> lanes) {
            CompletableFuture<Recovered> done = new CompletableFuture<>();
            lanes.forEach(lane ->
                    recovering.computeIfAbsent(lane, first -> new ArrayList<>()).add(done));
            return done;
        }

        /** The journal of all that was gained with this lane is known; the lane goes on from there. */
        void recovered(TopicPartition lane, long offset) {
            List<CompletableFuture<Recovered>> asked = recovering.getOrDefault(lane, List.of());
            complete(asked.get(asked.size() - 1), offset);
        }

        /** As {@link #recovered}, of the first time that it was gained. */
        void recoveredFirst(TopicPartition lane, long offset) {
            complete(recovering.getOrDefault(lane, List.of()).get(0), offset);
        }

        private static void complete(CompletableFuture<Recovered> done, long offset) {
            done.complete(stillOwned -> stillOwned.stream().collect(Collectors.toMap(lane -> lane, lane -> offset)));
        }

        void failed(TopicPartition lane, RuntimeException failure) {
            recovering.getOrDefault(lane, List.of()).get(0).completeExceptionally(failure);
        }

        @Override
        public CompletionStage<Void> release(Set<TopicPartition> lanes, Set<Integer> slots) {
            CompletableFuture<Void> done = new CompletableFuture<>();
            Set<TopicPartition> all = new HashSet<>(lanes);
            slots.forEach(slot -> all.add(slot(slot)));
            releasing.addAll(all);
            all.forEach(partition -> releases.put(partition, done));
            return done;
        }

        /** Nothing of it is left. */
        void released(TopicPartition partition) {
            CompletableFuture<Void> done = releases.remove(partition);
            releasing.remove(partition);
            if (done != null) {
                done.complete(null);
            }
        }

        @Override
        public void gone(Set<TopicPartition> lanes, Set<Integer> slots) {
            gone.addAll(lanes);
            slots.forEach(slot -> gone.add(slot(slot)));
        }

        @Override
        public @Nullable OffsetAndMetadata position(TopicPartition lane) {
            Long position = positions.get(lane);
            return position == null ? null : new OffsetAndMetadata(position);
        }

        @Override
        public Set<Integer> boundSlots() {
            return bound;
        }
    }
}
