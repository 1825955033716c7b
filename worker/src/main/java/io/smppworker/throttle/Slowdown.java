package io.smppworker.throttle;

/**
 * What a server's refusals (ESME_RTHROTTLED, ESME_RMSGQFUL) cost: permits, a wider guard, and in a storm a pause.
 *
 * <p>Every refusal takes one permit away, so that a small excess costs little; within one second at most half of what
 * there was. A server that refuses so much that the half is reached is left alone for a second, which also empties its
 * sliding second. Permits come back evenly, from nothing to all in {@value #RECOVERY_SECONDS} seconds. A refusal at full
 * speed also means that arrivals may be less even than they look from here: it widens the guard by {@value
 * #GUARD_STEP_MILLIS} ms, which are forgotten in half a minute.
 */
final class Slowdown {
    private static final int RECOVERY_SECONDS = 25;
    private static final int GUARD_STEP_MILLIS = 5;
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long GUARD_STEP_NANOS = GUARD_STEP_MILLIS * 1_000_000L;
    private static final long GUARD_LEAST_NANOS = 1_000_000L;
    private static final long GUARD_MOST_NANOS = 50_000_000L;
    private static final long GUARD_STEP_FORGOTTEN_IN = 30;

    private double share = 1;
    private long shareAtNanos = Long.MIN_VALUE;
    private double leastShare;
    private long secondBeganNanos = Long.MIN_VALUE;
    private long learnedGuardNanos;
    private long guardAtNanos = Long.MIN_VALUE;
    private long pausedUntilNanos = Long.MIN_VALUE;

    void refused(int quota, long nowNanos) {
        double before = share(nowNanos);
        if (secondBeganNanos == Long.MIN_VALUE || nowNanos - secondBeganNanos >= SECOND_NANOS) {
            secondBeganNanos = nowNanos;
            leastShare = before / 2;
            if (before >= 1) {
                widenGuard(nowNanos);
            }
        }
        share = Math.max(leastShare, before - 1.0 / Math.max(1, quota));
        shareAtNanos = nowNanos;
        if (share <= leastShare) {
            pausedUntilNanos = nowNanos + SECOND_NANOS;
        }
    }

    private void widenGuard(long nowNanos) {
        long learned = guardNanos(nowNanos) - GUARD_LEAST_NANOS;
        learnedGuardNanos = Math.min(GUARD_MOST_NANOS - GUARD_LEAST_NANOS, learned + GUARD_STEP_NANOS);
        guardAtNanos = nowNanos;
    }

    /** How much of this quota may be used: all of it without refusals, never less than one message. */
    int usable(int quota, long nowNanos) {
        double share = share(nowNanos);
        return share >= 1 ? quota : Math.min(quota, Math.max(1, (int) (quota * share)));
    }

    /** Distance that is kept between a sliding second's end and the next arrival. */
    long guardNanos(long nowNanos) {
        if (learnedGuardNanos == 0) {
            return GUARD_LEAST_NANOS;
        }
        long forgotten = (nowNanos - guardAtNanos) / SECOND_NANOS * GUARD_STEP_NANOS / GUARD_STEP_FORGOTTEN_IN;
        return GUARD_LEAST_NANOS + Math.max(0, learnedGuardNanos - forgotten);
    }

    long pausedUntilNanos() {
        return pausedUntilNanos;
    }

    private double share(long nowNanos) {
        if (share >= 1) {
            return 1;
        }
        return Math.min(1, share + (nowNanos - shareAtNanos) / (double) SECOND_NANOS / RECOVERY_SECONDS);
    }
}
