package io.smppworker.lease;

import io.smppworker.throttle.SlotPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The best that can be had when slots are shared evenly, worked out without a flow. Every server has the same number of
 * slots of a kind, so each member can have its share spread over the servers to within one of each other; what is left of
 * each share beyond that is dealt to the locations by trying everything.
 */
final class BestSpread {
    private static final int IMPOSSIBLE = Integer.MAX_VALUE;

    private final int[] serversIn;
    private final int members;
    private final int slots;
    private final Map<List<Integer>, Integer> known = new HashMap<>();

    private BestSpread(SlotPlan plan, int members, int slots) {
        this.members = members;
        this.slots = slots;
        int locations = 0;
        for (int server = 0; server < plan.servers(); server++) {
            locations = Math.max(locations, plan.location(server) + 1);
        }
        serversIn = new int[locations];
        for (int server = 0; server < plan.servers(); server++) {
            serversIn[plan.location(server)]++;
        }
    }

    /**
     * The least sum of 1 + 2 + ... + n over the n slots of each member in each location.
     *
     * @param slots of the kind; a multiple of the number of servers
     */
    static int locations(SlotPlan plan, int members, int slots) {
        BestSpread spread = new BestSpread(plan, members, slots);
        List<Integer> left = new ArrayList<>();
        for (int servers : spread.serversIn) {
            left.add(servers * (slots / plan.servers()));
        }
        return spread.from(0, left);
    }

    private int share(int member) {
        return slots / members + (member < slots % members ? 1 : 0);
    }

    private int from(int member, List<Integer> left) {
        if (member == members) {
            return 0;
        }
        List<Integer> key = new ArrayList<>(left);
        key.add(member);
        Integer before = known.get(key);
        if (before != null) {
            return before;
        }
        int best = deal(member, 0, share(member), 0, left);
        known.put(key, best);
        return best;
    }

    private int deal(int member, int location, int toDeal, int cost, List<Integer> left) {
        if (location == serversIn.length) {
            int rest = toDeal > 0 ? IMPOSSIBLE : from(member + 1, left);
            return rest == IMPOSSIBLE ? IMPOSSIBLE : cost + rest;
        }
        int least = share(member) / IntStream.of(serversIn).sum() * serversIn[location];
        int most = Math.min(Math.min(toDeal, left.get(location)), least + serversIn[location]);
        int best = IMPOSSIBLE;
        for (int dealt = least; dealt <= most; dealt++) {
            List<Integer> after = new ArrayList<>(left);
            after.set(location, left.get(location) - dealt);
            best = Math.min(best, deal(member, location + 1, toDeal - dealt, cost + dealt * (dealt + 1) / 2, after));
        }
        return best;
    }
}
