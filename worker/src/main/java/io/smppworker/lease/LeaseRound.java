package io.smppworker.lease;

import io.smppworker.throttle.SlotPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntToLongFunction;
import java.util.stream.Stream;

/**
 * One round of the group: who owns which bind slot and which lane after it, and the order to each member. A pure function of
 * the members' reports; their sequence does not matter. The rules, each weighing more than those after it:
 *
 * <ol>
 *   <li>A unit that a member owns and has not released stays with it in this round; one that it has released is nobody's in
 *       this round and free in the next; only units that nobody owned are given away.
 *   <li>A server's slots go to members that can reach it.
 *   <li>Shares of slots differ by one at most, of those that transmit, of the others and of all.
 *   <li>A member's slots lie on as many servers, then locations, as they can; then as few as possible move.
 *   <li>Lanes go in proportion to the quota of the slots that a member can send on.
 * </ol>
 */
final class LeaseRound {
    /**
     * A member as it joins.
     *
     * @param slots bind slots that it claims to own
     * @param lanes lane numbers that it claims to own; lane number p is partition p of both lanes
     * @param generation in which it was assigned what it claims; negative when it claims nothing
     */
    record Member(String id, Set<Integer> slots, Set<Integer> lanes, int generation, MemberReport report) {}

    /** All that a member owns after the round, and the order to it. */
    record Share(Set<Integer> slots, Set<Integer> lanes, LeaseOrder order) {}

    private final SlotPlan plan;
    private final List<Member> members;
    private final List<Integer> candidates = new ArrayList<>();
    private final Holdings slots;
    private final Holdings lanes;
    private final Reach reach;

    private LeaseRound(SlotPlan plan, int slots, int lanes, List<Member> members) {
        this.plan = plan;
        this.members = members.stream().sorted(Comparator.comparing(Member::id)).toList();
        this.slots = Holdings.ofSlots(slots, this.members);
        this.lanes = Holdings.ofLanes(lanes, this.members);
        this.reach = new Reach(plan, this.slots, this.members);
        for (int member = 0; member < this.members.size(); member++) {
            if (!this.members.get(member).report().stopping()) {
                candidates.add(member);
            }
        }
    }

    /**
     * The share of each member after this round, by its id.
     *
     * @param slots how many of the plan's slots there are partitions for
     * @param lanes how many lane numbers there are
     */
    static Map<String, Share> shares(SlotPlan plan, int slots, int lanes, List<Member> members) {
        return new LeaseRound(plan, slots, lanes, members).shares();
    }

    private Map<String, Share> shares() {
        List<Set<Integer>> unreachable =
                candidates.stream().map(reach::unreachable).toList();
        int[] slotTargets = SlotTargets.of(plan, slots, candidates, unreachable);
        int[] laneTargets = LaneTargets.of(lanes, candidates, weights(slotTargets));

        Set<Integer> wanted = new HashSet<>();
        for (int member = 0; member < members.size(); member++) {
            wanted.addAll(reach.failedServers(member));
        }
        Map<String, Share> shares = new LinkedHashMap<>();
        for (int member = 0; member < members.size(); member++) {
            LeaseOrder order = new LeaseOrder(
                    asked(member, slots, slotTargets),
                    asked(member, lanes, laneTargets),
                    reach.foundUnreachable(member),
                    wanted);
            shares.put(
                    members.get(member).id(),
                    new Share(owned(member, slots, slotTargets), owned(member, lanes, laneTargets), order));
        }
        return shares;
    }

    /** The units that it had and has not released, and those that it should have and nobody had. */
    private static Set<Integer> owned(int member, Holdings units, int[] targets) {
        return units.where(unit -> {
            boolean has = units.owner(unit) == member && !units.released(unit);
            boolean gains = units.owner(unit) == Holdings.NOBODY && targets[unit] == member;
            return has || gains;
        });
    }

    /** The units that it owns and another should have. */
    private static Set<Integer> asked(int member, Holdings units, int[] targets) {
        return units.where(unit -> units.owner(unit) == member && !units.released(unit) && targets[unit] != member);
    }

    /**
     * What each candidate will be able to send: the quota of the slots that it should have, except those that it has failed to
     * bind. When that is 0 for all, the plain quota; then the number of slots; then one for each.
     */
    private long[] weights(int[] targets) {
        return Stream.<IntToLongFunction>of(
                        slot -> reach.failing(targets[slot], slot)
                                ? 0
                                : plan.slot(slot).quota(),
                        slot -> plan.slot(slot).quota(),
                        slot -> 1)
                .map(weight -> sums(targets, weight))
                .filter(weights -> Arrays.stream(weights).anyMatch(weight -> weight > 0))
                .findFirst()
                .orElseGet(() -> candidates.stream().mapToLong(candidate -> 1).toArray());
    }

    private long[] sums(int[] targets, IntToLongFunction weight) {
        long[] sums = new long[members.size()];
        for (int slot = 0; slot < targets.length; slot++) {
            if (targets[slot] != Holdings.NOBODY) {
                sums[targets[slot]] += weight.applyAsLong(slot);
            }
        }
        return candidates.stream().mapToLong(member -> sums[member]).toArray();
    }
}
