package io.smppworker.lease;

import io.smppworker.throttle.SlotPlan;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which of its bind slots this worker can use, as the group should know it: a slot that stays unbound is failing, and a
 * server that others reach and this worker does not is avoided for a while. Pure; time is an argument, in nanoseconds. One
 * thread.
 */
final class Ability {
    /** So long unbound, and a slot is failing. */
    static final Duration FAILING_AFTER = Duration.ofSeconds(10);

    /** So long bound again, and it no longer is. */
    static final Duration ABLE_AFTER = Duration.ofSeconds(1);

    /** So long a server is left to others that this worker did not reach. */
    static final Duration AVOIDED_FOR = Duration.ofMinutes(5);

    private final SlotPlan plan;
    private final Map<Integer, SlotState> slots = new HashMap<>();
    private final Map<Integer, Long> avoidedUntil = new HashMap<>();

    /** Bound or not since when, and whether the slot is failing. */
    private record SlotState(boolean bound, long sinceNanos, boolean failing) {
        SlotState seen(boolean nowBound, long nowNanos) {
            if (nowBound != bound) {
                return new SlotState(nowBound, nowNanos, failing);
            }
            Duration threshold = bound ? ABLE_AFTER : FAILING_AFTER;
            return nowNanos - sinceNanos < threshold.toNanos() ? this : new SlotState(bound, sinceNanos, !bound);
        }
    }

    Ability(SlotPlan plan) {
        this.plan = plan;
    }

    /** The slot is this worker's, and it begins to bind it. */
    void gained(int slot, long nowNanos) {
        if (slot < plan.size()) {
            slots.put(slot, new SlotState(false, nowNanos, false));
        }
    }

    /** The slot is no longer this worker's. */
    void gone(int slot) {
        slots.remove(slot);
    }

    /** The group has found that others reach these servers and this worker does not. */
    void avoid(Set<Integer> servers, long nowNanos) {
        servers.forEach(server -> avoidedUntil.put(server, nowNanos + AVOIDED_FOR.toNanos()));
    }

    /** Takes note of which slots are bound now. */
    void look(Set<Integer> bound, long nowNanos) {
        slots.replaceAll((slot, state) -> state.seen(bound.contains(slot), nowNanos));
        Set<Integer> reached = boundServers();
        avoidedUntil
                .entrySet()
                .removeIf(avoided -> nowNanos - avoided.getValue() >= 0 || reached.contains(avoided.getKey()));
    }

    /** Slots owned that have not been bound for long. */
    Set<Integer> failing() {
        Set<Integer> failing = new TreeSet<>();
        slots.forEach((slot, state) -> {
            if (state.failing()) {
                failing.add(slot);
            }
        });
        return failing;
    }

    /** Servers to which a slot is bound. */
    Set<Integer> boundServers() {
        Set<Integer> servers = new TreeSet<>();
        slots.forEach((slot, state) -> {
            if (state.bound()) {
                servers.add(server(slot));
            }
        });
        return servers;
    }

    /** Servers that are left to others. */
    Set<Integer> avoided() {
        return new TreeSet<>(avoidedUntil.keySet());
    }

    private int server(int slot) {
        return plan.slot(slot).server();
    }
}
