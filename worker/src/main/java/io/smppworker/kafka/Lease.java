package io.smppworker.kafka;

import io.smppworker.outbound.SubmitPermission;
import java.time.Duration;

/**
 * The clock of a worker's lease on its slots and partitions: it may submit only while its last successful offset commit
 * (the broker checks the member's epoch) is younger than the lease. A worker that was paused or cut off stops by itself
 * before its slots are given away. Written by the intake loop, read by the dispatcher.
 */
final class Lease implements SubmitPermission {
    private final long leaseNanos;
    private volatile boolean everConfirmed;
    private volatile long confirmedNanos;

    Lease(Duration lease) {
        this.leaseNanos = lease.toNanos();
    }

    /** The broker has accepted a commit that was sent at this time. */
    void confirmed(long sentNanos) {
        confirmedNanos = sentNanos;
        everConfirmed = true;
    }

    /** The broker has said that this member owns nothing any more. */
    void lost() {
        everConfirmed = false;
    }

    @Override
    public long untilNanos() {
        return confirmedNanos + leaseNanos;
    }

    @Override
    public boolean granted(long nowNanos) {
        return everConfirmed && nowNanos - confirmedNanos < leaseNanos;
    }
}
