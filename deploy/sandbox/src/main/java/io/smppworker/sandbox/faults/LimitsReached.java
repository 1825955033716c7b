package io.smppworker.sandbox.faults;

import io.smppworker.sandbox.faults.Incidents.HalfDead;
import io.smppworker.sandbox.provider.RefusedBind;
import io.smppworker.sandbox.provider.SessionInfo;
import io.smppworker.sandbox.provider.SubmitRow;
import io.smppworker.sandbox.referee.Limits;
import io.smppworker.sandbox.referee.WireSeen;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How close the workers came to the provider's limits, half-dead sessions apart: those of a process killed or frozen,
 * until the provider has closed them. One component for each limit and each time.
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
    /** How exactly the two clocks are known to agree. */
    private static final long CLOCK_SLACK_NANOS = 20_000_000;

    static LimitsReached of(WireSeen wire, Incidents incidents) {
        Map<Integer, Long> halfDeadFrom = halfDeadFrom(wire, incidents);
        Limits all = Limits.of(wire);
        Limits alive = Limits.of(wire, halfDeadFrom);
        Map<Boolean, Long> refused = wire.refusedBinds().stream()
                .filter(each -> each.commandStatus() == ESME_RALYBND)
                .collect(Collectors.partitioningBy(
                        each -> isBesideHalfDead(each, wire, halfDeadFrom), Collectors.counting()));
        Map<Boolean, Long> throttled = wire.submits().stream()
                .filter(SubmitRow::throttled)
                .collect(Collectors.partitioningBy(row -> inStorm(wire, incidents, row), Collectors.counting()));
        return new LimitsReached(
                alive.maxBindsPerServer(),
                alive.maxRatePerServer(),
                all.maxBindsPerServer(),
                all.maxRatePerServer(),
                wire.submits().stream()
                        .filter(row -> row.nanos() >= halfDeadFrom.getOrDefault(row.session(), Long.MAX_VALUE))
                        .count(),
                refused.getOrDefault(false, 0L),
                refused.getOrDefault(true, 0L),
                throttled.getOrDefault(true, 0L),
                throttled.getOrDefault(false, 0L));
    }

    /** Which limits were not held, in words; what storms throttle and frozen workers neglect is counted, not judged. */
    List<String> exceeded() {
        return new Limits(maxBindsPerServer, maxRatePerServer, 0, List.of()).exceeded();
    }

    private static boolean isBesideHalfDead(RefusedBind refused, WireSeen wire, Map<Integer, Long> halfDeadFrom) {
        return wire.sessions().values().stream()
                .anyMatch(session -> session.server().equals(refused.server())
                        && halfDeadFrom.getOrDefault(session.id(), Long.MAX_VALUE) <= refused.nanos()
                        && session.endNanos() >= refused.nanos());
    }

    /** Session → from when on it was half-dead; absent when it never was. */
    private static Map<Integer, Long> halfDeadFrom(WireSeen wire, Incidents incidents) {
        Map<Integer, Long> from = new HashMap<>();
        for (HalfDead halfDead : incidents.halfDead()) {
            long nanos = halfDead.fromNanos() + wire.clockAheadNanos() - CLOCK_SLACK_NANOS;
            for (SessionInfo session : wire.sessions().values()) {
                boolean isIts = session.peer().contains(halfDead.localAddress() + ":");
                if (isIts && session.openedNanos() <= nanos && session.endNanos() >= nanos) {
                    from.merge(session.id(), nanos, Math::min);
                }
            }
        }
        return from;
    }

    private static boolean inStorm(WireSeen wire, Incidents incidents, SubmitRow row) {
        SessionInfo session = wire.sessions().get(row.session());
        return session != null
                && incidents.storms().stream()
                        .filter(storm -> storm.server().equals(session.server()))
                        .anyMatch(storm -> row.nanos() >= storm.fromNanos() + wire.clockAheadNanos() - CLOCK_SLACK_NANOS
                                && row.nanos() <= storm.toNanos() + wire.clockAheadNanos() + CLOCK_SLACK_NANOS);
    }
}
