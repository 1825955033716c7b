package io.smppworker.simulation;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** To whom the group has given each bind slot, as far as the workers know, and who has no right to the sessions that it has. */
final class GivenSlots {
    /** By when a worker that is well has given up what is another's. */
    static final long GIVEN_UP_NANOS = 10 * World.SECOND;

    private static final long REFUSED_WAIT_NANOS = 25 * World.SECOND;

    private final World world;
    private final Map<Integer, Given> given = new HashMap<>();
    /** When a worker's slot was given to another. */
    private final Map<Had, Long> hadNanos = new HashMap<>();

    private final Map<Integer, Long> refusedNanos = new HashMap<>();

    private record Given(SimulatedProcess to, int generation, long nanos) {}

    private record Had(SimulatedProcess by, int slot) {}

    GivenSlots(World world) {
        this.world = world;
    }

    /** A worker has been given the slot, in that generation of the group; perhaps it is notified late. */
    void gained(SimulatedProcess process, int slot, int generation) {
        Given before = given.get(slot);
        if (before == null || generation >= before.generation) {
            if (before != null) {
                hadNanos.put(new Had(before.to, slot), world.nanos());
            }
            given.put(slot, new Given(process, generation, world.nanos()));
        }
    }

    /** The worker that was given it last; null before the first. */
    @Nullable
    SimulatedProcess owner(int slot) {
        Given last = given.get(slot);
        return last == null ? null : last.to;
    }

    /** Whether the slot is that worker's, or was until less than that ago. */
    boolean hadLately(SimulatedProcess process, int slot, long nanos) {
        Long had = hadNanos.get(new Had(process, slot));
        return owner(slot) == process || (had != null && world.nanos() - had < nanos);
    }

    /** Whether its owner has it for less than that. */
    boolean isNew(int slot, long nanos) {
        Given last = given.get(slot);
        return last != null && world.nanos() - last.nanos < nanos;
    }

    /**
     * A server has refused to bind it.
     *
     * @param crowded whether sessions of the dead, or of workers that had a slot before, took its place: else it is no excuse
     */
    void refused(int slot, boolean crowded) {
        if (crowded) {
            refusedNanos.put(slot, world.nanos());
        }
    }

    /** Whether a worker may still wait after a refusal: eight times reconnectMax at most. */
    boolean mayWait(int slot) {
        Long refused = refusedNanos.get(slot);
        return refused != null && world.nanos() - refused < REFUSED_WAIT_NANOS;
    }

    /** Whether the session is on a slot that is not its worker's. */
    boolean isStray(ServerSession session) {
        return session.process().isDead() || owner(session.slot()) != session.process();
    }

    /**
     * Whether a worker that lives has kept the session for longer than it may after its slot was given to another.
     *
     * @param calmSinceNanos when the coordinator was away last: nobody could know
     */
    boolean isKept(ServerSession session, long calmSinceNanos) {
        SimulatedProcess process = session.process();
        long lately = world.nanos() - GIVEN_UP_NANOS;
        return !process.isDead()
                && isStray(session)
                && !isNew(session.slot(), GIVEN_UP_NANOS)
                && process.thawNanos() < lately
                && calmSinceNanos < lately;
    }
}
