package io.smppworker.simulation;

import java.time.Instant;

/**
 * The process of one worker: what its threads do happens a little later than it could, not at all once the process is dead,
 * and only after the thaw while it is frozen.
 */
final class SimulatedProcess {
    private final World world;
    private final String name;
    private final long startedNanos;
    private long thawNanos;
    private int slowness = 1;
    private long clockAheadNanos;
    private boolean dead;

    /** @param name the worker's, a dot, and the number of its life */
    SimulatedProcess(World world, String name) {
        this.world = world;
        this.name = name;
        this.startedNanos = world.nanos();
    }

    World world() {
        return world;
    }

    /** The worker that it is, in every life of it. */
    String workerId() {
        return name.substring(0, name.indexOf('.'));
    }

    long startedNanos() {
        return startedNanos;
    }

    /** What its wall clock shows. */
    Instant clock() {
        return world.instant().plusNanos(clockAheadNanos);
    }

    void jump(long nanos) {
        clockAheadNanos += nanos;
    }

    /** How much more its wall clock shows than it should. */
    long clockAheadNanos() {
        return clockAheadNanos;
    }

    boolean isDead() {
        return dead;
    }

    /** When it is, or was, frozen no longer. */
    long thawNanos() {
        return thawNanos;
    }

    boolean isFrozen() {
        return world.nanos() < thawNanos;
    }

    void kill() {
        dead = true;
    }

    void freeze(long untilNanos) {
        thawNanos = Math.max(thawNanos, untilNanos);
    }

    /** From now on all takes so many times as long. */
    void slow(int times) {
        slowness = times;
    }

    /** Runs it, so much later, when this process gets to it. */
    void later(long delayNanos, Runnable task) {
        world.after(delayNanos + jitter(), () -> runWhenAwake(task));
    }

    private void runWhenAwake(Runnable task) {
        if (isDead()) {
            return;
        }
        if (isFrozen()) {
            world.at(thawNanos + jitter(), () -> runWhenAwake(task));
        } else {
            task.run();
        }
    }

    /** What a scheduler takes: mostly some microseconds, now and then milliseconds. */
    private long jitter() {
        long most = world.chance(0.01) ? 10 * World.MILLI : 100 * World.MICRO;
        return slowness * world.between(World.MICRO, most);
    }

    @Override
    public String toString() {
        return name;
    }
}
