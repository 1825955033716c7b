package io.smppworker.throttle;

import java.util.LongSummaryStatistics;

/**
 * The least round trip of the last minute, less what it may still fall by: the least time that sending, answering and
 * returning take. A windowed minimum over a few buckets of time, so that a provider that became slower is believed after the
 * window.
 *
 * <p>A round trip has three delays: out, in the server, and back. Where each is evenly distributed, and none far wider than
 * the others, the least of n round trips whose mean lies d above it is about d/∛n above the least possible; 2.3 times that is
 * taken off, and 4000 d/n² more, since the least of a hundred may be much farther from it. A message is sent too early where
 * the least is believed so much too high that even its own delays are shorter. With delays of 10 to 40, 1 to 60 and 10 to
 * 40 ms that is one message of 30,000,000 at the most, whatever n is (simulated). Constant round trips cost nothing that way,
 * and the first few are not believed yet.
 */
final class LeastRoundTrip {
    private static final long BUCKET_NANOS = 10_000_000_000L;
    private static final int BUCKETS = 6;
    private static final int ENOUGH = 8;
    private static final double CAUTION = 2.3;
    private static final double CAUTION_OF_FEW = 4000;

    private final LongSummaryStatistics[] buckets = new LongSummaryStatistics[BUCKETS];
    private long current = Long.MIN_VALUE;

    void observe(long roundTripNanos, long nowNanos) {
        advance(nowNanos);
        buckets[Math.floorMod(current, BUCKETS)].accept(Math.max(0, roundTripNanos));
    }

    /** The least possible round trip in nanoseconds; 0, the safe answer, while too few were seen. */
    long nanos(long nowNanos) {
        advance(nowNanos);
        LongSummaryStatistics seen = new LongSummaryStatistics();
        for (LongSummaryStatistics bucket : buckets) {
            seen.combine(bucket);
        }
        if (seen.getCount() < ENOUGH) {
            return 0;
        }
        double count = seen.getCount();
        double caution = CAUTION / Math.cbrt(count) + CAUTION_OF_FEW / (count * count);
        return Math.max(0, seen.getMin() - (long) (caution * (seen.getAverage() - seen.getMin())));
    }

    /** The first call fills all of the buckets. */
    private void advance(long nowNanos) {
        long bucket = Math.floorDiv(nowNanos, BUCKET_NANOS);
        if (bucket <= current) {
            return;
        }
        for (long fresh = Math.max(current + 1, bucket - BUCKETS + 1); fresh <= bucket; fresh++) {
            buckets[Math.floorMod(fresh, BUCKETS)] = new LongSummaryStatistics();
        }
        current = bucket;
    }
}
