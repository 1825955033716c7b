package io.smppworker.kafka;

/**
 * Lanes follow the ability to send: a worker that can not submit for a while leaves the lanes, so that their requests
 * move to workers that can, and comes back when it has been able to for a while. Pure; time is an argument.
 */
final class LanePolicy {
    private final long unableNanos;
    private final long ableNanos;
    private boolean inLanes = true;
    private long opposedSinceNanos;
    private boolean opposed;

    /**
     * @param unableNanos how long it may be unable before it leaves
     * @param ableNanos how long it must be able before it comes back
     */
    LanePolicy(long unableNanos, long ableNanos) {
        this.unableNanos = unableNanos;
        this.ableNanos = ableNanos;
    }

    /**
     * Whether the worker should be in the lanes.
     *
     * @param canSubmit whether the worker could submit now
     */
    boolean inLanes(boolean canSubmit, long nowNanos) {
        if (canSubmit == inLanes) {
            opposed = false;
        } else if (!opposed) {
            opposed = true;
            opposedSinceNanos = nowNanos;
        } else if (nowNanos - opposedSinceNanos >= (canSubmit ? ableNanos : unableNanos)) {
            inLanes = canSubmit;
            opposed = false;
        }
        return inLanes;
    }
}
