package io.smppworker.sandbox.referee;

import io.smppworker.sandbox.provider.ProviderConfig;
import io.smppworker.sandbox.provider.ServerLoad;
import io.smppworker.sandbox.provider.SubmitRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

    /** From all that a provider saw. */
    public static Limits of(WireSeen wire) {
        return of(wire, Map.of());
    }

    /**
     * As the other, some sessions apart, whose binds and submit_sm from some time on do not count.
     *
     * @param endNanos session → that time, the provider's clock
     */
    public static Limits of(WireSeen wire, Map<Integer, Long> endNanos) {
        Map<String, Integer> binds = new LinkedHashMap<>();
        Map<String, Integer> rates = new LinkedHashMap<>();
        ServerLoad.perServer(wire.servers(), wire.sessions().values(), wire.submits(), endNanos)
                .forEach((server, load) -> {
                    binds.put(server, load.greatestBinds());
                    rates.put(server, load.greatestSubmitsInAnySecond());
                });
        return new Limits(
                binds,
                rates,
                wire.submits().stream().filter(SubmitRow::throttled).count(),
                wire.violations().stream()
                        .map(violation -> violation.server() + ": " + violation.what())
                        .distinct()
                        .toList());
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
