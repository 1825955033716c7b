package io.smppworker.lease;

import java.util.function.LongSupplier;

/**
 * Renews the lease by a commit that the coordinator took, once it is shown that no rebalance was under way then. While one is,
 * a coordinator still takes the commits of a member that has not joined, and expels it when the rebalance's time ({@code
 * max.poll.interval.ms}) is over. A member learns of a rebalance by a heartbeat; the coordinator answers a connection's
 * requests in their order. So a heartbeat answered after the commit, in a member that does not begin to join in the poll that
 * follows, shows that any rebalance began after the commit was asked for. Intake thread only; looked at after every poll.
 */
final class Renewal {
    private final Lease lease;
    private final LongSupplier heartbeats;

    private Stage stage = Stage.NOTHING_TAKEN;
    private long askedNanos;
    /** When there were so many, the commit had been answered. */
    private long answeredBefore;

    private enum Stage {
        NOTHING_TAKEN,
        /** In the poll that has just ended. */
        TAKEN,
        /** The heartbeats answered since then are counted. */
        COUNTING,
        /** A heartbeat has been answered: the next poll begins to join if it is to. */
        ANSWERED
    }

    /** @param heartbeats how many of this member's have been answered, whatever with */
    Renewal(Lease lease, LongSupplier heartbeats) {
        this.lease = lease;
        this.heartbeats = heartbeats;
    }

    /** The coordinator has taken the commit that was sent at {@code commitNanos}; the one before it may have been shown yet. */
    void taken(long commitNanos) {
        if (stage == Stage.NOTHING_TAKEN) {
            stage = Stage.TAKEN;
            askedNanos = commitNanos;
        }
    }

    /** @param joining whether the coordinator has this member's JoinGroup and has not answered */
    void look(boolean joining, long nowNanos) {
        if (joining) {
            stage = Stage.NOTHING_TAKEN;
            return;
        }
        switch (stage) {
            case NOTHING_TAKEN -> {}
            case TAKEN -> {
                answeredBefore = heartbeats.getAsLong();
                stage = Stage.COUNTING;
            }
            case COUNTING -> {
                if (heartbeats.getAsLong() > answeredBefore) {
                    stage = Stage.ANSWERED;
                }
            }
            case ANSWERED -> {
                lease.committed(askedNanos, nowNanos);
                stage = Stage.NOTHING_TAKEN;
            }
        }
    }

    /** This member's partitions are lost. */
    void lost() {
        stage = Stage.NOTHING_TAKEN;
        lease.lost();
    }
}
