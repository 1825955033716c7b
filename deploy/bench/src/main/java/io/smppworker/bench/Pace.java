package io.smppworker.bench;

/**
 * A rate, from counts that are asked for again and again: that of the second half of what is to be done, or of what was
 * done in the second half of the time when that is over before. What is done between two looks counts from the first.
 */
final class Pace {
    private final long total;
    private final long boundNanos;
    private boolean isStarted;
    private long startNanos;
    private long warmNanos;
    private long warmDone;
    private long lastNanos;
    private long lastDone;

    /**
     * Not yet begun.
     *
     * @param total what is to be done
     * @param boundNanos how long it may take from the first of it on
     */
    Pace(long total, long boundNanos) {
        this.total = total;
        this.boundNanos = boundNanos;
    }

    /** How much is done now; whether it is over. */
    boolean isOver(long done, long nowNanos) {
        if (done == 0) {
            warmNanos = nowNanos;
            return false;
        }
        if (!isStarted) {
            isStarted = true;
            startNanos = nowNanos;
        }
        boolean isHalf = 2 * done >= total || 2 * (nowNanos - startNanos) >= boundNanos;
        if (!isHalf) {
            warmNanos = nowNanos;
            warmDone = done;
        }
        if (done > lastDone) {
            lastDone = done;
            lastNanos = nowNanos;
        }
        return isHalf && (done >= total || nowNanos - startNanos >= boundNanos);
    }

    /**
     * Once it is over.
     *
     * @throws IllegalStateException when nothing was done in the second half
     */
    double perSecond() {
        if (lastDone <= warmDone) {
            throw new IllegalStateException("nothing was done in the second half, but " + warmDone + " of " + total);
        }
        return (lastDone - warmDone) * 1e9 / (lastNanos - warmNanos);
    }
}
