package io.smppworker.lease;

import io.smppworker.lease.LeaseRound.Member;
import io.smppworker.lease.LeaseRound.Share;
import io.smppworker.throttle.SlotPlan;
import io.smppworker.throttle.SlotPlan.Slot;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;

/** The assignor's rules as checks that know nothing of how it works. Long, because all rules are here. */
final class LeaseRules {
    private static final Map<List<Integer>, Integer> BEST_SPREADS = new ConcurrentHashMap<>();

    private LeaseRules() {}

    /** What must hold of every round: nothing is taken, nothing is given twice, and Kafka would take it. */
    static void checkRound(List<Member> members, Map<String, Share> shares) {
        checkRound(
                "slot",
                members,
                shares,
                Member::slots,
                Share::slots,
                report -> report.slots().released());
        checkRound(
                "lane",
                members,
                shares,
                Member::lanes,
                Share::lanes,
                report -> report.lanes().released());
        for (Member member : members) {
            Share share = at(shares, member.id());
            check(share.slots().containsAll(share.order().askedSlots()), "asked for a slot that it does not own");
            check(share.lanes().containsAll(share.order().askedLanes()), "asked for a lane that it does not own");
        }
    }

    private static void checkRound(
            String kind,
            List<Member> members,
            Map<String, Share> shares,
            Function<Member, Set<Integer>> claims,
            Function<Share, Set<Integer>> shared,
            Function<MemberReport, Set<Integer>> releases) {
        Map<Integer, Member> owners = new HashMap<>();
        for (Member member : members) {
            for (int unit : claims.apply(member)) {
                owners.merge(unit, member, LeaseRules::newer);
            }
        }
        Map<Integer, String> given = new HashMap<>();
        shares.forEach((id, share) -> {
            for (int unit : shared.apply(share)) {
                String other = given.put(unit, id);
                check(other == null, "given to two", kind, unit, other, id);
                Member owner = owners.get(unit);
                check(owner == null || owner.id().equals(id), "taken and given to another", kind, unit, id);
            }
        });
        owners.forEach((unit, owner) -> {
            boolean released = releases.apply(owner.report()).contains(unit);
            check(
                    given.containsKey(unit) != released,
                    "taken without being released, or kept though released",
                    kind,
                    unit,
                    owner.id(),
                    released);
        });
        // ConsumerCoordinator.validateCooperativeAssignment
        Set<Integer> added = new HashSet<>();
        Set<Integer> revoked = new HashSet<>();
        for (Member member : members) {
            Set<Integer> after = shared.apply(at(shares, member.id()));
            after.stream().filter(unit -> !claims.apply(member).contains(unit)).forEach(added::add);
            claims.apply(member).stream().filter(unit -> !after.contains(unit)).forEach(revoked::add);
        }
        added.retainAll(revoked);
        check(added.isEmpty(), "added and revoked at once", kind, added);
    }

    private static Member newer(Member one, Member other) {
        if (one.generation() != other.generation()) {
            return one.generation() > other.generation() ? one : other;
        }
        return one.id().compareTo(other.id()) < 0 ? one : other;
    }

    /** What must hold once nothing happens any more. {@code unreachable}: by member and server. */
    static void checkSettled(
            SlotPlan plan,
            int lanes,
            Map<String, Share> shares,
            Map<String, Set<Integer>> failing,
            BiPredicate<String, Integer> unreachable) {
        Map<Integer, String> owners = owners(shares, Share::slots);
        check(owners.size() == plan.size(), "not all slots are owned", owners);
        check(owners(shares, Share::lanes).size() == lanes, "not all lanes are owned");
        shares.forEach((id, share) -> check(
                share.order().askedSlots().isEmpty()
                        && share.order().askedLanes().isEmpty(),
                "something is asked for"));
        checkReach(plan, owners, shares.keySet(), unreachable);
        checkEven(plan, owners, shares.keySet(), unreachable);
        boolean allReachable = plan.slots().stream()
                .noneMatch(slot -> shares.keySet().stream().anyMatch(id -> unreachable.test(id, slot.server())));
        if (allReachable) {
            checkSpread(plan, owners, shares);
        }
        checkLanes(plan, lanes, shares, failing);
    }

    private static Map<Integer, String> owners(Map<String, Share> shares, Function<Share, Set<Integer>> units) {
        Map<Integer, String> owners = new TreeMap<>();
        shares.forEach((id, share) -> units.apply(share).forEach(unit -> owners.put(unit, id)));
        return owners;
    }

    private static void checkReach(
            SlotPlan plan,
            Map<Integer, String> owners,
            Collection<String> ids,
            BiPredicate<String, Integer> unreachable) {
        for (Slot slot : plan.slots()) {
            boolean bad = unreachable.test(at(owners, slot.number()), slot.server());
            boolean needless = ids.stream().anyMatch(id -> !unreachable.test(id, slot.server()));
            check(!(bad && needless), "a slot is where it cannot be bound", slot);
        }
    }

    /**
     * No chain of moves, each to a member that can reach the slot's server, leads from a member to one with two less, of
     * either kind. Without unreachable servers the shares of all slots together differ by one at most, too.
     */
    private static void checkEven(
            SlotPlan plan,
            Map<Integer, String> owners,
            Collection<String> ids,
            BiPredicate<String, Integer> unreachable) {
        for (boolean transmits : new boolean[] {true, false}) {
            List<Slot> kind = plan.slots().stream()
                    .filter(slot -> slot.type().transmits() == transmits)
                    .toList();
            Map<String, Integer> counts = counts(kind, owners, ids);
            for (String rich : ids) {
                for (String poor : downstream(rich, kind, owners, ids, unreachable)) {
                    check(at(counts, rich) - at(counts, poor) <= 1, "shares are uneven", counts);
                }
            }
        }
        boolean allReachable = plan.slots().stream()
                .noneMatch(slot -> ids.stream().anyMatch(id -> unreachable.test(id, slot.server())));
        if (allReachable) {
            Collection<Integer> all = counts(plan.slots(), owners, ids).values();
            int most = all.stream().max(Integer::compare).orElseThrow();
            int least = all.stream().min(Integer::compare).orElseThrow();
            check(most - least <= 1, "shares of both kinds together are uneven", all);
        }
    }

