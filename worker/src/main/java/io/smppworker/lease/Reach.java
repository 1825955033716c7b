package io.smppworker.lease;

import io.smppworker.lease.LeaseRound.Member;
import io.smppworker.throttle.SlotPlan;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which servers the members can reach, by their reports. A server that is down for all says nothing about a member: only where
 * another member has been bound for so long that the slot's owner must have tried meanwhile, a failing owner is found unable
 * to reach the server. Members are named by their index.
 */
record Reach(SlotPlan plan, Holdings slots, List<Member> members) {
    /** Whether this member owns the slot and has failed to bind it for long. */
    boolean failing(int member, int slot) {
        return slots.owner(slot) == member
                && members.get(member).report().failingSlots().contains(slot);
    }

    /** Servers of which this member has failing slots and no session at all. */
    Set<Integer> failedServers(int member) {
        Set<Integer> servers = new HashSet<>();
        for (int slot : members.get(member).report().failingSlots()) {
            if (slot < slots.size() && slots.owner(slot) == member) {
                servers.add(plan.slot(slot).server());
            }
        }
        servers.removeAll(members.get(member).report().servers().bound());
        return servers;
    }

    /** Of {@link #failedServers}, those that another member has proven to be up. */
    Set<Integer> foundUnreachable(int member) {
        Set<Integer> servers = failedServers(member);
        servers.removeIf(server -> members.stream()
                .noneMatch(other -> other.report().servers().proven().contains(server)));
        return servers;
    }

    /** Servers whose slots should rather go to others: found unreachable now, or not long ago. */
    Set<Integer> unreachable(int member) {
        Set<Integer> servers = foundUnreachable(member);
        servers.addAll(members.get(member).report().servers().avoided());
        return servers;
    }
}
