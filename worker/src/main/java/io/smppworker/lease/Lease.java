package io.smppworker.lease;

import java.time.Duration;

/**
 * The clock of a worker's lease on its slots and partitions. The group's coordinator expels a member when it has received
 * nothing from it for the session timeout; so an answer of the coordinator holds for one session timeout from when its request
 * was sent, less a margin for submit_sm still on their way to the provider. A worker that was paused or cut off therefore stops
 * by itself before its slots are given away. The coordinator also expels whoever has not joined a rebalance in time: see
 * {@link Renewal}.
 *
 * <p>Written by the intake thread, read by any.
 */
public final class Lease {
    /**
     * Time for a submit_sm to arrive: from the last moment at which it may be written to the first at which its slot can be
     * another worker's.
     */
    private static final Duration MARGIN = Duration.ofSeconds(1);

    /** How often a member asks the coordinator whether it is to join a rebalance. */
    static final Duration HEARTBEAT = Duration.ofMillis(500);

    private final long leaseNanos;
    private volatile boolean everConfirmed;
    private volatile long confirmedNanos;
    private volatile long longestNanos;
    /** When the latest confirmation was asked for; after the first one, when it came: nothing was owned before. */
    private long neededSinceNanos;

    /** @param sessionTimeout of the group's members; more than a second */
    public Lease(Duration sessionTimeout) {
        this.leaseNanos = sessionTimeout.minus(MARGIN).toNanos();
    }

    /** The coordinator has taken the commit that was sent at {@code askedNanos}, and no rebalance was under way then. */
    void committed(long askedNanos, long nowNanos) {
        if (everConfirmed) {
            confirmed(askedNanos, nowNanos);
        }
    }

    /** The coordinator has answered, at {@code nowNanos}, the request to join that this member sent at {@code askedNanos}. */
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
     * The longest time that a confirmation has had to last until the next one came: the lease less this is how near it came to
     * its end.
     */
    public long longestNanos() {
        return longestNanos;
    }

    /** The session timeout of the group's members: how long a confirmation lasts, plus the margin. */
    Duration sessionTimeout() {
        return Duration.ofNanos(leaseNanos).plus(MARGIN);
    }

    /** When the lease ends, unless it is confirmed again. */
    public long untilNanos() {
        return confirmedNanos + leaseNanos;
    }

    /** Whether owned slots and lanes may be used now. */
    public boolean granted(long nowNanos) {
        return everConfirmed && nowNanos - confirmedNanos < leaseNanos;
    }
}
