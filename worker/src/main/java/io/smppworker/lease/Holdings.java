package io.smppworker.lease;

import io.smppworker.lease.LeaseRound.Member;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The owners of all units of one kind, bind slots or lane numbers, when a round begins. When several members claim a unit, the
 * one with the newest generation owns it, of these the one with the smallest id. Members are named by their index.
 */
final class Holdings {
    static final int NOBODY = -1;

    private final int[] owner;
    private final boolean[] leaving;
    private final boolean[] released;

    private Holdings(int units) {
        this.owner = new int[units];
        this.leaving = new boolean[units];
        this.released = new boolean[units];
        Arrays.fill(owner, NOBODY);
    }

    /** @param members in the order of their ids */
    static Holdings ofSlots(int slots, List<Member> members) {
        return of(
                slots,
                members,
                Member::slots,
                member -> member.report().slots().leaving(),
                member -> member.report().slots().released());
    }

    /** @param members in the order of their ids */
    static Holdings ofLanes(int lanes, List<Member> members) {
        return of(
                lanes,
                members,
                Member::lanes,
                member -> member.report().lanes().leaving(),
                member -> member.report().lanes().released());
    }

    private static Holdings of(
            int units,
            List<Member> members,
            Function<Member, Set<Integer>> claimed,
            Function<Member, Set<Integer>> leaving,
            Function<Member, Set<Integer>> released) {
        Holdings holdings = new Holdings(units);
        for (int index = 0; index < members.size(); index++) {
            Member member = members.get(index);
            for (int unit : claimed.apply(member)) {
                if (unit < units && member.generation() > generation(holdings.owner[unit], members)) {
                    holdings.owner[unit] = index;
                }
            }
        }
        for (int unit = 0; unit < units; unit++) {
            if (holdings.owner[unit] != NOBODY) {
                Member member = members.get(holdings.owner[unit]);
                holdings.released[unit] = released.apply(member).contains(unit);
                holdings.leaving[unit] =
                        holdings.released[unit] || leaving.apply(member).contains(unit);
            }
        }
        return holdings;
    }

    private static int generation(int owner, List<Member> members) {
        return owner == NOBODY ? Integer.MIN_VALUE : members.get(owner).generation();
    }

    int size() {
        return owner.length;
    }

    /** The units of which it is true. */
    Set<Integer> where(IntPredicate which) {
        return IntStream.range(0, size()).filter(which).boxed().collect(Collectors.toCollection(TreeSet::new));
    }

    /** {@link #NOBODY} for a unit that can be given away in this round. */
    int owner(int unit) {
        return owner[unit];
    }

    /** Whether the member owns the unit and is not leaving it. */
    boolean keeps(int member, int unit) {
        return owner[unit] == member && !leaving[unit];
    }

    /** Whether its owner no longer uses it: nobody's in this round, free in the next. */
    boolean released(int unit) {
        return released[unit];
    }
}
