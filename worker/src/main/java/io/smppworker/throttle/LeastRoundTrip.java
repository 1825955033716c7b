package io.smppworker.throttle;

import java.util.Arrays;

/**
 * The least round trip of the last half minute or so: what sending, answering and returning take at the least. A
 * windowed minimum over a few buckets of time, so that a provider that became slower is believed after the window.
 */
final class LeastRoundTrip {
    private static final long BUCKET_NANOS = 10_000_000_000L;
    private static final int BUCKETS = 4;

    /** With fewer round trips than this the least one may be far from the least possible. */
    private static final int ENOUGH = 16;

    private final long[] least = new long[BUCKETS];
    private final int[] count = new int[BUCKETS];
    private long current = Long.MIN_VALUE;

    LeastRoundTrip() {
        Arrays.fill(least, Long.MAX_VALUE);
    }

    void observe(long roundTripNanos, long nowNanos) {
        advance(nowNanos);
        int bucket = Math.floorMod(current, BUCKETS);
        least[bucket] = Math.min(least[bucket], Math.max(0, roundTripNanos));
        count[bucket]++;
    }

    /** The least round trip in nanoseconds; 0, the safe answer, while too few were seen. */
    long nanos(long nowNanos) {
        advance(nowNanos);
        int seen = 0;
        long smallest = Long.MAX_VALUE;
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            seen += count[bucket];
            smallest = Math.min(smallest, least[bucket]);
        }
        return seen < ENOUGH ? 0 : smallest;
    }

    private void advance(long nowNanos) {
        long bucket = Math.floorDiv(nowNanos, BUCKET_NANOS);
        if (bucket <= current) {
            return;
        }
        long from = Math.max(current + 1, bucket - BUCKETS + 1);
        for (long expired = from; expired <= bucket; expired++) {
            least[Math.floorMod(expired, BUCKETS)] = Long.MAX_VALUE;
            count[Math.floorMod(expired, BUCKETS)] = 0;
        }
        current = bucket;
    }
}
