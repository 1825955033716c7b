package io.smppworker.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Assignment;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Subscription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/**
 * The coordinator of one group of the classic protocol: who is a member, of which generation, and whose commits are taken. As
 * Kafka's GroupCoordinator: a join begins a rebalance, which waits for all members up to their rebalance timeout; a member
 * without contact for its session timeout is expelled; commits of another generation are refused. Long, because all transitions between
 * its phases are here.
 */
final class SimulatedGroup {
    /** {@code group.initial.rebalance.delay.ms}. */
    private static final long INITIAL_DELAY_NANOS = 3 * World.SECOND;

    private final World world;
    private final SimulatedKafka kafka;
    private final Map<String, Member> members = new LinkedHashMap<>();
    private Phase phase = Phase.EMPTY;
    private int generation;
    private String leader = "";
    private int names;
    private int rounds;
    /** Members and their assignments of the last generation that became stable. */
    private Map<String, Assignment> persisted = Map.of();

    private int persistedGeneration;

    private enum Phase {
        EMPTY,
        PREPARING,
        COMPLETING,
        STABLE
    }

    private static final class Member {
        private final String id;
        private final Timeouts timeouts;
        private Subscription subscription;
        private long contactNanos;
        private @Nullable Consumer<Joined> joining;
        private @Nullable Consumer<Synced> syncing;
        private @Nullable Assignment assignment;

        Member(String id, Timeouts timeouts, Subscription subscription) {
            this.id = id;
            this.timeouts = timeouts;
            this.subscription = subscription;
        }
    }

    /** In nanoseconds. */
    record Timeouts(long session, long rebalance) {}

    /**
     * The answer to a JoinGroup.
     *
     * @param subscriptions of all members, for the leader; empty for the others
     */
    record Joined(Errors error, int generation, String memberId, Map<String, Subscription> subscriptions) {}

    /** The answer to a SyncGroup. */
    record Synced(Errors error, @Nullable Assignment assignment) {}

    SimulatedGroup(World world, SimulatedKafka kafka) {
        this.world = world;
        this.kafka = kafka;
    }

    int generation() {
        return generation;
    }

    boolean isStable() {
        return phase == Phase.STABLE;
    }

    /** The partitions that a member owns by the last assignment, of which it may not know yet. */
    Map<String, List<TopicPartition>> assigned() {
        Map<String, List<TopicPartition>> assigned = new HashMap<>();
        members.forEach((id, member) -> {
            if (member.assignment != null) {
                assigned.put(id, member.assignment.partitions());
            }
        });
        return assigned;
    }

    void join(String memberId, String client, Timeouts timeouts, Subscription subscription, Consumer<Joined> answer) {
        if (!memberId.isEmpty() && !members.containsKey(memberId)) {
            answer.accept(new Joined(Errors.UNKNOWN_MEMBER_ID, -1, "", Map.of()));
            return;
        }
        boolean isNew = memberId.isEmpty();
        String id = isNew ? client + "-" + ++names : memberId;
        Member member = members.computeIfAbsent(id, own -> new Member(own, timeouts, subscription));
        boolean changed = isNew || !same(member.subscription, subscription);
        member.subscription = subscription;
        noteContact(member);
        if (isNew) {
            watch(member);
        }
        switch (phase) {
            case EMPTY -> {
                member.joining = answer;
                phase = Phase.PREPARING;
                int round = ++rounds;
                world.after(INITIAL_DELAY_NANOS, () -> completeJoin(round));
            }
            case PREPARING -> {
                member.joining = answer;
                completeJoinIfAllAreHere();
            }
            case COMPLETING, STABLE -> {
                if (changed || id.equals(leader)) {
                    member.joining = answer;
                    prepare();
                } else {
                    answer.accept(new Joined(Errors.NONE, generation, id, Map.of()));
                }
            }
        }
    }

    private static boolean same(Subscription one, Subscription other) {
        return one.topics().equals(other.topics())
                && Objects.equals(one.userData(), other.userData())
                && Set.copyOf(one.ownedPartitions()).equals(Set.copyOf(other.ownedPartitions()))
                && one.generationId().equals(other.generationId());
    }

    private void prepare() {
        members.values().forEach(member -> sync(member, new Synced(Errors.REBALANCE_IN_PROGRESS, null)));
        phase = Phase.PREPARING;
        int round = ++rounds;
        long most = members.values().stream()
                .mapToLong(member -> member.timeouts.rebalance)
                .max()
                .orElse(0);
        world.report("group: a rebalance begins, %d members", members.size());
        world.after(most, () -> completeJoin(round));
        completeJoinIfAllAreHere();
    }

    private void completeJoinIfAllAreHere() {
        if (generation > 0 && members.values().stream().allMatch(member -> member.joining != null)) {
            completeJoin(rounds);
        }
    }

    private void completeJoin(int round) {
        if (phase != Phase.PREPARING || round != rounds) {
            return;
        }
        members.values().removeIf(member -> member.joining == null);
        if (members.isEmpty()) {
            phase = Phase.EMPTY;
            generation++;
            return;
        }
        generation++;
        phase = Phase.COMPLETING;
        if (!members.containsKey(leader)) {
            leader = members.keySet().iterator().next();
        }
        Map<String, Subscription> all = new LinkedHashMap<>();
        members.forEach((id, member) -> all.put(id, member.subscription));
        int completing = ++rounds;
        world.report("group: generation %d of %s", generation, members.keySet());
        for (Member member : List.copyOf(members.values())) {
            Consumer<Joined> answer = Objects.requireNonNull(member.joining);
            member.joining = null;
            noteContact(member);
            answer.accept(new Joined(Errors.NONE, generation, member.id, member.id.equals(leader) ? all : Map.of()));
        }
        world.after(members.get(leader).timeouts.rebalance, () -> expelUnsynced(completing));
    }

