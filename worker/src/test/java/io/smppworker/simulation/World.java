package io.smppworker.simulation;

import com.google.errorprone.annotations.FormatMethod;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * Virtual time and chance: what is to happen, in the order of its time, on one thread, and one source of random numbers, so
 * that a seed decides everything. Times are nanoseconds since the beginning of the history.
 */
final class World {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final long SECOND = 1_000_000_000L;
    static final long MILLI = 1_000_000L;
    static final long MICRO = 1_000L;

    private final long seed;
    private final SplittableRandom random;
    private final Story story;
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private long nanos;
    private long number;

    private record Event(long nanos, long number, Runnable action) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return nanos == other.nanos ? Long.compare(number, other.number) : Long.compare(nanos, other.nanos);
        }
    }

    World(long seed, Story story) {
        this.seed = seed;
        this.random = new SplittableRandom(seed);
        this.story = story;
    }

    long nanos() {
        return nanos;
    }

    Instant instant() {
        return START.plusNanos(nanos);
    }

    SplittableRandom random() {
        return random;
    }

    /**
     * A source of random numbers for what only some histories have: all the others stay as they were without it.
     *
     * @param salt distinguishes it from every other of the same seed
     */
    SplittableRandom stream(long salt) {
        return new SplittableRandom(seed ^ salt);
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /** From {@code least} up to and without {@code most}. */
    long between(long least, long most) {
        return random.nextLong(least, most);
    }

    void at(long when, Runnable action) {
        events.add(new Event(Math.max(nanos, when), number++, action));
    }

    void after(long delayNanos, Runnable action) {
        at(nanos + delayNanos, action);
    }

    /** Lets the next thing happen; false when nothing more is to happen before that time, which has come then. */
    boolean step(long untilNanos) {
        Event next = events.peek();
        if (next == null || next.nanos > untilNanos) {
            nanos = untilNanos;
            return false;
        }
        events.poll();
        nanos = next.nanos;
        next.action.run();
        return true;
    }

    /** Reports what happens, for a trace. */
    @FormatMethod
    void report(String format, Object... arguments) {
        story.add(nanos, format, arguments);
    }

    /** @param shown what the clock shows */
    static Clock clock(Supplier<Instant> shown) {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return shown.get();
            }
        };
    }
}
