package io.smppworker.throttle;

import java.util.PriorityQueue;

/** A clock that jumps from event to event; events at the same instant run in the order they were planned. */
final class VirtualTime {
    static final long MILLI = 1_000_000L;
    static final long SECOND = 1_000 * MILLI;

    private record Event(long atNanos, long order, Runnable action) {}

    private final PriorityQueue<Event> events = new PriorityQueue<>((one, other) -> one.atNanos == other.atNanos
            ? Long.compare(one.order, other.order)
            : Long.compare(one.atNanos, other.atNanos));
    private long nowNanos;
    private long planned;

    long nowNanos() {
        return nowNanos;
    }

    void at(long nanos, Runnable action) {
        events.add(new Event(Math.max(nanos, nowNanos), planned++, action));
    }

    void runUntil(long untilNanos) {
        Event next = events.peek();
        while (next != null && next.atNanos <= untilNanos) {
            events.remove();
            nowNanos = next.atNanos;
            next.action.run();
            next = events.peek();
        }
        nowNanos = untilNanos;
    }
}
