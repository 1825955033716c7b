package io.smppworker.sandbox.faults;

import io.smppworker.sandbox.faults.Incidents.HalfDead;
import io.smppworker.sandbox.provider.PeerBindType;
import io.smppworker.sandbox.provider.RefusedBind;
import io.smppworker.sandbox.provider.SessionInfo;
import io.smppworker.sandbox.referee.Limits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * How close the workers came to the provider's limits, half-dead sessions apart: those of a process killed or frozen,
 * until the provider has closed them.
 *
 * @param maxBindsPerServer most sessions bound at any instant, the half-dead ones left out
 * @param maxRatePerServer most submit_sm in any sliding second, those over half-dead sessions left out
 * @param halfDeadMaxBindsPerServer with the half-dead ones
 * @param halfDeadMaxRatePerServer with those over half-dead sessions
 * @param halfDeadSubmits submit_sm over half-dead sessions
 * @param bindsRefused refused with ESME_RALYBND while the server had no half-dead session
 * @param halfDeadBindsRefused refused with ESME_RALYBND while it had one
 * @param throttledInStorms answered ESME_RTHROTTLED because of a fault
 * @param throttledOutsideStorms answered ESME_RTHROTTLED because of the rate
 */
record LimitsReached(
        Map<String, Integer> maxBindsPerServer,
        Map<String, Integer> maxRatePerServer,
        Map<String, Integer> halfDeadMaxBindsPerServer,
        Map<String, Integer> halfDeadMaxRatePerServer,
        long halfDeadSubmits,
        long bindsRefused,
        long halfDeadBindsRefused,
        long throttledInStorms,
        long throttledOutsideStorms) {
    private static final int ESME_RALYBND = 0x05;
    private static final int ESME_RTHROTTLED = 0x58;
    /** How exactly the two clocks are known to agree. */
    private static final long CLOCK_SLACK_NANOS = 20_000_000;

    static LimitsReached of(WireRead wire, Incidents incidents) {
        Map<Integer, Long> halfDeadFrom = halfDeadFrom(wire, incidents);
        Predicate<WireRead.Arrival> alive =
                arrival -> arrival.nanos() < halfDeadFrom.getOrDefault(arrival.session(), Long.MAX_VALUE);
        Map<Boolean, Long> refused = wire.refusedBinds().stream()
                .filter(each -> each.commandStatus() == ESME_RALYBND)
                .collect(Collectors.partitioningBy(
                        each -> isBesideHalfDead(each, wire, halfDeadFrom), Collectors.counting()));
        Map<Boolean, Long> throttled = wire.submits().stream()
                .filter(arrival -> arrival.verdict() == ESME_RTHROTTLED)
                .collect(
                        Collectors.partitioningBy(arrival -> inStorm(wire, incidents, arrival), Collectors.counting()));
        return new LimitsReached(
                binds(wire, halfDeadFrom),
                rates(wire, alive),
                binds(wire, Map.of()),
                rates(wire, arrival -> true),
                wire.submits().stream().filter(alive.negate()).count(),
                refused.getOrDefault(false, 0L),
                refused.getOrDefault(true, 0L),
                throttled.getOrDefault(true, 0L),
                throttled.getOrDefault(false, 0L));
    }

    /** Which limits were not held, in words; what storms throttle and frozen workers neglect is counted, not judged. */
    List<String> exceeded() {
        return new Limits(maxBindsPerServer, maxRatePerServer, 0, List.of()).exceeded();
    }

    private static boolean isBesideHalfDead(RefusedBind refused, WireRead wire, Map<Integer, Long> halfDeadFrom) {
        return wire.sessions().values().stream()
                .anyMatch(session -> session.server().equals(refused.server())
                        && halfDeadFrom.getOrDefault(session.id(), Long.MAX_VALUE) <= refused.nanos()
                        && unbound(session) >= refused.nanos());
    }

    /** Session → from when on it was half-dead; absent when it never was. */
    private static Map<Integer, Long> halfDeadFrom(WireRead wire, Incidents incidents) {
        Map<Integer, Long> from = new HashMap<>();
        for (HalfDead halfDead : incidents.halfDead()) {
            long nanos = halfDead.fromNanos() + wire.clockAheadNanos() - CLOCK_SLACK_NANOS;
            for (SessionInfo session : wire.sessions().values()) {
                boolean isIts = session.peer().contains(halfDead.localAddress() + ":");
                if (isIts && session.openedNanos() <= nanos && unbound(session) >= nanos) {
                    from.merge(session.id(), nanos, Math::min);
                }
            }
        }
        return from;
    }

    private static Map<String, Integer> rates(WireRead wire, Predicate<WireRead.Arrival> which) {
        Map<String, List<Long>> times = new TreeMap<>();
        for (WireRead.Arrival arrival : wire.submits()) {
            SessionInfo session = wire.sessions().get(arrival.session());
            if (session != null && which.test(arrival)) {
                times.computeIfAbsent(session.server(), server -> new ArrayList<>())
                        .add(arrival.nanos());
            }
        }
        return Limits.greatestInAnySecond(times);
    }

    private static Map<String, Integer> binds(WireRead wire, Map<Integer, Long> halfDeadFrom) {
        Map<String, TreeMap<Long, Integer>> changes = new TreeMap<>();
        for (SessionInfo session : wire.sessions().values()) {
            Long bound = session.boundNanos();
            PeerBindType type = session.bindType();
            if (bound == null || type == null) {
                continue;
            }
            long ends = Math.min(unbound(session), halfDeadFrom.getOrDefault(session.id(), Long.MAX_VALUE));
            TreeMap<Long, Integer> ofServer = changes.computeIfAbsent(session.server(), server -> new TreeMap<>());
            ofServer.merge(bound, 1, Integer::sum);
            ofServer.merge(Math.max(ends, bound), -1, Integer::sum);
        }
        Map<String, Integer> greatest = new TreeMap<>();
        changes.forEach((server, ofServer) -> {
            int now = 0;
            int most = 0;
            for (int change : ofServer.values()) {
                now += change;
                most = Math.max(most, now);
            }
            greatest.put(server, most);
        });
        return greatest;
    }

    private static boolean inStorm(WireRead wire, Incidents incidents, WireRead.Arrival arrival) {
        SessionInfo session = wire.sessions().get(arrival.session());
        return session != null
                && incidents.storms().stream()
                        .filter(storm -> storm.server().equals(session.server()))
                        .anyMatch(storm -> arrival.nanos()
                                        >= storm.fromNanos() + wire.clockAheadNanos() - CLOCK_SLACK_NANOS
                                && arrival.nanos() <= storm.toNanos() + wire.clockAheadNanos() + CLOCK_SLACK_NANOS);
    }

    private static long unbound(SessionInfo session) {
        Long unbound = session.unboundNanos();
        return unbound == null ? Long.MAX_VALUE : unbound;
    }
}
