package io.smppworker.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.junit.jupiter.api.Test;

/**
 * Slots and lanes come and go, with Kafka's own mock of a consumer in place of the group, in virtual time. Long, because it has
 * a test for each order of events.
 */
class OwnershipTest {
    private static final TopicPartition SLOT_0 = MemberScene.slot(0);
    private static final TopicPartition SLOT_1 = MemberScene.slot(1);
    private static final TopicPartition LANE_0 = MemberScene.lane(0);
    private static final TopicPartition LANE_1 = MemberScene.lane(1);

    private final MemberScene scene = new MemberScene();

    @Test
    void aGainedSlotIsBoundAtOnceAndALaneIsPolledOnlyWhenItsJournalIsKnown() {
        scene.assigned(SLOT_0, LANE_0);
        scene.step();

        assertThat(scene.handover.gained).containsExactly(0);
        assertThat(scene.consumer.paused()).containsExactly(LANE_0);
        assertThat(scene.ownership.lanesInUse()).isEmpty();

        scene.handover.recovered(LANE_0, 17);
        scene.step();

        assertThat(scene.ownership.lanesInUse()).containsExactly(LANE_0);
        assertThat(scene.consumer.position(LANE_0)).isEqualTo(17);
    }

    @Test
    void whatIsAskedForIsDrainedAndCommittedBeforeItIsReportedAsReleased() {
        scene.assigned(SLOT_0, SLOT_1, LANE_0, LANE_1);
        scene.handover.recovered(LANE_0, 0);
        scene.handover.recovered(LANE_1, 0);
        scene.step();
        scene.asked(Set.of(1), Set.of(1));
        scene.step();

        assertThat(scene.handover.releasing).containsExactlyInAnyOrder(SLOT_1, LANE_1);
        assertThat(scene.consumer.paused()).contains(LANE_1);
        assertThat(scene.ownership.lanesInUse()).containsExactly(LANE_0);
        assertThat(scene.membership.report().slots().leaving()).containsExactly(1);
        assertThat(scene.membership.report().slots().released()).isEmpty();
        scene.ordered(Set.of(1), Set.of(1), SLOT_0, SLOT_1, LANE_0, LANE_1);

        scene.handover.positions.put(LANE_1, 42L);
        scene.handover.released(SLOT_1);
        scene.handover.released(LANE_1);
        scene.consumer.refuseCommits = true;
        scene.after(Duration.ofMillis(600));
        assertThat(scene.membership.report().lanes().released()).isEmpty();
        scene.ordered(Set.of(1), Set.of(1), SLOT_0, SLOT_1, LANE_0, LANE_1);

        scene.consumer.refuseCommits = false;
        scene.after(Duration.ofMillis(100));
        assertThat(scene.consumer.committed(Set.of(LANE_1))).containsEntry(LANE_1, new OffsetAndMetadata(42));
        assertThat(scene.consumer.shouldRebalance()).isTrue();
        MemberReport report = scene.membership.report();
        assertThat(report.slots().released()).containsExactly(1);
        assertThat(report.lanes().released()).containsExactly(1);
    }

    @Test
    void nothingIsLeftToDoWhenWhatWasReleasedIsTaken() {
        scene.assigned(SLOT_0, SLOT_1);
        scene.asked(Set.of(1), Set.of());
        scene.step();
        scene.handover.released(SLOT_1);
        scene.step();

        scene.assigned(SLOT_0);

        assertThat(scene.handover.gone).containsExactly(SLOT_1);
        assertThat(scene.handover.releasing).isEmpty();
    }

    @Test
    void whatIsReleasedWithinATenthOfASecondIsReportedAtOnce() {
        scene.assigned(SLOT_0, SLOT_1);
        scene.asked(Set.of(0, 1), Set.of());
        scene.step();
        scene.handover.released(SLOT_0);
        scene.step();
        assertThat(scene.consumer.shouldRebalance()).isFalse();

        scene.handover.released(SLOT_1);
        scene.step();
        assertThat(scene.consumer.shouldRebalance()).isTrue();
    }

