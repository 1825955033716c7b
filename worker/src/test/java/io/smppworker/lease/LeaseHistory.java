package io.smppworker.lease;

import static io.smppworker.lease.LeaseRules.check;

import io.smppworker.lease.LeaseRound.Member;
import io.smppworker.lease.LeaseRound.Share;
import io.smppworker.throttle.SlotPlan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One history of a group, made from a seed, in virtual seconds: members join, leave in order, crash, freeze and thaw;
 * servers go away for one member or for all; drains are slow. Every round is checked, and the end once nothing happens any
 * more. Throws AssertionError for what breaks a rule.
 */
final class LeaseHistory {
    /** A round asks, one revokes, one assigns. */
    private static final int ROUNDS_TO_SETTLE = 3;

    private static final int SETTLING_ENDS_AFTER = 100;

    private final Random random;
    private final SlotPlan plan;
    private final int laneCount;
    private final int slowestDrain;
    private final boolean keepsWhatIsNoLongerAsked;
    private final boolean saysThatItStops;
    private final Map<String, SimulatedMember> group = new TreeMap<>();
    private final List<SimulatedMember> frozen = new ArrayList<>();
    /** Servers that no one can reach, and for each member those that it cannot. */
    private final Set<Integer> down = new HashSet<>();

    private final Map<String, Set<Integer>> cut = new HashMap<>();
    private final Map<Integer, String> slotUsers = new HashMap<>();
    private final Map<Integer, String> laneUsers = new HashMap<>();
    private int generation;
    private int joined;
    private int now;
    private int rounds;
    private boolean settling;

    LeaseHistory(long seed) {
        this.random = new Random(seed);
        this.plan = anyPlan();
        this.laneCount = random.nextInt(4) == 0 ? random.nextInt(25) : plan.size();
        this.slowestDrain = 1 + random.nextInt(40);
        this.keepsWhatIsNoLongerAsked = random.nextBoolean();
        this.saysThatItStops = random.nextBoolean();
    }

    private SlotPlan anyPlan() {
        List<String> locations = new ArrayList<>();
        if (random.nextBoolean()) {
            return SlotPlan.of(List.of("A", "A", "B", "B"), 4, 0, 0, 50);
        }
        for (int server = 1 + random.nextInt(5); server > 0; server--) {
            locations.add("L" + random.nextInt(3));
        }
        return random.nextBoolean()
                ? SlotPlan.of(locations, 1 + random.nextInt(4), 0, 0, random.nextInt(60))
                : SlotPlan.of(
                        locations, random.nextInt(2), 1 + random.nextInt(2), random.nextInt(3), random.nextInt(60));
    }

    /** How many rounds it took. */
    int run() {
        for (int members = 1 + random.nextInt(4); members > 0; members--) {
            join();
        }
        for (int steps = random.nextInt(16); steps > 0; steps--) {
            event();
            pass(random.nextInt(12));
            if (random.nextInt(4) > 0) {
                round();
            }
        }
        settle();
        return rounds;
    }

    private void event() {
        if (group.isEmpty()) {
            join();
        }
        List<SimulatedMember> members = List.copyOf(group.values());
        SimulatedMember one = members.get(random.nextInt(members.size()));
        int server = random.nextInt(plan.servers());
        switch (random.nextInt(12)) {
            case 0, 1 -> join();
            case 2 -> leaveInOrder(one);
            case 3 -> expel(one);
            case 4 -> {
                expel(one);
                frozen.add(one);
            }
            case 5 -> thaw();
            case 6, 7 -> toggle(cut.computeIfAbsent(one.id, id -> new HashSet<>()), server);
            case 8 -> toggle(down, server);
            case 9 -> {
                cut.clear();
                down.clear();
            }
            default -> {} // time passes
        }
    }

    private void join() {
        if (group.size() < 9) {
            String id = (char) ('a' + random.nextInt(26)) + "-" + joined++;
            group.put(id, new SimulatedMember(id, plan));
        }
    }

    /** Everything is drained and released, then the group is left. */
    private void leaveInOrder(SimulatedMember member) {
        member.leavesInOrder = true;
        member.stopping = saysThatItStops;
        member.slots.leaveAll(random, slowestDrain);
        member.lanes.leaveAll(random, slowestDrain);
    }

    /** Its session has expired, or it has left: whatever it was assigned it cannot use any more. */
    private void expel(SimulatedMember member) {
        group.remove(member.id);
        slotUsers.values().removeIf(member.id::equals);
        laneUsers.values().removeIf(member.id::equals);
    }

    /** Comes back, and either knows that all is lost, or still claims what it had. */
    private void thaw() {
        if (!frozen.isEmpty()) {
            SimulatedMember member = frozen.remove(random.nextInt(frozen.size()));
            if (random.nextBoolean()) {
                member.loseAll();
            }
            group.put(member.id, member);
        }
    }

    private static void toggle(Set<Integer> servers, int server) {
        if (!servers.remove(server)) {
            servers.add(server);
        }
    }

    /** Drains go on, sessions come up and go down. */
    private void pass(int seconds) {
        now += seconds;
        for (SimulatedMember member : List.copyOf(group.values())) {
            member.slots.drain(seconds).forEach(slot -> slotUsers.remove(slot, member.id));
            member.lanes.drain(seconds).forEach(lane -> laneUsers.remove(lane, member.id));
            member.bind(server -> !down.contains(server) && !cut(member).contains(server), now);
            if (member.leavesInOrder && member.slots.draining.isEmpty() && member.lanes.draining.isEmpty()) {
                expel(member);
            }
        }
    }

