package io.smppworker.outbound;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Segments that wait for their next try: the longer, the more tries there were, and spread, so that segments refused together
 * are not retried together. Time is an argument; dispatcher's thread only.
 */
final class RetryQueue {
    private static final long FIRST_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final RandomGenerator random;
    private final PriorityQueue<Retry> byTime = new PriorityQueue<>(Comparator.comparingLong(Retry::dueNanos));

    RetryQueue(RandomGenerator random) {
        this.random = random;
    }

    /** The next try of a segment. */
    record Retry(long dueNanos, OutboundMessage message, int index) {}

    /** @param tries made so far, at least 1 */
    void add(OutboundMessage message, int index, int tries, long now) {
        long ceiling = Math.min(LONGEST_NANOS, FIRST_NANOS << Math.min(tries - 1, 10));
        byTime.add(new Retry(now + ceiling / 2 + random.nextLong(ceiling / 2), message, index));
    }

    /** The next one whose time has come, taken out; null when there is none. */
    @Nullable
    Retry poll(long now) {
        Retry first = byTime.peek();
        return first == null || first.dueNanos() > now ? null : byTime.poll();
    }

    /** When the next one is due; {@link Long#MAX_VALUE} for never. */
    long nextNanos() {
        Retry first = byTime.peek();
        return first == null ? Long.MAX_VALUE : first.dueNanos();
    }
}
