package io.smppworker.ops;

import com.codahale.metrics.Counting;
import com.codahale.metrics.Metric;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/**
 * A histogram of durations in fixed buckets, so that several workers' histograms can be added up. Thread-safe; recording never
 * blocks.
 */
final class Buckets implements Metric, Counting {
    /** Upper bounds in seconds; what is longer falls into one more bucket. */
    static final double[] BOUNDS = {
        0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 3600, 86_400
    };

    private final LongAdder[] counts = IntStream.rangeClosed(0, BOUNDS.length)
            .mapToObj(i -> new LongAdder())
            .toArray(LongAdder[]::new);
    private final LongAdder sumNanos = new LongAdder();

    void record(long nanos) {
        double seconds = (double) nanos / TimeUnit.SECONDS.toNanos(1);
        int bucket = 0;
        while (bucket < BOUNDS.length && seconds > BOUNDS[bucket]) {
            bucket++;
        }
        counts[bucket].increment();
        sumNanos.add(nanos);
    }

    /** How many fell into a bucket, not counting those of smaller ones. */
    long count(int bucket) {
        return counts[bucket].sum();
    }

    @Override
    public long getCount() {
        long sum = 0;
        for (LongAdder count : counts) {
            sum += count.sum();
        }
        return sum;
    }

    double sumSeconds() {
        return (double) sumNanos.sum() / TimeUnit.SECONDS.toNanos(1);
    }
}
