package io.smppworker.bench;

import java.util.stream.LongStream;

/** Times that something took. */
final class Latencies {
    private final long[] ascendingNanos;

    /**
     * Of these, in nanoseconds.
     *
     * @throws IllegalStateException when there are none
     */
    Latencies(LongStream nanos) {
        ascendingNanos = nanos.sorted().toArray();
        if (ascendingNanos.length == 0) {
            throw new IllegalStateException("nothing was timed");
        }
    }

    int count() {
        return ascendingNanos.length;
    }

    /** The time that this share of them, 0 to 1, did not exceed, in milliseconds. */
    double millis(double share) {
        int index = (int) Math.ceil(share * ascendingNanos.length) - 1;
        return ascendingNanos[Math.max(0, index)] / 1e6;
    }
}
