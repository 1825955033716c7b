package io.smppworker.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.lease.LeaseRound.Member;
import io.smppworker.lease.LeaseRound.Share;
import io.smppworker.lease.MemberReport.Release;
import io.smppworker.lease.MemberReport.Servers;
import io.smppworker.throttle.SlotPlan;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is given what in a round. Long, because it has a test for each situation of a group. */
class LeaseRoundTest {
    private final LeaseScene scene = LeaseScene.ofSixteen();

    @ParameterizedTest(name = "{0} workers: {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    1  | 16
                    2  | 8 8
                    3  | 6 5 5
                    5  | 4 3 3 3 3
                    16 | 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1
                    20 | 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 0 0 0 0
                    """)
    void aFreshGroupSharesSlotsEvenlyAndStandsByBeyondThem(int workers, String expected) {
        for (int worker = 0; worker < workers; worker++) {
            scene.join("worker-%02d".formatted(worker));
        }

        scene.round();

        assertThat(scene.slotCounts())
                .isEqualTo(List.of(expected.split(" ")).stream()
                        .map(Integer::valueOf)
                        .toList());
        assertThat(scene.laneCounts().subList(Math.min(workers, 16), workers)).allMatch(lanes -> lanes == 0);
        assertThat(scene.laneCounts().stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(16);
        assertThat(scene.asked()).isZero();
    }

    @Test
    void aShareLiesOnAllServersAndBothLocations() {
        scene.join("a", "b").round();

        assertThat(scene.perServer("a")).containsExactly(2, 2, 2, 2);
        assertThat(scene.perServer("b")).containsExactly(2, 2, 2, 2);
    }

    @Test
    void twoSlotsLieInTwoLocations() {
        scene.join("a", "b", "c", "d", "e", "f", "g", "h").round();

        assertThat(scene.members.keySet()).allSatisfy(id -> {
            List<Integer> servers = scene.perServer(id);
            assertThat(List.of(servers.get(0) + servers.get(1), servers.get(2) + servers.get(3)))
                    .containsExactly(1, 1);
        });
    }

    @Test
    void theLocationWithOneServerIsSharedAsFarAsItGoes() {
        LeaseScene uneven = new LeaseScene(SlotPlan.of(List.of("A", "A", "A", "B"), 4, 0, 0, 50), 16);

        uneven.join("a", "b", "c", "d", "e").round();

        assertThat(uneven.slotCounts()).containsExactly(4, 3, 3, 3, 3);
        assertThat(uneven.members.keySet())
                .filteredOn(id -> uneven.perServer(id).get(3) == 1)
                .as("all of B's four slots are with different workers")
                .hasSize(4);
    }

    @Test
    void aThirdWorkerIsGivenNothingUntilTheOthersHaveReleasedWhatTheyAreAskedFor() {
        scene.join("a", "b").round().join("c").round();

        assertThat(scene.slotCounts()).containsExactly(8, 8, 0);
        assertThat(scene.laneCounts()).containsExactly(8, 8, 0);
        assertThat(scene.share("a").order().askedSlots()).hasSize(2);
        assertThat(scene.share("b").order().askedSlots()).hasSize(3);
        assertThat(scene.share("c").order()).isEqualTo(LeaseOrder.NOTHING);

        scene.handOver();

        assertThat(scene.slotCounts()).containsExactly(6, 5, 5);
        LeaseRules.checkSettled(
                scene.plan,
                scene.lanes,
                scene.shares,
                Map.of("a", Set.of(), "b", Set.of(), "c", Set.of()),
                (id, server) -> false);
        assertThat(scene.laneCounts())
                .as("b had more than its share rounded down: it, and not c, has it rounded up")
                .containsExactly(6, 6, 4);
    }

    @Test
    void whatIsReleasedIsNobodysInThatRound() {
        scene.join("a", "b").round().join("c").round();
        Set<Integer> asked = scene.share("a").order().askedSlots();

        scene.report(
                        "a",
                        report -> new MemberReport(
                                new Release(asked, asked), Release.NONE, Set.of(), Servers.NONE, false))
                .round();

        assertThat(scene.shares.values())
                .noneMatch(share -> share.slots().stream().anyMatch(asked::contains));
    }

    @Test
    void noOtherIsAskedForWhileWhatWasAskedForIsDrained() {
        scene.join("a", "b").round().join("c").round();
        Map<String, Share> before = scene.shares;

        scene.members
                .keySet()
                .forEach(id -> scene.report(
                        id,
                        report -> new MemberReport(
                                new Release(scene.share(id).order().askedSlots(), Set.of()),
                                new Release(scene.share(id).order().askedLanes(), Set.of()),
                                Set.of(),
                                Servers.NONE,
                                false)));
        scene.round();

        assertThat(scene.shares).isEqualTo(before);
    }

    @Test
    void whenOneLeavesTheOthersAreGivenItsSlotsAtOnceAndKeepTheirs() {
        scene.join("a", "b", "c").round();
        Set<Integer> kept = scene.share("a").slots();

        scene.leave("c").round();

        assertThat(scene.slotCounts()).containsExactly(8, 8);
        assertThat(scene.share("a").slots()).containsAll(kept);
        assertThat(scene.share("a").order().askedSlots()).isEmpty();
    }

    @Test
    void aWorkerThatIsStoppingIsGivenNothingMoreAndNoOtherDrainsForIt() {
        scene.join("a", "b", "c").round();
        Set<Integer> had = scene.share("b").slots();

        scene.report("b", LeaseScene::stopping).leave("c").round();

        assertThat(scene.share("b").slots()).isEqualTo(had);
        assertThat(scene.share("b").order().askedSlots()).isEqualTo(had);
        assertThat(scene.share("a").slots()).hasSize(16 - had.size());
        assertThat(scene.share("a").order()).isEqualTo(LeaseOrder.NOTHING);
    }

    @Test
    void slotsThatTheirOwnerCannotReachAreSwappedWithOneWhoCan() {
        scene.join("a", "b").round();
        Set<Integer> unreachable = scene.slotsOn("a", 2);

        scene.report("a", report -> LeaseScene.failing(report, unreachable, 0, 1, 3))
                .report("b", report -> LeaseScene.bound(report, 0, 1, 2, 3))
                .round();
        assertThat(scene.share("a").order().askedSlots()).isEqualTo(unreachable);
        assertThat(scene.share("a").order().unreachableServers()).containsExactly(2);
        assertThat(scene.share("b").order().wantedServers()).containsExactly(2);
        scene.handOver();

        assertThat(scene.slotCounts()).containsExactly(8, 8);
        assertThat(scene.slotsOn("a", 2)).isEmpty();
        assertThat(scene.slotsOn("b", 2)).hasSize(4);
        assertThat(scene.round().asked())
                .as("no way back while the server is avoided")
                .isZero();
    }

    @Test
    void whoeverIsBoundFirstAfterAnOutageOfAllServersTakesNoSlotFromTheOthers() {
        scene.join("a", "b").round();

        scene.report("a", report -> LeaseScene.failing(report, scene.share("a").slots()))
                .report("b", report -> LeaseScene.justBound(report, 0, 1, 2, 3))
                .round();

        assertThat(scene.share("a").order().askedSlots()).isEmpty();
        assertThat(scene.share("a").order().unreachableServers()).isEmpty();
        assertThat(scene.share("b").order().wantedServers())
                .as("what b asks for a round about, once a must have tried")
                .containsExactlyInAnyOrder(0, 1, 2, 3);
    }

    @Test
    void oneFailingSlotOfAServerThatItsOwnerIsBoundToStays() {
        scene.join("a", "b").round();
        Set<Integer> one = Set.of(scene.slotsOn("a", 2).iterator().next());

        scene.report("a", report -> LeaseScene.failing(report, one, 0, 1, 2, 3))
                .report("b", report -> LeaseScene.bound(report, 0, 1, 2, 3))
                .round();

        assertThat(scene.share("a").order().askedSlots()).isEmpty();
        assertThat(scene.share("a").order().wantedServers()).isEmpty();
    }

    @Test
    void nothingMovesWhenAServerIsDownForAll() {
        scene.join("a", "b").round();

        scene.report("a", report -> LeaseScene.failing(report, scene.slotsOn("a", 2), 0, 1, 3))
                .report("b", report -> LeaseScene.failing(report, scene.slotsOn("b", 2), 0, 1, 3))
                .round();

        assertThat(scene.asked()).isZero();
        assertThat(scene.share("a").order().wantedServers()).containsExactly(2);
        assertThat(scene.share("a").order().unreachableServers()).isEmpty();
    }

    @Test
    void nothingMovesWhenAllServersAreDown() {
        scene.join("a", "b").round();

        scene.members
                .keySet()
                .forEach(id -> scene.report(
                        id, report -> LeaseScene.failing(report, scene.share(id).slots())));
        scene.round();

        assertThat(scene.asked()).isZero();
        assertThat(scene.laneCounts()).containsExactly(8, 8);
    }

    @Test
    void lanesFollowTheQuotaThatCanBeSent() {
        scene.join("a", "b").round();
        Set<Integer> failing = new TreeSet<>(scene.slotsOn("a", 0));
        failing.addAll(scene.slotsOn("a", 1));

        scene.report("a", report -> LeaseScene.failing(report, failing)).round().handOver();

        assertThat(scene.laneCounts().get(0))
                .as("a third of the lanes, rounded down or up")
                .isBetween(5, 6);
        assertThat(scene.laneCounts().get(1)).isBetween(10, 11);
    }

    @Test
    void whoCannotSendHasNoLanesWhileAnotherCan() {
        scene.join("a", "b").round();

        scene.report("a", report -> LeaseScene.failing(report, scene.share("a").slots()))
                .round()
                .handOver();

        assertThat(scene.laneCounts()).containsExactly(0, 16);
    }

    @Test
    void transmittersAndReceiversAreEachSharedEvenly() {
        LeaseScene both = new LeaseScene(SlotPlan.of(List.of("A", "B"), 0, 2, 2, 50), 8);

        both.join("a", "b", "c").round();

        assertThat(both.slotCounts()).containsExactlyInAnyOrder(3, 3, 2);
        assertThat(both.members.keySet())
                .allSatisfy(id -> assertThat(both.share(id).slots().stream()
                                .filter(slot -> both.plan.slot(slot).type().transmits())
                                .count())
                        .isBetween(1L, 2L));
        assertThat(both.laneCounts().stream().mapToInt(Integer::intValue).sum()).isEqualTo(8);
    }

    @Test
    void receiversAloneShareLanesByTheirNumber() {
        LeaseScene receivers = new LeaseScene(SlotPlan.of(List.of("A"), 0, 0, 3, 0), 6);

        receivers.join("a", "b").round();

        assertThat(receivers.slotCounts()).containsExactly(2, 1);
        assertThat(receivers.laneCounts()).containsExactly(4, 2);
    }

    @Test
    void theNewestGenerationOwnsWhatTwoClaim() {
        List<Member> members = List.of(
                new Member("a", Set.of(0, 1), Set.of(0), 3, MemberReport.NOTHING),
                new Member("b", Set.of(1, 2), Set.of(0), 7, MemberReport.NOTHING));

        Map<String, Share> shares = LeaseRound.shares(scene.plan, 16, 16, members);

        LeaseRules.checkRound(members, shares);
        assertThat(share(shares, "a").slots()).contains(0).doesNotContain(1);
        assertThat(share(shares, "b").slots()).contains(1, 2);
        assertThat(share(shares, "b").lanes()).contains(0);
    }

    @Test
    void ofOneGenerationTheSmallerIdOwnsWhatTwoClaim() {
        List<Member> members = List.of(
                new Member("b", Set.of(1), Set.of(), 7, MemberReport.NOTHING),
                new Member("a", Set.of(1), Set.of(), 7, MemberReport.NOTHING));

        assertThat(share(LeaseRound.shares(scene.plan, 16, 16, members), "a").slots())
                .contains(1);
    }

    @Test
    void slotsWithoutAPartitionAreGivenToNobody() {
        Map<String, Share> shares = LeaseRound.shares(
                scene.plan, 5, 0, List.of(new Member("a", Set.of(9), Set.of(), 1, MemberReport.NOTHING)));

        assertThat(share(shares, "a").slots()).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void manySlotsAndMembersAreSharedEvenly() {
        LeaseScene large = new LeaseScene(SlotPlan.of(List.of("A", "B", "C", "B"), 25, 0, 0, 500), 100);
        for (int member = 0; member < 40; member++) {
            large.join("worker-" + member);
        }

        large.round();

        assertThat(large.slotCounts()).allMatch(count -> count == 2 || count == 3);
    }

    private static Share share(Map<String, Share> shares, String id) {
        return Objects.requireNonNull(shares.get(id));
    }
}
