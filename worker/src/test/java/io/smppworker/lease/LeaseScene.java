package io.smppworker.lease;

import io.smppworker.lease.LeaseRound.Member;
import io.smppworker.lease.LeaseRound.Share;
import io.smppworker.lease.MemberReport.Release;
import io.smppworker.lease.MemberReport.Servers;
import io.smppworker.throttle.SlotPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A group whose members do what they are asked at once, for tests that look at single rounds. */
final class LeaseScene {
    final SlotPlan plan;
    final int lanes;
    final Map<String, Member> members = new TreeMap<>();
    Map<String, Share> shares = Map.of();
    private int generation;

    LeaseScene(SlotPlan plan, int lanes) {
        this.plan = plan;
        this.lanes = lanes;
    }

    /** Four servers in two locations, four transceivers each, 200 submit_sm/s together, sixteen lanes. */
    static LeaseScene ofSixteen() {
        return new LeaseScene(SlotPlan.of(List.of("A", "A", "B", "B"), 4, 0, 0, 50), 16);
    }

    LeaseScene join(String... ids) {
        for (String id : ids) {
            members.put(id, new Member(id, Set.of(), Set.of(), -1, MemberReport.NOTHING));
        }
        return this;
    }

    LeaseScene leave(String id) {
        members.remove(id);
        return this;
    }

    LeaseScene report(String id, UnaryOperator<MemberReport> change) {
        members.computeIfPresent(
                id,
                (same, member) -> new Member(
                        id, member.slots(), member.lanes(), member.generation(), change.apply(member.report())));
        return this;
    }

    /** One round; every member then owns what it was given. */
    LeaseScene round() {
        List<Member> joining = new ArrayList<>(members.values());
        shares = LeaseRound.shares(plan, plan.size(), lanes, joining);
        LeaseRules.checkRound(joining, shares);
        generation++;
        members.replaceAll(
                (id, member) -> new Member(id, share(id).slots(), share(id).lanes(), generation, member.report()));
        return this;
    }

    /** Releases what was asked for; then the rounds that revoke and assign it. */
    LeaseScene handOver() {
        members.keySet()
                .forEach(id -> report(
                        id,
                        report -> new MemberReport(
                                all(share(id).order().askedSlots()),
                                all(share(id).order().askedLanes()),
                                without(report.failingSlots(), share(id).order().askedSlots()),
                                new Servers(
                                        report.servers().bound(),
                                        report.servers().proven(),
                                        union(
                                                report.servers().avoided(),
                                                share(id).order().unreachableServers())),
                                report.stopping())));
        round();
        members.keySet()
                .forEach(id -> report(
                        id,
                        report -> new MemberReport(
                                Release.NONE,
                                Release.NONE,
                                report.failingSlots(),
                                report.servers(),
                                report.stopping())));
        return round();
    }

    Share share(String id) {
        return Objects.requireNonNull(shares.get(id));
    }

    List<Integer> slotCounts() {
        return counts(Share::slots);
    }

    List<Integer> laneCounts() {
        return counts(Share::lanes);
    }

    /** How many of a member's slots each server has. */
    List<Integer> perServer(String id) {
        int[] counts = new int[plan.servers()];
        share(id).slots().forEach(slot -> counts[plan.slot(slot).server()]++);
        return Arrays.stream(counts).boxed().toList();
    }

    Set<Integer> slotsOn(String id, int server) {
        Set<Integer> slots = new TreeSet<>(share(id).slots());
        slots.removeIf(slot -> plan.slot(slot).server() != server);
        return slots;
    }

    int asked() {
        return shares.values().stream()
                .mapToInt(share -> share.order().askedSlots().size()
                        + share.order().askedLanes().size())
                .sum();
    }

    /** In the order of the ids. */
    private List<Integer> counts(Function<Share, Set<Integer>> units) {
        return new TreeMap<>(shares)
                .values().stream().map(share -> units.apply(share).size()).toList();
    }

    /** Bound for so short that another need not have tried yet. */
    static MemberReport justBound(MemberReport report, Integer... servers) {
        return able(report, Set.of(), Set.of(servers), Set.of(), report.stopping());
    }

    static MemberReport bound(MemberReport report, Integer... servers) {
        return failing(report, report.failingSlots(), servers);
    }

    static MemberReport failing(MemberReport report, Set<Integer> slots, Integer... boundServers) {
        return able(report, slots, Set.of(boundServers), Set.of(boundServers), report.stopping());
    }

    static MemberReport stopping(MemberReport report) {
        return able(
                report,
                report.failingSlots(),
                report.servers().bound(),
                report.servers().proven(),
                true);
    }

    private static MemberReport able(
            MemberReport report, Set<Integer> failing, Set<Integer> bound, Set<Integer> proven, boolean stopping) {
        return new MemberReport(
                report.slots(),
                report.lanes(),
                failing,
                new Servers(bound, proven, report.servers().avoided()),
                stopping);
    }

    /** All that was asked for is released. */
    private static Release all(Set<Integer> asked) {
        return new Release(asked, asked);
    }

    private static Set<Integer> union(Set<Integer> one, Set<Integer> other) {
        Set<Integer> both = new TreeSet<>(one);
        both.addAll(other);
        return both;
    }

    private static Set<Integer> without(Set<Integer> one, Set<Integer> other) {
        Set<Integer> rest = new TreeSet<>(one);
        rest.removeAll(other);
        return rest;
    }
}