    private static Map<String, Integer> counts(List<Slot> slots, Map<Integer, String> owners, Collection<String> ids) {
        Map<String, Integer> counts = new TreeMap<>();
        ids.forEach(id -> counts.put(id, 0));
        slots.forEach(slot -> counts.merge(at(owners, slot.number()), 1, Integer::sum));
        return counts;
    }

    private static Set<String> downstream(
            String from,
            List<Slot> kind,
            Map<Integer, String> owners,
            Collection<String> ids,
            BiPredicate<String, Integer> unreachable) {
        Set<String> found = new HashSet<>(Set.of(from));
        Queue<String> queue = new ArrayDeque<>(found);
        while (!queue.isEmpty()) {
            String member = queue.remove();
            for (Slot slot : kind) {
                if (at(owners, slot.number()).equals(member)) {
                    boolean bad = unreachable.test(member, slot.server());
                    for (String id : ids) {
                        if ((bad || !unreachable.test(id, slot.server())) && found.add(id)) {
                            queue.add(id);
                        }
                    }
                }
            }
        }
        return found;
    }

    /** As many servers as can be, then as many locations, of what transmits; the others cannot be swapped for better. */
    private static void checkSpread(SlotPlan plan, Map<Integer, String> owners, Map<String, Share> shares) {
        List<Slot> transmitting =
                plan.slots().stream().filter(slot -> slot.type().transmits()).toList();
        int cost = 0;
        for (String id : shares.keySet()) {
            Predicate<Slot> own = slot -> at(owners, slot.number()).equals(id);
            int[] servers = new int[plan.servers()];
            int[] locations = new int[plan.servers()];
            transmitting.stream().filter(own).forEach(slot -> {
                servers[slot.server()]++;
                locations[plan.location(slot.server())]++;
            });
            int most = 0;
            int least = Integer.MAX_VALUE;
            for (int count : servers) {
                most = Math.max(most, count);
                least = Math.min(least, count);
            }
            check(most - least <= 1, "a member's slots lie on fewer servers than they could");
            for (int count : locations) {
                cost += count * (count + 1) / 2;
            }
        }
        List<Integer> key = new ArrayList<>(List.of(shares.size(), transmitting.size()));
        for (int server = 0; server < plan.servers(); server++) {
            key.add(plan.location(server));
        }
        int best = BEST_SPREADS.computeIfAbsent(
                key, unknown -> BestSpread.locations(plan, shares.size(), transmitting.size()));
        check(cost == best, "slots lie in fewer locations than they could", cost, best);
        checkNoBetterSwap(plan, owners);
    }

    private static void checkNoBetterSwap(SlotPlan plan, Map<Integer, String> owners) {
        Map<String, int[]> servers = new HashMap<>();
        plan.slots()
                .forEach(slot -> servers.computeIfAbsent(at(owners, slot.number()), id -> new int[plan.servers()])[
                        slot.server()]++);
        for (Slot one : plan.slots()) {
            for (Slot other : plan.slots()) {
                if (one.type().transmits() || other.type().transmits() || one.server() == other.server()) {
                    continue;
                }
                String here = at(owners, one.number());
                String there = at(owners, other.number());
                int[] mine = at(servers, here);
                int[] theirs = at(servers, there);
                int better = mine[one.server()]
                        - (mine[other.server()] + 1)
                        + theirs[other.server()]
                        - (theirs[one.server()] + 1);
                check(here.equals(there) || better <= 0, "swapping two slots spreads better", one, other);
            }
        }
    }

    private static void checkLanes(
            SlotPlan plan, int lanes, Map<String, Share> shares, Map<String, Set<Integer>> failing) {
        Map<String, Long> weights = new TreeMap<>();
        shares.forEach((id, share) -> weights.put(
                id,
                share.slots().stream()
                        .filter(slot -> !at(failing, id).contains(slot))
                        .mapToLong(slot -> plan.slot(slot).quota())
                        .sum()));
        if (sum(weights) == 0) {
            shares.forEach((id, share) -> weights.put(
                    id,
                    share.slots().stream()
                            .mapToLong(slot -> plan.slot(slot).quota())
                            .sum()));
        }
        if (sum(weights) == 0) {
            shares.forEach((id, share) -> weights.put(id, (long) share.slots().size()));
        }
        long total = sum(weights);
        shares.forEach((id, share) -> {
            long exact = lanes * at(weights, id);
            long least = exact / total;
            long most = (exact + total - 1) / total;
            int has = share.lanes().size();
            check(least <= has && has <= most, "lanes are not in proportion", id, has, lanes, weights);
        });
    }

    private static long sum(Map<String, Long> weights) {
        return weights.values().stream().mapToLong(Long::longValue).sum();
    }

    private static <K, V> V at(Map<K, V> map, K key) {
        return Objects.requireNonNull(map.get(key));
    }

    /** Words are put together only when they are needed: millions of these are made. */
    static void check(boolean holds, String violation, Object... details) {
        if (!holds) {
            throw new AssertionError(violation + ": " + Arrays.asList(details));
        }
    }
}
