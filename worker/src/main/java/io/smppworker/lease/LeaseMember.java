package io.smppworker.lease;

import java.util.Set;

/** This worker as a member of the group, for {@link LeaseAssignor}. Called on the polling thread, within poll. */
public interface LeaseMember {
    /** Its present report; asked for when it is about to join or re-join. */
    MemberReport report();

    /**
     * Its assignment has come. Called after the listener's callback for revoked partitions, and before that for gained ones.
     *
     * @param order the leader's order to it
     * @param slots every bind slot that it owns now
     * @param lanes every lane number that it owns now, also those of which it has one lane's partition only
     */
    void ordered(LeaseOrder order, Set<Integer> slots, Set<Integer> lanes);
}