    private Set<Integer> cut(SimulatedMember member) {
        return cut.getOrDefault(member.id, Set.of());
    }

    private Map<String, Share> round() {
        rounds++;
        generation++;
        List<Member> members = new ArrayList<>();
        group.values().forEach(member -> members.add(member.joining(now)));
        Map<String, Share> shares = LeaseRound.shares(plan, plan.size(), laneCount, members);
        LeaseRules.checkRound(members, shares);
        Collections.shuffle(members, random);
        check(LeaseRound.shares(plan, plan.size(), laneCount, members).equals(shares), "order matters");

        for (SimulatedMember member : group.values()) {
            boolean missed = !settling && random.nextInt(20) == 0; // the next round began before it knew of it
            if (!missed) {
                assign(member, Objects.requireNonNull(shares.get(member.id)));
            }
        }
        return shares;
    }

    private void assign(SimulatedMember member, Share share) {
        use(member.id, share.slots(), slotUsers);
        use(member.id, share.lanes(), laneUsers);
        member.generation = generation;
        member.slots.own(share.slots());
        member.lanes.own(share.lanes());
        member.ordered(share.order(), now);
        if (member.leavesInOrder) {
            member.slots.leaveAll(random, slowestDrain);
            member.lanes.leaveAll(random, slowestDrain);
            return;
        }
        if (keepsWhatIsNoLongerAsked) {
            member.slots.keepUnless(share.order().askedSlots());
            member.lanes.keepUnless(share.order().askedLanes());
        }
        new TreeSet<>(share.order().askedSlots())
                .forEach(slot -> member.slots.leave(slot, 1 + random.nextInt(slowestDrain)));
        new TreeSet<>(share.order().askedLanes())
                .forEach(lane -> member.lanes.leave(lane, 1 + random.nextInt(slowestDrain)));
    }

    /** From when it is assigned until it has released it, or is out of the group, a member may use a unit: alone. */
    private static void use(String id, Set<Integer> units, Map<Integer, String> users) {
        users.forEach((unit, user) ->
                check(!user.equals(id) || units.contains(unit), "taken from one who uses it", unit, id));
        for (int unit : units) {
            String user = users.put(unit, id);
            check(user == null || user.equals(id), "used by one and given to another", unit, user, id);
        }
    }

    /** Events stop; drains end, servers are bound or found to fail; then the group must come to rest, and stay there. */
    private void settle() {
        settling = true;
        if (random.nextBoolean()) {
            cut.clear();
            down.clear();
        }
        boolean forget = random.nextBoolean();
        group.values().forEach(member -> member.avoidForGood(forget, now));
        pass(slowestDrain); // those that were leaving have left
        if (group.isEmpty()) {
            join();
        }
        Set<List<Object>> known = Set.of();
        int undisturbed = 0;
        for (int all = 0; undisturbed < ROUNDS_TO_SETTLE + 2; all++) {
            check(all < SETTLING_ENDS_AFTER, "does not settle");
            pass(slowestDrain);
            pass(SimulatedMember.FAILING_AFTER);
            Set<List<Object>> found = inabilities();
            if (!known.containsAll(found)) {
                undisturbed = 0;
            }
            known = found;
            Map<String, Share> before = held();
            Map<String, Share> shares = round();
            undisturbed++;
            if (undisturbed > ROUNDS_TO_SETTLE) {
                check(held().equals(before), "moves again", before, held());
            }
            if (undisturbed >= ROUNDS_TO_SETTLE) {
                Map<String, Set<Integer>> failing = new HashMap<>();
                group.values().forEach(member -> failing.put(member.id, member.failing(now)));
                LeaseRules.checkSettled(plan, laneCount, shares, failing, this::unreachable);
            }
        }
    }

    /** What the members cannot do: which slots they fail to bind, which servers they should not be given. */
    private Set<List<Object>> inabilities() {
        Set<List<Object>> found = new HashSet<>();
        for (SimulatedMember member : group.values()) {
            member.failing(now).forEach(slot -> found.add(List.of(member.id, "slot", slot)));
            for (int server = 0; server < plan.servers(); server++) {
                if (unreachable(member.id, server)) {
                    found.add(List.of(member.id, "server", server));
                }
            }
        }
        return found;
    }

    private boolean unreachable(String id, int server) {
        SimulatedMember member = Objects.requireNonNull(group.get(id));
        if (member.avoided(now).contains(server)) {
            return true;
        }
        return member.failing(now).stream().anyMatch(slot -> plan.slot(slot).server() == server)
                && !member.boundServers().contains(server)
                && group.values().stream()
                        .anyMatch(other -> other.provenServers(now).contains(server));
    }

    /** What each member owns, without what is asked of it. */
    private Map<String, Share> held() {
        Map<String, Share> held = new TreeMap<>();
        group.values()
                .forEach(member -> held.put(
                        member.id,
                        new Share(Set.copyOf(member.slots.owned), Set.copyOf(member.lanes.owned), LeaseOrder.NOTHING)));
        return held;
    }
}
