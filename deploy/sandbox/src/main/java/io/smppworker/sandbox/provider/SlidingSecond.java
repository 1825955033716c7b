package io.smppworker.sandbox.provider;

/**
 * At most so many in any second, measured as strictly as can be: the n-th after one taken must come a full second later.
 * Refused ones are not counted, so that a client which keeps trying is not locked out for ever. Not thread-safe.
 */
final class SlidingSecond {
    static final long WINDOW_NANOS = 1_000_000_000L;

    private final long[] taken;
    private int next;
    private long count;

    /** Takes at most {@code limit} in any second; 0 = no limit. */
    SlidingSecond(int limit) {
        taken = new long[limit];
    }

    /** Whether one more may be taken at {@code now}, nanoseconds that never go back. */
    boolean tryTake(long now) {
        if (taken.length == 0) {
            return true;
        }
        if (count >= taken.length && now - taken[next] < WINDOW_NANOS) {
            return false;
        }
        taken[next] = now;
        next = (next + 1) % taken.length;
        count++;
        return true;
    }

    /** The greatest number of times, given in ascending order, in any half-open second {@code [t, t + 1 s)}. */
    static int greatest(long[] times) {
        int greatest = 0;
        int first = 0;
        for (int last = 0; last < times.length; last++) {
            while (times[last] - times[first] >= WINDOW_NANOS) {
                first++;
            }
            greatest = Math.max(greatest, last - first + 1);
        }
        return greatest;
    }
}
