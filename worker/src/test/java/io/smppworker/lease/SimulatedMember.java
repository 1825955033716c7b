package io.smppworker.lease;

import io.smppworker.lease.LeaseRound.Member;
import io.smppworker.throttle.SlotPlan;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;

/** A worker as the group sees it, in virtual seconds. */
final class SimulatedMember {
    static final int FAILING_AFTER = 10;
    private static final int PROVEN_AFTER = 5;
    private static final int AVOIDED_FOR = 60;

    final String id;
    final SimulatedUnits slots = new SimulatedUnits();
    final SimulatedUnits lanes = new SimulatedUnits();
    int generation = -1;
    /** Drains all it has and then leaves; whether it says so is {@link #stopping}. */
    boolean leavesInOrder;

    boolean stopping;

    private final SlotPlan plan;
    private final Map<Integer, Integer> boundSince = new TreeMap<>();
    private final Map<Integer, Integer> unboundSince = new TreeMap<>();
    private final Map<Integer, Integer> avoidedUntil = new TreeMap<>();
    private boolean avoidsForGood;

    SimulatedMember(String id, SlotPlan plan) {
        this.id = id;
        this.plan = plan;
    }

    /** Sessions come up and go down with their servers. */
    void bind(IntPredicate reachable, int now) {
        for (int slot : slots.owned) {
            boolean up = reachable.test(plan.slot(slot).server()) && !slots.released.contains(slot);
            if (up) {
                boundSince.putIfAbsent(slot, now);
                unboundSince.remove(slot);
            } else {
                boundSince.remove(slot);
                unboundSince.putIfAbsent(slot, now);
            }
        }
        boundSince.keySet().retainAll(slots.owned);
        unboundSince.keySet().retainAll(slots.owned);
    }

    Set<Integer> failing(int now) {
        Set<Integer> failing = new TreeSet<>();
        unboundSince.forEach((slot, since) -> {
            if (now - since >= FAILING_AFTER && !slots.released.contains(slot)) {
                failing.add(slot);
            }
        });
        return failing;
    }

    Set<Integer> boundServers() {
        Set<Integer> servers = new TreeSet<>();
        boundSince.keySet().forEach(slot -> servers.add(plan.slot(slot).server()));
        return servers;
    }

    Set<Integer> provenServers(int now) {
        Set<Integer> servers = new TreeSet<>();
        boundSince.forEach((slot, since) -> {
            if (now - since >= PROVEN_AFTER) {
                servers.add(plan.slot(slot).server());
            }
        });
        return servers;
    }

    Set<Integer> avoided(int now) {
        Set<Integer> servers = new TreeSet<>();
        avoidedUntil.forEach((server, until) -> {
            if (now < until) {
                servers.add(server);
            }
        });
        return servers;
    }

    /** From now on it forgets nothing, but for what it may forget first. */
    void avoidForGood(boolean forgetFirst, int now) {
        avoidedUntil.values().removeIf(until -> forgetFirst || until <= now);
        avoidedUntil.replaceAll((server, until) -> Integer.MAX_VALUE);
        avoidsForGood = true;
    }

    MemberReport report(int now) {
        return new MemberReport(
                new MemberReport.Release(slots.leaving(), slots.released),
                new MemberReport.Release(lanes.leaving(), lanes.released),
                failing(now),
                new MemberReport.Servers(boundServers(), provenServers(now), avoided(now)),
                stopping);
    }

    /** What it sends to join, through the bytes that Kafka would carry. */
    Member joining(int now) {
        return new Member(
                id,
                Set.copyOf(slots.owned),
                Set.copyOf(lanes.owned),
                generation,
                MemberReport.decode(report(now).encode()));
    }

    void ordered(LeaseOrder order, int now) {
        int until = avoidsForGood ? Integer.MAX_VALUE : now + AVOIDED_FOR;
        order.unreachableServers().forEach(server -> avoidedUntil.put(server, until));
    }

    /** Kafka reports all as lost: it will join again as one with nothing. */
    void loseAll() {
        slots.own(Set.of());
        lanes.own(Set.of());
        boundSince.clear();
        unboundSince.clear();
        generation = -1;
    }
}
