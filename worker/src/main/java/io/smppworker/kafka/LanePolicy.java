package io.smppworker.kafka;

/**
 * Lanes follow the ability to send: a worker that can not submit for a while leaves the lanes, so that their requests
 * move to workers that can, and comes back when it has been able to for as long. Pure; time is an argument.
 */
final class LanePolicy {
    private final long patienceNanos;
    private boolean inLanes = true;
    private long opposedSinceNanos;
    private boolean opposed;

    LanePolicy(long patienceNanos) {
        this.patienceNanos = patienceNanos;
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
        } else if (nowNanos - opposedSinceNanos >= patienceNanos) {
            inLanes = canSubmit;
            opposed = false;
        }
        return inLanes;
    }
}
