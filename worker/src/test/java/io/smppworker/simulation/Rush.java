package io.smppworker.simulation;

import io.smppworker.config.AccountConfig;
import io.smppworker.message.Lane;
import io.smppworker.pool.AccountSlots;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A rush when the faults are over: every slot's owner submits, every worker's backlog moves, and both lanes get their share. */
final class Rush {
    /** Requests that keep all servers busy for 4 s. */
    static final int LOAD = 800;

    /** Some for every server from every lane. */
    private static final int SOME = 64;
    /** By when whoever has just been given a slot has bound it, and may use its quota. */
    private static final long NEW_NANOS = 5 * World.SECOND;

    private static final long LONGEST_NANOS = 60 * World.SECOND;
    private static final int LEAST_OF_ALL = 200;
    /** To judge shares by. */
    private static final int ENOUGH = 100;

    private static final int LEAST_BULK_PERCENT = 5;
    /** A lane with few requests in flight runs dry before it is polled again, and the other one goes on. */
    private static final int MOST_BULK_PERCENT = 50;
    /** A worker with fewer urgent requests in flight may have sent bulk because nothing else was left. */
    private static final int BUSY = 10;

    private final World world;
    private final SimulatedTraffic traffic;
    private final Watch watch;
    private final SimulatedFleet fleet;
    private final AccountConfig account;
    private final LongConsumer go;

    /** @param go lets everything happen up to that time, or a violation */
    Rush(World world, SimulatedTraffic traffic, Watch watch, SimulatedFleet fleet, LongConsumer go) {
        this.world = world;
        this.traffic = traffic;
        this.watch = watch;
        this.fleet = fleet;
        this.account = fleet.config().account();
        this.go = go;
    }

    private boolean isWell() {
        return watch.violations().isEmpty();
    }

    /**
     * There is something for everybody every second, until the owner of every slot has submitted to its server: within that
     * time, but for a slot whose bind was refused, or that was given to another just now. Takes so long at least.
     */
    void everySlotSubmits(long settledNanos) {
        long begunNanos = world.nanos();
        Set<Integer> silent = IntStream.range(0, AccountSlots.of(account).size())
                .boxed()
                .collect(Collectors.toCollection(TreeSet::new));
        boolean isBacklogShort = watch.unfinished().size() < LOAD;
        watch.forgetSubmitters();
        while (isWell() && !silent.isEmpty()) {
            traffic.burst(SimulatedTraffic.BULK, SOME);
            go.accept(world.nanos() + World.SECOND);
            silent.removeIf(this::isSubmittedOn);
            Set<Integer> late = new TreeSet<>(silent);
            if (world.nanos() - begunNanos < LONGEST_NANOS) {
                late.removeIf(
                        slot -> watch.slots().mayWait(slot) || watch.slots().isNew(slot, NEW_NANOS));
            }
            if (world.nanos() >= begunNanos + settledNanos && !late.isEmpty() && isWell()) {
                watch.violated("the owners of bind slots %s have not submitted to their servers", late);
            }
        }
        go.accept(Math.max(world.nanos(), begunNanos + settledNanos));
        if (isWell() && isBacklogShort) {
            everyBacklogHasMoved();
        }
    }

    private boolean isSubmittedOn(int slot) {
        SimulatedProcess owner = fleet.ownerOf(slot);
        String server = account.servers()
                .get(AccountSlots.of(account).slot(slot).server())
                .name();
        return owner != null && watch.hasSubmitted(owner, server);
    }

    private void everyBacklogHasMoved() {
        for (SimulatedWorker worker : fleet.running()) {
            boolean isAble = !worker.slots().isEmpty()
                    && worker.slots().stream().noneMatch(slot -> watch.slots().isNew(slot, NEW_NANOS));
            if (isAble && !worker.inFlight().isEmpty() && !watch.hasSubmitted(worker.process())) {
                watch.violated("%s has %s and submits nothing", worker.process(), worker.inFlight());
            }
        }
    }

    /** Both lanes have more than enough: the urgent one gets most, and the other its share. */
    void bothGetTheirShare() {
        traffic.burst(SimulatedTraffic.BULK, LOAD);
        go.accept(world.nanos() + World.SECOND);
        traffic.burst(SimulatedTraffic.URGENT, LOAD);
        go.accept(world.nanos() + World.SECOND);
        int begun = watch.written().size();
        go.accept(world.nanos() + 2 * World.SECOND);
        Set<SimulatedProcess> busy = fleet.running().stream()
                .filter(worker -> worker.inFlight().getOrDefault(Lane.URGENT, 0) >= BUSY)
                .map(SimulatedWorker::process)
                .collect(Collectors.toSet());
        List<Watch.Written> all = watch.written().subList(begun, watch.written().size());
        List<Watch.Written> ofBusy =
                all.stream().filter(one -> busy.contains(one.by())).toList();
        long bulk = ofBusy.stream()
                .filter(one -> !traffic.request(one.number()).isUrgent())
                .count();
        double percent = 100.0 * bulk / ofBusy.size();
        if (isWell() && all.size() < LEAST_OF_ALL) {
            watch.violated("in 2 s with more than enough to do, %d submit_sm", all.size());
        }
        if (isWell() && ofBusy.size() >= ENOUGH && (percent < LEAST_BULK_PERCENT || percent > MOST_BULK_PERCENT)) {
            watch.violated("in 2 s with more than enough of both, bulk has %.1f %% of %d", percent, ofBusy.size());
        }
    }
}
