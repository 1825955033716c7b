package io.smppworker.sandbox.referee;

import io.smppworker.sandbox.provider.PduLog;
import io.smppworker.sandbox.provider.ProviderConfig;
import io.smppworker.sandbox.provider.ServerEndpoint;
import io.smppworker.sandbox.provider.SlidingSecond;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How close the workers came to the contract's limits, and what they did against it besides.
 *
 * @param maxBindsPerServer most sessions bound at any instant
 * @param maxRatePerServer most submit_sm in any sliding second, the refused ones too
 * @param throttled submit_sm answered ESME_RTHROTTLED
 * @param violations what a careful client does not do, in words
 */
public record Limits(
        Map<String, Integer> maxBindsPerServer,
        Map<String, Integer> maxRatePerServer,
        long throttled,
        List<String> violations) {
    /** Most submit_sm that a server may get in any sliding second. */
    public static final int SUBMITS_PER_SECOND = ProviderConfig.defaults().throttlePerSecond();

    private static final int BINDS_PER_SERVER = ProviderConfig.defaults().bindsPerServer();

    /** From all that a provider has logged. */
    public static Limits of(PduLog log, List<ServerEndpoint> servers) {
        Map<String, Integer> binds = new LinkedHashMap<>();
        Map<String, Integer> rates = new LinkedHashMap<>();
        for (ServerEndpoint server : servers) {
            binds.put(server.name(), log.greatestBinds(server.name()));
            rates.put(server.name(), log.greatestSubmitsInAnySecond(server.name()));
        }
        return new Limits(
                binds,
                rates,
                log.throttledResponses(),
                log.violations().stream()
                        .map(violation -> violation.server() + ": " + violation.what())
                        .distinct()
                        .toList());
    }

    /**
     * Most in any sliding second, by server.
     *
     * @param arrivals times in nanoseconds by server, in any order
     */
    public static Map<String, Integer> greatestInAnySecond(Map<String, List<Long>> arrivals) {
        Map<String, Integer> greatest = new TreeMap<>();
        arrivals.forEach((server, times) -> {
            long[] sorted = times.stream().mapToLong(nanos -> nanos).sorted().toArray();
            greatest.put(server, SlidingSecond.greatest(sorted, sorted.length, SlidingSecond.WINDOW_NANOS));
        });
        return greatest;
    }

    /** Which limits were not held, in words. */
    public List<String> exceeded() {
        List<String> problems = new ArrayList<>();
        if (throttled > 0) {
            problems.add("throttled responses: " + throttled + " instead of 0");
        }
        maxBindsPerServer.forEach((server, binds) -> {
            if (binds > BINDS_PER_SERVER) {
                problems.add(server + " had " + binds + " binds at once");
            }
        });
        maxRatePerServer.forEach((server, rate) -> {
            if (rate > SUBMITS_PER_SECOND) {
                problems.add(server + " got " + rate + " submit_sm in one second");
            }
        });
        return problems;
    }

    /** As {@link #exceeded}, and the violations. */
    public List<String> problems() {
        List<String> problems = exceeded();
        violations.forEach(violation -> problems.add("violation at " + violation));
        return problems;
    }
}
