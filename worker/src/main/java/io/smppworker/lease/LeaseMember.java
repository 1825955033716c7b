package io.smppworker.lease;

import java.util.Set;

/** This worker as a member of the group, for {@link LeaseAssignor}. Called on the polling thread, within poll. */
public interface LeaseMember {
    /** How it is now; asked for when it is about to join or re-join. */
    MemberReport report();

    /**
     * It has been assigned. Of what is taken from it, it was told before; what it gains, it is told after this.
     *
     * @param order what is asked of it
     * @param slots every bind slot that it owns now
     * @param lanes every lane number that it owns now, those included of which it was given one lane's partition only
     */
    void ordered(LeaseOrder order, Set<Integer> slots, Set<Integer> lanes);
}
