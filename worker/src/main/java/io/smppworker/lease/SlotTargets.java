package io.smppworker.lease;

import io.smppworker.lease.LeastCostFlow.Price;
import io.smppworker.throttle.SlotPlan;
import io.smppworker.throttle.SlotPlan.Slot;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Which member should own which bind slot: the flow of least cost from slots over servers and locations to members. In
 * this order: no server that a member cannot reach, even shares, many servers, many locations, few moves, smaller ids
 * first. First the slots that transmit, then the others, whose shares even out what the first left uneven.
 *
 * <p>The last price is a scattered number for each pair of member and slot, so that a single solution is the best: while slots
 * are being drained and moved the target stays, because only the moves in its price change, and those only fall.
 */
final class SlotTargets {
    /** Bound of the scattered prices: ties among some hundred slots are unlikely. */
    private static final int SCATTER = 1 << 20;

    private final SlotPlan plan;
    private final Holdings slots;
    private final List<Integer> candidates;
    private final List<Set<Integer>> unreachable;
    private final int locations;

    private final long unreachablePrice;
    private final long evenKindPrice;
    private final long serverPrice;
    private final long movePrice;
    private final long rankPrice;

    private final int[] target;
    /** Slots that were shared out before, by member; then by member and server, and by member and location. */
    private final int[] shares;

    private final int[][] onServers;
    private final int[][] inLocations;

    private SlotTargets(SlotPlan plan, Holdings slots, List<Integer> candidates, List<Set<Integer>> unreachable) {
        this.plan = plan;
        this.slots = slots;
        this.candidates = candidates;
        this.unreachable = unreachable;
        this.locations =
                IntStream.range(0, plan.servers()).map(plan::location).max().orElse(-1) + 1;

        // more than 1 + 2 + 3 + ... over all slots: what the levels below can add up to
        long sums = slots.size() * (slots.size() + 1L) / 2 + 1;
        this.evenKindPrice = sums;
        this.unreachablePrice = sums * sums;
        this.serverPrice = sums;
        this.rankPrice = (long) SCATTER * Math.max(1, slots.size());
        this.movePrice = rankPrice * Math.max(1, slots.size()) * Math.max(1, candidates.size());

        this.target = new int[slots.size()];
        Arrays.fill(target, Holdings.NOBODY);
        this.shares = new int[candidates.size()];
        this.onServers = new int[candidates.size()][plan.servers()];
        this.inLocations = new int[candidates.size()][locations];
    }

    /**
     * The owner that each slot should have.
     *
     * @param slots the slots and their present owners
     * @param candidates indices of the members among whom to share, in the order of their ids
     * @param unreachable by candidate, the servers it cannot reach
     * @return for each slot the index of a member; {@link Holdings#NOBODY} when there are no candidates
     */
    static int[] of(SlotPlan plan, Holdings slots, List<Integer> candidates, List<Set<Integer>> unreachable) {
        SlotTargets targets = new SlotTargets(plan, slots, candidates, unreachable);
        if (!candidates.isEmpty()) {
            List<Slot> present = plan.slots().subList(0, slots.size());
            targets.share(
                    present.stream().filter(slot -> slot.type().transmits()).toList());
            targets.share(
                    present.stream().filter(slot -> !slot.type().transmits()).toList());
        }
        return targets.target;
    }

    /** Where the nodes of each kind begin; the slots are the first of all. */
    private record Nodes(int pairs, int locations, int members, int sink) {}

    private void share(List<Slot> kind) {
        int members = candidates.size();
        int firstLocation = kind.size() + members * plan.servers();
        int firstMember = firstLocation + members * locations;
        Nodes nodes = new Nodes(kind.size(), firstLocation, firstMember, firstMember + members);
        LeastCostFlow flow = new LeastCostFlow(nodes.sink() + 1);
        for (int member = 0; member < members; member++) {
            connect(member, flow, nodes, kind.size());
        }
        int[] firstEdges = new int[kind.size()];
        for (int i = 0; i < kind.size(); i++) {
            Slot slot = kind.get(i);
            for (int member = 0; member < members; member++) {
                int pair = nodes.pairs() + member * plan.servers() + slot.server();
                int edge = flow.edge(i, pair, 1, pairPrice(member, slot), Price.FREE);
                firstEdges[i] = edge - member;
            }
            flow.send(i, nodes.sink());
        }
        for (int i = 0; i < kind.size(); i++) {
            for (int member = 0; member < members; member++) {
                if (flow.sent(firstEdges[i] + member) > 0) {
                    give(member, kind.get(i));
                }
            }
        }
    }

    /** From its pairs with servers over its locations to the member, and on to the sink; each slot more costs more. */
    private void connect(int member, LeastCostFlow flow, Nodes nodes, int most) {
        Price perSlot = new Price(evenKindPrice + 1, 0, 0);
        Price firstSlot = new Price(evenKindPrice + 1 + shares[member], 0, rankPrice * member);
        flow.edge(nodes.members() + member, nodes.sink(), most, firstSlot, perSlot);

        Price perLocation = new Price(0, 1, 0);
        for (int location = 0; location < locations; location++) {
            Price first = new Price(0, 1L + inLocations[member][location], 0);
            int node = nodes.locations() + member * locations + location;
            flow.edge(node, nodes.members() + member, most, first, perLocation);
        }
        Price perServer = new Price(0, serverPrice, 0);
        for (int server = 0; server < plan.servers(); server++) {
            long penalty = unreachable.get(member).contains(server) ? unreachablePrice : 0;
            Price first = new Price(penalty, serverPrice * (1 + onServers[member][server]), 0);
            int location = nodes.locations() + member * locations + plan.location(server);
            flow.edge(nodes.pairs() + member * plan.servers() + server, location, most, first, perServer);
        }
    }

    private Price pairPrice(int member, Slot slot) {
        long move = slots.keeps(candidates.get(member), slot.number()) ? 0 : movePrice;
        return new Price(0, 0, move + scatter(member, slot.number()));
    }

    private void give(int member, Slot slot) {
        target[slot.number()] = candidates.get(member);
        shares[member]++;
        onServers[member][slot.server()]++;
        inLocations[member][plan.location(slot.server())]++;
    }

    /** Murmur3's finalizer (Appleby, public domain). */
    private static int scatter(int member, int slot) {
        int mixed = member * 31_337 + slot + 1;
        mixed = (mixed ^ (mixed >>> 16)) * 0x85ebca6b;
        mixed = (mixed ^ (mixed >>> 13)) * 0xc2b2ae35;
        return (mixed ^ (mixed >>> 16)) & (SCATTER - 1);
    }
}