    @Test
    void itIsSettledUnlessSomethingComesOrGoes() {
        assertThat(scene.ownership.isSettled()).isFalse();
        scene.assigned(SLOT_0, LANE_0);
        scene.step();
        assertThat(scene.ownership.isSettled()).as("its journal is being read").isFalse();

        scene.handover.recovered(LANE_0, 0);
        scene.step();
        assertThat(scene.ownership.isSettled()).isTrue();

        scene.asked(Set.of(0), Set.of());
        scene.step();
        assertThat(scene.ownership.isSettled()).as("a slot is being drained").isFalse();

        scene.handover.released(SLOT_0);
        scene.step();
        assertThat(scene.ownership.isSettled()).as("the group is to be asked").isFalse();

        scene.assigned(LANE_0);
        scene.step();
        assertThat(scene.ownership.isSettled()).isTrue();
    }

    @Test
    void aSlotThatDrainsForLongHoldsUpNoOther() {
        scene.assigned(SLOT_0, SLOT_1);
        scene.asked(Set.of(0, 1), Set.of());
        scene.step();
        scene.handover.released(SLOT_0);
        scene.step();
        scene.after(Duration.ofMillis(100));

        assertThat(scene.consumer.shouldRebalance()).isTrue();
        assertThat(scene.membership.report().slots().released()).containsExactly(0);
    }

    @Test
    void whatIsReleasedWhileTheGroupIsFormedIsReportedInTheNextRound() {
        scene.assigned(SLOT_0, SLOT_1);
        scene.asked(Set.of(1), Set.of());
        scene.step();
        scene.membership.report(); // joins, because another worker has come
        scene.handover.released(SLOT_1);
        scene.step();
        assertThat(scene.consumer.shouldRebalance()).isFalse();

        scene.ordered(Set.of(1), Set.of(), SLOT_0, SLOT_1);
        scene.step();
        assertThat(scene.consumer.shouldRebalance()).isTrue();
    }

    @Test
    void aLaneAskedForWhileItsJournalIsReadIsNeverPolled() {
        scene.assigned(SLOT_0, LANE_0);
        scene.asked(Set.of(), Set.of(0));
        scene.step();
        scene.handover.recovered(LANE_0, 5);
        scene.step();
        assertThat(scene.ownership.lanesInUse()).isEmpty();

        scene.handover.released(LANE_0);
        scene.step();
        assertThat(scene.membership.report().lanes().released()).containsExactly(0);
    }

    @Test
    void whatWasLearntOfALaneThatWasLostMeanwhileIsNotUsedWhenItComesAgain() {
        scene.assigned(SLOT_0, LANE_0);
        scene.ownership.onPartitionsLost(List.of(SLOT_0, LANE_0));
        scene.consumer.rebalance(List.of());
        scene.assigned(SLOT_0, LANE_0);
        scene.handover.recoveredFirst(LANE_0, 5);
        scene.step();
        assertThat(scene.ownership.lanesInUse()).isEmpty();

        scene.handover.recovered(LANE_0, 9);
        scene.step();
        assertThat(scene.consumer.position(LANE_0)).isEqualTo(9);
    }

    @Test
    void whatIsTakenBeforeItWasReleasedIsDroppedAtOnce() {
        scene.assigned(SLOT_0, SLOT_1);

        scene.assigned(SLOT_0);

        assertThat(scene.handover.gone).containsExactly(SLOT_1);
    }

    @Test
    void aMemberThatWasExpelledMaySubmitNothing() {
        scene.assigned(SLOT_0, LANE_0);
        assertThat(scene.lease.granted(scene.now)).isTrue();

        scene.ownership.onPartitionsLost(List.of(SLOT_0, LANE_0));

        assertThat(scene.lease.granted(scene.now)).isFalse();
        assertThat(scene.handover.gone).containsExactlyInAnyOrder(SLOT_0, LANE_0);
    }

    @Test
    void theLeaseCountsFromWhenTheJoinLeftNotFromWhenItWasAnswered() {
        scene.membership.report();
        long askedNanos = scene.now;
        scene.now += Duration.ofSeconds(3).toNanos();
        scene.ordered(Set.of(), Set.of(), SLOT_0);

        assertThat(scene.lease.untilNanos())
                .isEqualTo(askedNanos + Duration.ofSeconds(5).toNanos());
    }

