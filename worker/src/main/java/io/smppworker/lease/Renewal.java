package io.smppworker.lease;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Renews the lease by commits that the coordinator takes. One alone shows too little: while a rebalance is under way the
 * coordinator takes the commits of a member that has not joined it, and expels that member when the time to join is over
 * ({@code max.poll.interval.ms}). A member learns of a rebalance by the answer to a heartbeat, and begins to join in the poll
 * that follows. So a commit renews the lease once a heartbeat was answered after it, and after that a second commit was taken in
 * a poll in which this member did not begin to join: any rebalance began after the first of the two. Intake thread only; looked
 * at after every poll.
 */
final class Renewal {
    private final Lease lease;
    private final LongSupplier heartbeats;

    /** The heartbeats that had been answered when the last commit was sent. */
    private long answeredBefore;
    /** In the poll that has just ended. */
    private @Nullable Taken latest;
    /** To be shown by a later one. */
    private @Nullable Taken earlier;

    /**
     * A commit that was taken.
     *
     * @param askedNanos when it was sent
     * @param heartbeats answered when it was sent; of the earlier one, when it was known to be taken
     */
    private record Taken(long askedNanos, long heartbeats) {}

    /** @param heartbeats how many of this member's have been answered, whatever the answer */
    Renewal(Lease lease, LongSupplier heartbeats) {
        this.lease = lease;
        this.heartbeats = heartbeats;
    }

    /** A commit is being sent. */
    void asked() {
        answeredBefore = heartbeats.getAsLong();
    }

    /** The coordinator has taken the commit that was sent at {@code askedNanos}, the last one that was sent. */
    void taken(long askedNanos) {
        latest = new Taken(askedNanos, answeredBefore);
    }

    /** @param joining whether the coordinator has this member's JoinGroup and has not answered */
    void look(boolean joining, long nowNanos) {
        if (joining) {
            latest = null;
            earlier = null;
        } else if (latest != null) {
            if (earlier == null || latest.heartbeats() > earlier.heartbeats()) {
                if (earlier != null) {
                    lease.committed(earlier.askedNanos(), nowNanos);
                }
                earlier = new Taken(latest.askedNanos(), heartbeats.getAsLong());
            }
            latest = null;
        }
    }

    /** The coordinator has said that this member owns nothing any more. */
    void lost() {
        latest = null;
        earlier = null;
        lease.lost();
    }

    /** Whether owned slots and lanes may be used now. */
    boolean granted(long nowNanos) {
        return lease.granted(nowNanos);
    }
}
