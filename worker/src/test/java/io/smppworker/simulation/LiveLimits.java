package io.smppworker.simulation;

import io.smppworker.config.AccountConfig;
import io.smppworker.pool.AccountSlots;
import io.smppworker.throttle.SlotPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What each worker may have outstanding and send, by its worker.yaml, and for a second after a change of that also by the one
 * before. What was sent before a change still counts after it: nothing more may be sent until it is little enough.
 */
final class LiveLimits {
    /** By when a worker that is well has taken over a change, and written what was on its way to a session. */
    private static final long TAKEN_OVER_NANOS = World.SECOND;

    private static final Limits AS_STARTED =
            new Limits(0, SimulatedServer.MOST_PER_SECOND, SimulatedServer.MOST_OUTSTANDING);

    private final World world;
    private final GivenSlots slots;
    private final Supplier<AccountConfig> account;
    private final Map<SimulatedProcess, List<Limits>> changes = new HashMap<>();
    private final Map<Integer, SlotPlan> plans = new HashMap<>();

    private record Limits(long fromNanos, int throttle, int window) {}

    /** @param account of every worker, but for its limits */
    LiveLimits(World world, GivenSlots slots, Supplier<AccountConfig> account) {
        this.world = world;
        this.slots = slots;
        this.account = account;
    }

    /** A worker's worker.yaml has changed. */
    void changed(SimulatedProcess process, int throttle, int window) {
        changes.computeIfAbsent(process, first -> new ArrayList<>(List.of(AS_STARTED)))
                .add(new Limits(world.nanos(), throttle, window));
    }

    /** submit_sm that each of its sessions may have outstanding. */
    int window(SimulatedProcess process) {
        return lately(process).stream().mapToInt(Limits::window).max().orElseThrow();
    }

    /** submit_sm that it may send to a server in a second: the quotas of the slots that are its own, or were just now. */
    int perSecond(SimulatedProcess process, SimulatedServer server) {
        return lately(process).stream()
                .mapToInt(limits -> quotas(limits.throttle, process, server.toString()))
                .max()
                .orElseThrow();
    }

    private int quotas(int throttle, SimulatedProcess process, String server) {
        List<AccountConfig.Server> servers = account.get().servers();
        return plans.computeIfAbsent(throttle, first -> AccountSlots.of(account.get(), first)).slots().stream()
                .filter(slot -> servers.get(slot.server()).name().equals(server))
                .filter(slot -> slots.hadLately(process, slot.number(), TAKEN_OVER_NANOS))
                .mapToInt(SlotPlan.Slot::quota)
                .sum();
    }

    /** Those that it may still go by; all of them while it may not have seen a change because it was frozen. */
    private List<Limits> lately(SimulatedProcess process) {
        List<Limits> all = changes.getOrDefault(process, List.of(AS_STARTED));
        long seenNanos = world.nanos() - TAKEN_OVER_NANOS;
        int first = all.size() - 1;
        while (first > 0 && (all.get(first).fromNanos > seenNanos || process.thawNanos() > seenNanos)) {
            first--;
        }
        return all.subList(first, all.size());
    }
}