    @Test
    void aCommitAHeartbeatAndAnotherCommitRenewTheLeaseFromWhenTheFirstLeft() {
        scene.assigned(SLOT_0);
        scene.now += Duration.ofMillis(600).toNanos();
        long askedNanos = scene.now;
        scene.after(Duration.ZERO);
        scene.heartbeats++;
        scene.after(Duration.ofMillis(600));

        assertThat(scene.lease.untilNanos())
                .isEqualTo(askedNanos + Duration.ofSeconds(5).toNanos());
    }

    @Test
    void aCommitThatIsRefusedRenewsNothing() {
        scene.assigned(SLOT_0);
        scene.step();
        long until = scene.lease.untilNanos();
        scene.consumer.refuseCommits = true;
        scene.after(Duration.ofMillis(600));
        scene.heartbeats++;
        scene.after(Duration.ofMillis(600));

        assertThat(scene.lease.untilNanos()).isEqualTo(until);
    }

    @Test
    void aSlotThatFailsForTenSecondsIsReportedToTheGroupAndSoIsItsRecovery() {
        scene.assigned(SLOT_0, SLOT_1);
        scene.handover.bound = Set.of(0);
        scene.step();
        scene.after(Duration.ofSeconds(10));
        assertThat(scene.consumer.shouldRebalance()).isTrue();
        assertThat(scene.membership.report().failingSlots()).containsExactly(1);
        assertThat(scene.membership.report().servers().bound()).containsExactly(0);
        scene.consumer.resetShouldRebalance();
        scene.ordered(Set.of(), Set.of(), SLOT_0, SLOT_1);

        scene.handover.bound = Set.of(0, 1);
        scene.step();
        assertThat(scene.consumer.shouldRebalance()).isFalse();
        scene.after(Duration.ofSeconds(1));
        assertThat(scene.consumer.shouldRebalance()).isTrue();
    }

    @Test
    void aMemberThatHasProvenAWantedServerToBeUpAsksForARound() {
        scene.assigned(SLOT_0);
        scene.membership.report();
        scene.membership.ordered(new LeaseOrder(Set.of(), Set.of(), Set.of(), Set.of(0)), Set.of(0), Set.of());
        scene.step();
        assertThat(scene.consumer.shouldRebalance()).isFalse();

        scene.handover.bound = Set.of(0);
        scene.step();
        assertThat(scene.consumer.shouldRebalance()).isFalse();

        scene.after(Duration.ofSeconds(5));
        assertThat(scene.consumer.shouldRebalance()).isTrue();
    }

    @Test
    void aWorkerThatStopsDrainsEverythingAndTakesNothingMore() {
        scene.assigned(SLOT_0, LANE_0);
        scene.handover.recovered(LANE_0, 0);
        scene.step();
        scene.ownership.leaveAll();
        assertThat(scene.membership.report().stopping()).isTrue();
        assertThat(scene.ownership.leftAll()).isFalse();
        scene.ordered(Set.of(), Set.of(), SLOT_0, LANE_0);

        scene.handover.released(SLOT_0);
        scene.handover.released(LANE_0);
        scene.after(Duration.ofMillis(100));
        assertThat(scene.ownership.leftAll()).isTrue();

        scene.consumer.rebalance(new HashSet<>(Arrays.asList(SLOT_0, LANE_0, SLOT_1)));
        scene.step();
        assertThat(scene.handover.releasing).containsExactly(SLOT_1);
    }

    @Test
    void whatNoPatienceHelpsEndsTheConsumer() {
        scene.assigned(SLOT_0, LANE_0);
        scene.handover.failed(LANE_0, new GroupAuthorizationException("group"));

        assertThatThrownBy(scene::step).isInstanceOf(GroupAuthorizationException.class);
    }

    @Test
    void positionsAreCommittedWhenTheyMove() {
        scene.assigned(SLOT_0, LANE_0);
        scene.handover.recovered(LANE_0, 0);
        scene.handover.positions.put(LANE_0, 3L);
        scene.after(Duration.ofMillis(600));

        assertThat(scene.consumer.committed(Set.of(LANE_0))).containsEntry(LANE_0, new OffsetAndMetadata(3));
    }
}
