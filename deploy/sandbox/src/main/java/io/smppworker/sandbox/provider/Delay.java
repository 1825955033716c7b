package io.smppworker.sandbox.provider;

import java.time.Duration;
import java.util.SplittableRandom;

/** A pause, uniform between two bounds, both included. */
record Delay(long minNanos, long maxNanos) {
    static final Delay NONE = new Delay(0, 0);

    Delay {
        if (minNanos < 0 || maxNanos < minNanos) {
            throw new IllegalArgumentException("a delay of " + minNanos + " to " + maxNanos + " ns");
        }
    }

    static Delay between(Duration min, Duration max) {
        return new Delay(min.toNanos(), max.toNanos());
    }

    long next(SplittableRandom random) {
        return minNanos == maxNanos ? minNanos : random.nextLong(minNanos, maxNanos + 1);
    }
}
