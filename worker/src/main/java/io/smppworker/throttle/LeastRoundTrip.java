package io.smppworker.throttle;

/**
 * The least round trip of the last minute, less what it may still fall by: the least time that sending, answering and
 * returning take. A windowed minimum over a few buckets of time, so that a provider that became slower is believed after the
 * window.
 *
 * <p>The least of n round trips whose mean lies d above it is, with evenly distributed delays of both ways, about d/√n above
 * the least possible; {@value #CAUTION} times that is taken off. Constant round trips cost nothing that way, and the first few
 * are not believed yet.
 */
final class LeastRoundTrip {
    private static final long BUCKET_NANOS = 10_000_000_000L;
    private static final int BUCKETS = 6;
    private static final int ENOUGH = 8;
    private static final double CAUTION = 2.5;

    private final long[] least = new long[BUCKETS];
    private final double[] sum = new double[BUCKETS];
    private final int[] count = new int[BUCKETS];
    private long current = Long.MIN_VALUE;

    void observe(long roundTripNanos, long nowNanos) {
        advance(nowNanos);
        int bucket = Math.floorMod(current, BUCKETS);
        least[bucket] = Math.min(least[bucket], Math.max(0, roundTripNanos));
        sum[bucket] += Math.max(0, roundTripNanos);
        count[bucket]++;
    }

    /** The least possible round trip in nanoseconds; 0, the safe answer, while too few were seen. */
    long nanos(long nowNanos) {
        advance(nowNanos);
        int seen = 0;
        double total = 0;
        long smallest = Long.MAX_VALUE;
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            seen += count[bucket];
            total += sum[bucket];
            smallest = Math.min(smallest, least[bucket]);
        }
        if (seen < ENOUGH) {
            return 0;
        }
        double uncertain = CAUTION * (total / seen - smallest) / Math.sqrt(seen);
        return Math.max(0, smallest - (long) uncertain);
    }

    private void advance(long nowNanos) {
        long bucket = Math.floorDiv(nowNanos, BUCKET_NANOS);
        if (bucket <= current) {
            return;
        }
        for (long fresh = Math.max(current + 1, bucket - BUCKETS + 1); fresh <= bucket; fresh++) {
            int index = Math.floorMod(fresh, BUCKETS);
            least[index] = Long.MAX_VALUE;
            sum[index] = 0;
            count[index] = 0;
        }
        current = bucket;
    }
}
