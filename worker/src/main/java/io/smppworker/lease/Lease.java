package io.smppworker.lease;

import java.time.Duration;

/**
 * The clock of a worker's lease on its slots and partitions. The group's coordinator gives up a member only when it has
 * heard nothing of it for the session timeout, so what it has answered to a word of ours that left at some time holds for
 * one session timeout from that time on, less a margin for what is still on its way to the provider. A worker that was
 * paused or cut off therefore stops by itself before its slots are given away. Written by the intake thread, read by any.
 */
public final class Lease {
    /**
     * From the last moment at which a submit_sm may be written to the moment at which its slot can be another worker's: so
     * long may it take to arrive.
     */
    private static final Duration MARGIN = Duration.ofSeconds(1);

    private final long leaseNanos;
    private volatile boolean everConfirmed;
    private volatile long confirmedNanos;
    private volatile long longestNanos;
    /** Before a first confirmation came nothing was owned. */
    private long neededSinceNanos;

    /** @param sessionTimeout of the group's members; more than a second */
    public Lease(Duration sessionTimeout) {
        this.leaseNanos = sessionTimeout.minus(MARGIN).toNanos();
    }

    /** The coordinator has answered this member: a request that left at {@code askedNanos}, at {@code nowNanos}. */
    void confirmed(long askedNanos, long nowNanos) {
        if (everConfirmed && askedNanos - confirmedNanos <= 0) {
            return;
        }
        if (everConfirmed) {
            longestNanos = Math.max(longestNanos, nowNanos - neededSinceNanos);
        }
        neededSinceNanos = everConfirmed ? askedNanos : nowNanos;
        confirmedNanos = askedNanos;
        everConfirmed = true;
    }

    /** The coordinator has said that this member owns nothing any more. */
    void lost() {
        everConfirmed = false;
    }

    /**
     * The longest that a confirmation has had to last, of those that were followed by another: what is left of the lease
     * then is how near it came to its end.
     */
    public long longestNanos() {
        return longestNanos;
    }

    /** Of the group's members: how long a confirmation lasts, and the margin. */
    Duration sessionTimeout() {
        return Duration.ofNanos(leaseNanos).plus(MARGIN);
    }

    /** Until when what is owned may be used, unless it is confirmed again. */
    public long untilNanos() {
        return confirmedNanos + leaseNanos;
    }

    /** Whether what is owned may be used now. */
    public boolean granted(long nowNanos) {
        return everConfirmed && nowNanos - confirmedNanos < leaseNanos;
    }
}
