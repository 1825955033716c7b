package io.smppworker.lease;

import io.smppworker.throttle.SlotPlan;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which of its bind slots this worker can use, as the group should know it: a slot that stays unbound is failing, a server
 * to which it stays bound is proven to be up, and one that others reach and this worker does not is avoided for a while.
 * Pure; time is an argument, in nanoseconds. One thread.
 */
final class Ability {
    /** A slot that has been unbound for so long is failing. */
    static final Duration FAILING_AFTER = Duration.ofSeconds(10);

    /** A failing slot that has been bound again for so long is no longer failing. */
    static final Duration ABLE_AFTER = Duration.ofSeconds(1);

    /** Time to connect and bind, beyond the longest wait between two tries. */
    private static final Duration TRYING = Duration.ofSeconds(2);

    /** How long this worker leaves to others a server that it did not reach. */
    static final Duration AVOIDED_FOR = Duration.ofMinutes(5);

    private final SlotPlan plan;
    private final Duration provenAfter;
    private final Map<Integer, SlotState> slots = new HashMap<>();
    private final Map<Integer, Long> avoidedUntil = new HashMap<>();

    private long lookedNanos;

    /** Whether a slot is bound, since when, and whether it is failing. */
    private record SlotState(boolean bound, long sinceNanos, boolean failing) {
        SlotState seen(boolean nowBound, long nowNanos) {
            if (nowBound != bound) {
                return new SlotState(nowBound, nowNanos, failing);
            }
            boolean changed = failing == bound && lasted(nowNanos, bound ? ABLE_AFTER : FAILING_AFTER);
            return changed ? new SlotState(bound, sinceNanos, !bound) : this;
        }

        boolean lasted(long nowNanos, Duration span) {
            return nowNanos - sinceNanos >= span.toNanos();
        }
    }

    /**
     * The ability of a worker without slots.
     *
     * @param reconnectMax the longest that a member waits before it retries a server that does not answer: a server that is up
     *     for longer has been tried by all members that have slots there
     */
    Ability(SlotPlan plan, Duration reconnectMax) {
        this.plan = plan;
        this.provenAfter = reconnectMax.plus(TRYING);
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
        lookedNanos = nowNanos;
        slots.replaceAll((slot, state) -> state.seen(bound.contains(slot), nowNanos));
        if (!avoidedUntil.isEmpty()) {
            Set<Integer> reached = boundServers();
            avoidedUntil
                    .entrySet()
                    .removeIf(avoided -> nowNanos - avoided.getValue() >= 0 || reached.contains(avoided.getKey()));
        }
    }

    /** Owned slots that have been unbound for long. */
    Set<Integer> failing() {
        return slots(SlotState::failing).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Servers to which a slot is bound. */
    Set<Integer> boundServers() {
        return servers(SlotState::bound);
    }

    /** Servers to which a slot has been bound for so long that every other worker must have tried them meanwhile. */
    Set<Integer> provenServers() {
        return servers(slot -> slot.bound() && slot.lasted(lookedNanos, provenAfter));
    }

    /** Servers that are left to others. */
    Set<Integer> avoided() {
        return new TreeSet<>(avoidedUntil.keySet());
    }

    private Set<Integer> servers(Predicate<SlotState> which) {
        return slots(which).map(slot -> plan.slot(slot).server()).collect(Collectors.toCollection(TreeSet::new));
    }

    private Stream<Integer> slots(Predicate<SlotState> which) {
        return slots.entrySet().stream()
                .filter(slot -> which.test(slot.getValue()))
                .map(Map.Entry::getKey);
    }
}