    private void expelUnsynced(int round) {
        if (phase == Phase.COMPLETING && round == rounds) {
            members.values().removeIf(member -> member.syncing == null);
            emptyOrPrepare();
        }
    }

    private void emptyOrPrepare() {
        if (members.isEmpty()) {
            phase = Phase.EMPTY;
        } else {
            prepare();
        }
    }

    /** @param assignments by the leader; null from the others */
    void sync(
            String memberId, int ofGeneration, @Nullable Map<String, Assignment> assignments, Consumer<Synced> answer) {
        Member member = members.get(memberId);
        if (member == null) {
            answer.accept(new Synced(Errors.UNKNOWN_MEMBER_ID, null));
        } else if (ofGeneration != generation) {
            answer.accept(new Synced(Errors.ILLEGAL_GENERATION, null));
        } else if (phase == Phase.PREPARING) {
            answer.accept(new Synced(Errors.REBALANCE_IN_PROGRESS, null));
        } else if (phase == Phase.STABLE) {
            noteContact(member);
            answer.accept(new Synced(Errors.NONE, member.assignment));
        } else {
            member.syncing = answer;
            if (assignments != null && memberId.equals(leader)) {
                stable(assignments);
            }
        }
    }

    private void stable(Map<String, Assignment> assignments) {
        phase = Phase.STABLE;
        for (Member member : members.values()) {
            member.assignment = assignments.getOrDefault(member.id, new Assignment(List.of()));
        }
        persisted = new HashMap<>(assignments);
        persisted.keySet().retainAll(members.keySet());
        persistedGeneration = generation;
        for (Member member : List.copyOf(members.values())) {
            sync(member, new Synced(Errors.NONE, member.assignment));
        }
    }

    private void sync(Member member, Synced answer) {
        Consumer<Synced> waiting = member.syncing;
        member.syncing = null;
        if (waiting != null) {
            noteContact(member);
            waiting.accept(answer);
        }
    }

    Errors heartbeat(String memberId, int ofGeneration) {
        Member member = members.get(memberId);
        if (member == null) {
            return Errors.UNKNOWN_MEMBER_ID;
        }
        if (ofGeneration != generation) {
            return Errors.ILLEGAL_GENERATION;
        }
        noteContact(member);
        return phase == Phase.PREPARING ? Errors.REBALANCE_IN_PROGRESS : Errors.NONE;
    }

    Errors commit(String memberId, int ofGeneration, Map<TopicPartition, OffsetAndMetadata> positions) {
        Member member = members.get(memberId);
        if (member == null) {
            return Errors.UNKNOWN_MEMBER_ID;
        }
        if (ofGeneration != generation) {
            return Errors.ILLEGAL_GENERATION;
        }
        if (phase == Phase.COMPLETING) {
            return Errors.REBALANCE_IN_PROGRESS;
        }
        noteContact(member);
        positions.forEach(kafka::commit);
        return Errors.NONE;
    }

    void leave(String memberId) {
        if (members.remove(memberId) != null) {
            world.report("group: %s leaves", memberId);
            left();
        }
    }

    private void left() {
        switch (phase) {
            case EMPTY -> {}
            case PREPARING -> {
                if (members.isEmpty()) {
                    phase = Phase.EMPTY;
                } else {
                    completeJoinIfAllAreHere();
                }
            }
            case COMPLETING, STABLE -> emptyOrPrepare();
        }
    }

    private void noteContact(Member member) {
        member.contactNanos = world.nanos();
    }

    private void watch(Member member) {
        world.at(member.contactNanos + member.timeouts.session, () -> {
            if (members.get(member.id) != member) {
                return;
            }
            boolean waits = member.joining != null || member.syncing != null;
            boolean away = kafka.isCoordinatorAway();
            if (waits || away || world.nanos() - member.contactNanos < member.timeouts.session) {
                if (waits || away) {
                    noteContact(member);
                }
                watch(member);
            } else {
                world.report("group: %s expelled", member.id);
                members.remove(member.id);
                left();
            }
        });
    }

    /**
     * Another broker coordinates the group now, and knows what was stored of it: the last stable generation. Whoever waits
     * for an answer is answered so.
     */
    void fail() {
        world.report("group: another coordinator");
        for (Member member : List.copyOf(members.values())) {
            Consumer<Joined> joining = member.joining;
            Consumer<Synced> syncing = member.syncing;
            member.joining = null;
            member.syncing = null;
            if (joining != null) {
                joining.accept(new Joined(Errors.NOT_COORDINATOR, -1, "", Map.of()));
            }
            if (syncing != null) {
                syncing.accept(new Synced(Errors.NOT_COORDINATOR, null));
            }
        }
        rounds++;
        Set<String> known = new HashSet<>(members.keySet());
        known.retainAll(persisted.keySet());
        members.keySet().retainAll(known);
        generation = persistedGeneration;
        new ArrayList<>(members.values()).forEach(member -> {
            member.assignment = persisted.get(member.id);
            noteContact(member);
        });
        phase = members.isEmpty() ? Phase.EMPTY : Phase.STABLE;
    }
}
