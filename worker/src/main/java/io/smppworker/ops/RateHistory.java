package io.smppworker.ops;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** How often something happened recently: {@value #SPANS} spans of {@value #SPAN_SECONDS} seconds. Thread-safe. */
public final class RateHistory {
    static final int SPANS = 60;
    static final int SPAN_SECONDS = 5;

    private final int[] counts = new int[SPANS + 1];
    private long newest = Long.MIN_VALUE;

    /** Counts one occurrence at that time; times may be a little out of order. */
    public synchronized void count(long nowNanos) {
        long span = advanceTo(nowNanos);
        counts[place(span)]++;
    }

    /** Per second in each finished span, the oldest first; spans before the first count are 0. */
    public synchronized List<Double> perSecond(long nowNanos) {
        long present = advanceTo(nowNanos);
        List<Double> rates = new ArrayList<>(SPANS);
        for (long span = present - SPANS; span < present; span++) {
            rates.add((double) counts[place(span)] / SPAN_SECONDS);
        }
        return rates;
    }

    private long advanceTo(long nowNanos) {
        long span = Math.floorDiv(nowNanos, TimeUnit.SECONDS.toNanos(SPAN_SECONDS));
        if (newest == Long.MIN_VALUE) {
            newest = span;
        }
        for (long empty = Math.max(newest + 1, span - SPANS); empty <= span; empty++) {
            counts[place(empty)] = 0;
        }
        newest = Math.max(newest, span);
        return newest;
    }

    private static int place(long span) {
        return (int) Math.floorMod(span, (long) (SPANS + 1));
    }
}
