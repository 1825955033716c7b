package io.smppworker.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.message.CommandStatus;
import io.smppworker.message.Lane;
import io.smppworker.message.LanePartition;
import io.smppworker.message.OnInDoubt;
import io.smppworker.message.SubmitOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The data path in virtual time. Long, as the path is: a test for each thing that can become of a segment. */
class OutboundTest {
    private static final Set<LanePartition> BULK = Set.of(new LanePartition(Lane.BULK, 0));
    private static final int TRANSIENT = 0x08; // ESME_RSYSERR
    private static final int PERMANENT = 0x0B; // ESME_RINVDSTADR

    private final OutboundScene scene = new OutboundScene(4);
    private final FakeProvider provider = scene.provider;

    private static SubmitOutcome accepted(Object pdu) {
        return new SubmitOutcome.Accepted("id-" + System.identityHashCode(pdu));
    }

    @Test
    void nothingReachesAServerBeforeTheJournalHasIt() {
        scene.storeNothing();
        scene.take(scene.message("m1"));
        scene.run(Duration.ofSeconds(2));
        assertThat(scene.journal).containsExactly("m1 submitting");
        assertThat(provider.arrivals).isEmpty();

        scene.storeAll();
        assertThat(provider.arrivals).hasSize(1);
    }

    @Test
    void aBacklogIsJournalledSeveralAtATimeAndAsFastAsItCanBeSent() {
        provider.answerAll(OutboundTest::accepted);
        IntStream.range(0, 2000).forEach(i -> scene.outbound.take(scene.message("m" + i)));
        scene.run(Duration.ofSeconds(5));
        assertThat(provider.arrivals).hasSizeBetween(990, 1010);
        List<Boolean> submitting =
                scene.journal.stream().map(line -> line.endsWith(" submitting")).toList();
        long groups = IntStream.range(1, submitting.size())
                .filter(i -> submitting.get(i) && !submitting.get(i - 1))
                .count();
        assertThat(groups).isBetween(1L, submitting.stream().filter(is -> is).count() / 4);
    }

    @Test
    void aRequestIsFinishedOnceItsOutcomeIsJournalled() {
        OutboundMessage message = scene.take(scene.message("m1"));
        scene.storeNothing();
        provider.answerAll(OutboundTest::accepted);
        scene.run(Duration.ZERO);
        assertThat(scene.finished).isEmpty();
        assertThat(scene.ends.all).isEmpty();

        scene.storeAll();
        assertThat(scene.finished).containsExactly(message.source());
        assertThat(scene.ends.all).containsExactly(RequestEnd.ACCEPTED);
        assertThat(scene.journalOf("m1")).containsExactly("m1 submitting", "m1 Accepted 1 try 1");
        assertThat(scene.outbound.inFlight(Lane.BULK)).isZero();
    }

    @Test
    void allFourServersAreFilledToTheContractAndNotBeyond() {
        provider.answerAll(OutboundTest::accepted);
        IntStream.range(0, 3000).forEach(i -> scene.outbound.take(scene.message("m" + i)));
        scene.run(Duration.ofSeconds(10));
        assertThat(provider.arrivals).hasSizeBetween(1970, 2010);
    }

    @Test
    void aPermanentRefusalEndsTheMessageRejected() {
        provider.answerAll(pdu -> new SubmitOutcome.Refused(PERMANENT));
        OutboundMessage message = scene.take(scene.message("m1"));
        assertThat(scene.journalOf("m1")).containsExactly("m1 submitting", "m1 Refused 1 try 1", "m1 ended REJECTED");
        assertThat(scene.finished).containsExactly(message.source());
        assertThat(scene.ends.all).containsExactly(RequestEnd.REJECTED);
    }

    @Test
    void aTransientRefusalIsTriedAgainAfterARestAndNotForEver() {
        provider.answerAll(pdu -> new SubmitOutcome.Refused(TRANSIENT));
        scene.take(scene.message("m1"));
        scene.run(Duration.ofMillis(400));
        assertThat(provider.arrivals).hasSize(1);

        scene.run(Duration.ofMinutes(10));
        assertThat(provider.arrivals).hasSize(8);
        assertThat(scene.journalOf("m1")).endsWith("m1 Refused 1 try 8", "m1 ended REJECTED");
    }

    @Test
    void aThrottledSegmentIsSentAgainAndTheServerSlowedDown() {
        provider.answerAll(pdu -> new SubmitOutcome.Refused(CommandStatus.ESME_RTHROTTLED));
        scene.take(scene.message("m1"));
        scene.run(Duration.ofMillis(500));
        assertThat(provider.arrivals).hasSize(1);
        provider.answerAll(OutboundTest::accepted);
        scene.run(Duration.ofSeconds(3));
        assertThat(scene.finished).hasSize(1);
    }

    @Test
    void whatASessionLossLeavesOpenIsSentAgainWhenTheUserWantsThat() {
        scene.take(scene.message("m1"));
        String first = provider.arrivals.get(0).host();
        provider.down(first);
        scene.run(Duration.ofMillis(100));
        assertThat(provider.arrivals).hasSize(2);
        assertThat(provider.arrivals.get(1).host()).isNotEqualTo(first);

        provider.answerAll(OutboundTest::accepted);
        scene.run(Duration.ZERO);
        assertThat(scene.journalOf("m1"))
                .containsExactly("m1 submitting", "m1 InDoubt 1 try 1", "m1 Accepted 1 try 2 possible duplicate");
        assertThat(scene.finished).hasSize(1);
    }

    /** Else whoever takes over, after a crash in between, would not know that it may have been sent twice. */
    @Test
    void whatIsInDoubtIsSentAgainOnlyWhenTheJournalHasThat() {
        scene.take(scene.message("m1"));
        scene.run(Duration.ofSeconds(1));
        scene.storeNothing();
        provider.timeOut();
        scene.run(Duration.ofMinutes(1));
        assertThat(provider.arrivals).hasSize(1);

        scene.storeAll();
        scene.run(Duration.ofSeconds(1));
        assertThat(provider.arrivals).hasSize(2);
    }

    @Test
    void whatIsNeverAnsweredIsSentAgainTwiceAndThenReported() {
        provider.answerAll(pdu -> new SubmitOutcome.InDoubt("response timeout"));
        scene.take(scene.message("m1"));
        scene.run(Duration.ofMinutes(10));
        assertThat(provider.arrivals).hasSize(3);
        assertThat(scene.journalOf("m1")).endsWith("m1 InDoubt 1 try 3 possible duplicate", "m1 ended IN_DOUBT");
        assertThat(scene.finished).hasSize(1);
    }

    @Test
    void aLateResponseToWhatWasReportedSettlesIt() {
        scene.take(scene.message("m1", "hello", OnInDoubt.REPORT, Lane.BULK, null));
        provider.timeOut();
        scene.run(Duration.ZERO);
        assertThat(scene.journalOf("m1")).endsWith("m1 InDoubt 1 try 1", "m1 ended IN_DOUBT");
        provider.answerOverdue(OutboundTest::accepted);
        scene.run(Duration.ZERO);
        assertThat(scene.journalOf("m1")).endsWith("m1 ended IN_DOUBT", "m1 Accepted 1 try 1");
        assertThat(scene.finished).hasSize(1);
        assertThat(provider.arrivals).hasSize(1);
    }

    @Test
    void aLateRefusalOfWhatWasReportedSettlesItToo() {
        scene.take(scene.message("m1", "hello", OnInDoubt.REPORT, Lane.BULK, null));
        provider.timeOut();
        scene.run(Duration.ZERO);
        provider.answerOverdue(pdu -> new SubmitOutcome.Refused(TRANSIENT));
        scene.run(Duration.ofMinutes(1));
        assertThat(scene.journalOf("m1")).endsWith("m1 ended IN_DOUBT", "m1 Refused 1 try 1");
        assertThat(provider.arrivals).hasSize(1);
    }

    @Test
    void aLateResponseThatComesBeforeTheResendMakesItNeedless() {
        scene.take(scene.message("m1"));
        scene.permitted = false; // nothing may be sent for a while
        provider.timeOut();
        scene.run(Duration.ofSeconds(1));
        provider.answerOverdue(OutboundTest::accepted);
        scene.permitted = true;
        scene.run(Duration.ofMinutes(1));
        assertThat(provider.arrivals).hasSize(1);
        assertThat(scene.journalOf("m1")).containsExactly("m1 submitting", "m1 InDoubt 1 try 1", "m1 Accepted 1 try 1");
        assertThat(scene.finished).hasSize(1);
    }

    @Test
    void aLateResponseThatComesAfterTheResendDeclaresTheDuplicate() {
        scene.take(scene.message("m1"));
        provider.timeOut();
        scene.run(Duration.ofSeconds(1));
        assertThat(provider.arrivals).hasSize(2);
        provider.answerOverdue(OutboundTest::accepted);
        provider.answerAll(OutboundTest::accepted);
        scene.run(Duration.ofSeconds(1));
        assertThat(scene.journalOf("m1"))
                .containsExactly(
                        "m1 submitting",
                        "m1 InDoubt 1 try 1",
                        "m1 Accepted 1 try 2 possible duplicate",
                        "m1 Accepted 1 try 2 possible duplicate");
        assertThat(scene.finished).hasSize(1);
    }

    @Test
    void nothingMayBeWrittenAfterTheLeaseOrTheMessagesOwnTime() {
        Instant soon = OutboundScene.START.plusMillis(1500 + 3000);
        scene.take(scene.message("m1"));
        scene.take(scene.message("m2", "hello", OnInDoubt.RESEND, Lane.BULK, soon));
        scene.run(Duration.ofSeconds(1));
        assertThat(provider.arrivals)
                .extracting(arrival -> Duration.ofNanos(arrival.notAfterNanos()).toSeconds())
                .containsExactly(11L, 4L);
    }

    @Test
    void whatCannotBeWrittenIsNotTriedInAHotLoop() {
        provider.answerAll(pdu -> new SubmitOutcome.NotSent("not written"));
        scene.take(scene.message("m1"));
        scene.run(Duration.ofSeconds(10));
        assertThat(provider.arrivals).hasSizeBetween(5, 25);
        provider.answerAll(OutboundTest::accepted);
        scene.run(Duration.ofSeconds(2));
        assertThat(scene.journalOf("m1")).containsExactly("m1 submitting", "m1 Accepted 1 try 1");
    }

    @Test
    void whatASessionLossLeavesOpenIsReportedAndNeverSentAgainWhenTheUserWantsThat() {
        scene.take(scene.message("m1", "hello", OnInDoubt.REPORT, Lane.BULK, null));
        provider.down(provider.arrivals.get(0).host());
        provider.answerAll(OutboundTest::accepted);
        scene.run(Duration.ofMinutes(5));
        assertThat(provider.arrivals).hasSize(1);
        assertThat(scene.journalOf("m1")).containsExactly("m1 submitting", "m1 InDoubt 1 try 1", "m1 ended IN_DOUBT");
        assertThat(scene.finished).hasSize(1);
    }

    @Test
    void theSegmentsOfALongMessageGoToOneServer() {
        provider.answerAll(OutboundTest::accepted);
        scene.outbound.take(scene.message("long", "x".repeat(153 * 6), OnInDoubt.RESEND, Lane.BULK, null));
        scene.run(Duration.ofSeconds(5));
        assertThat(provider.arrivals).hasSize(6);
        assertThat(scene.hostsOf("xxx")).hasSize(1);
        assertThat(scene.finished).hasSize(1);
    }

    @Test
    void aLongMessageGoesOnElsewhereWhenItsServerGoes() {
        provider.answerAll(OutboundTest::accepted);
        scene.outbound.take(scene.message("long", "x".repeat(153 * 6), OnInDoubt.RESEND, Lane.BULK, null));
        scene.run(Duration.ZERO);
        assertThat(provider.arrivals).hasSizeBetween(1, 5);
        provider.down(provider.arrivals.get(0).host());
        scene.run(Duration.ofSeconds(5));
        assertThat(provider.arrivals).hasSize(6);
        assertThat(scene.hostsOf("xxx")).hasSize(2);
    }

    @Test
    void anUrgentRequestOvertakesTheBulkBacklog() {
        IntStream.range(0, 1000).forEach(i -> scene.outbound.take(scene.message("bulk" + i)));
        scene.run(Duration.ofSeconds(3)); // the windows are full
        int before = provider.arrivals.size();
        scene.outbound.take(scene.message("now", "urgent", OnInDoubt.RESEND, Lane.URGENT, null));
        provider.answerAll(OutboundTest::accepted);
        scene.run(Duration.ofSeconds(2));
        assertThat(provider.arrivals.subList(before, before + 8))
                .anySatisfy(arrival ->
                        assertThat(arrival.pdu().segment().shortMessage()).startsWith('u', 'r', 'g'));
    }

    @Test
    void bulkKeepsItsShareUnderAPermanentUrgentLoad() {
        provider.answerAll(OutboundTest::accepted);
        IntStream.range(0, 3000).forEach(i -> {
            scene.outbound.take(scene.message("bulk" + i));
            scene.outbound.take(scene.message("now" + i, "urgent", OnInDoubt.RESEND, Lane.URGENT, null));
        });
        scene.run(Duration.ofSeconds(10));
        long bulk = provider.arrivals.stream()
                .filter(arrival -> arrival.pdu().segment().shortMessage()[0] == 'h')
                .count();
        assertThat(provider.arrivals).hasSizeBetween(1970, 2010);
        assertThat(bulk).isBetween(190L, 210L);
    }

    @Test
    void aRequestWhoseTimeRunsOutWhileNoServerIsUpIsReportedSoThen() {
        IntStream.rangeClosed(1, 4).forEach(i -> provider.down("smpp" + i));
        scene.take(scene.message("m1", "hello", OnInDoubt.RESEND, Lane.BULK, OutboundScene.START.plusSeconds(30)));
        scene.run(Duration.ofSeconds(28));
        assertThat(scene.journalOf("m1")).isEmpty();
        scene.run(Duration.ofSeconds(1));
        assertThat(scene.journalOf("m1")).containsExactly("m1 ended EXPIRED");
        assertThat(scene.finished).hasSize(1);
        IntStream.rangeClosed(1, 4).forEach(i -> provider.up("smpp" + i));
        scene.run(Duration.ofSeconds(10));
        assertThat(provider.arrivals).isEmpty();
    }

    @Test
    void aRequestThatExpiresWhileItRestsIsNotTriedAgain() {
        provider.answerAll(pdu -> new SubmitOutcome.Refused(TRANSIENT));
        scene.take(scene.message("m1", "hello", OnInDoubt.RESEND, Lane.BULK, OutboundScene.START.plusSeconds(4)));
        scene.run(Duration.ofMinutes(5));
        assertThat(provider.arrivals).hasSizeLessThan(5);
        assertThat(scene.journalOf("m1")).containsExactly("m1 submitting", "m1 ended EXPIRED");
    }

    @Test
    void whatTheOldestRequestWaitsForIsReported() {
        scene.take(scene.message("m1"));
        scene.run(Duration.ofSeconds(1));
        assertThat(scene.outbound.oldest(Lane.BULK)).isNotNull().satisfies(oldest -> {
            assertThat(oldest.source().offset()).isZero();
            assertThat(oldest.waitsFor()).isEqualTo("the provider's answer");
        });
        assertThat(scene.outbound.oldest(Lane.URGENT)).isNull();
        provider.answerAll(pdu -> new SubmitOutcome.Refused(TRANSIENT));
        scene.run(Duration.ofMillis(400));
        assertThat(scene.outbound.oldest(Lane.BULK))
                .isNotNull()
                .satisfies(oldest -> assertThat(oldest.waitsFor()).isEqualTo("another try, refused for now after 1"));
        provider.answerAll(OutboundTest::accepted);
        scene.run(Duration.ofMinutes(1));
        assertThat(scene.outbound.inFlight(Lane.BULK)).isZero();
        assertThat(scene.outbound.oldest(Lane.BULK)).isNull();
    }

    @Test
    void anExpiredRequestIsNeverSubmitted() {
        provider.answerAll(OutboundTest::accepted);
        scene.permitted = false;
        scene.outbound.take(
                scene.message("m1", "hello", OnInDoubt.RESEND, Lane.BULK, OutboundScene.START.plusSeconds(30)));
        scene.run(Duration.ofSeconds(40));
        scene.permitted = true;
        scene.run(Duration.ofSeconds(5));
        assertThat(provider.arrivals).isEmpty();
        assertThat(scene.journalOf("m1")).endsWith("m1 ended EXPIRED");
        assertThat(scene.finished).hasSize(1);
        assertThat(scene.ends.all).containsExactly(RequestEnd.EXPIRED);
    }

    /** Who wakes after a long sleep is given its partition's records once more before it learns that others have it. */
    @Test
    void withoutAFreshLeaseNoRequestIsSaidToHaveExpired() {
        scene.permitted = false;
        scene.outbound.take(
                scene.message("m1", "hello", OnInDoubt.RESEND, Lane.BULK, OutboundScene.START.plusSeconds(3)));
        scene.run(Duration.ofSeconds(10));
        scene.outbound.abandon(BULK);
        scene.permitted = true;
        scene.run(Duration.ofSeconds(10));
        assertThat(scene.journal).isEmpty();
        assertThat(scene.finished).isEmpty();
    }

    @Test
    void whatWasSubmittedTooOftenIsJudgedWithAFreshLeaseOnly() {
        scene.take(scene.message("m1"));
        for (int sent = 1; sent <= 3; sent++) {
            assertThat(provider.arrivals).hasSize(sent);
            scene.permitted = sent < 3;
            provider.timeOut();
            scene.run(Duration.ofSeconds(1));
        }
        assertThat(scene.journalOf("m1")).noneMatch(line -> line.contains("ended"));
        scene.permitted = true;
        scene.run(Duration.ofSeconds(1));
        assertThat(scene.journalOf("m1")).endsWith("m1 ended IN_DOUBT");
        assertThat(provider.arrivals).hasSize(3);
    }

    @Test
    void nothingIsSubmittedWithoutAFreshLease() {
        scene.permitted = false;
        scene.outbound.take(scene.message("m1"));
        scene.run(Duration.ofMinutes(1));
        assertThat(provider.arrivals).isEmpty();
        scene.permitted = true;
        scene.run(Duration.ofSeconds(1));
        assertThat(provider.arrivals).hasSize(1);
    }

    @Test
    void givingUpAPartitionWaitsForTheWindowsAndWithdrawsTheRest() {
        IntStream.range(0, 1000).forEach(i -> scene.outbound.take(scene.message("m" + i)));
        scene.run(Duration.ofSeconds(3));
        int submitted = provider.outstanding();
        assertThat(submitted).isPositive();
        CompletableFuture<Void> released =
                scene.outbound.release(BULK, Set.of(), Duration.ofSeconds(5)).toCompletableFuture();
        scene.run(Duration.ofSeconds(1));
        assertThat(released).isNotDone();
        assertThat(provider.arrivals).hasSize(submitted);

        provider.answerAll(OutboundTest::accepted);
        scene.run(Duration.ofSeconds(1));
        assertThat(released).isDone();
        assertThat(provider.arrivals).hasSize(submitted);
        assertThat(scene.finished).hasSize(submitted);
        assertThat(scene.outbound.inFlight(Lane.BULK)).isZero();
        long announced = scene.journal.stream()
                .filter(line -> line.endsWith(" submitting"))
                .count();
        long withdrawn = scene.journal.stream()
                .filter(line -> line.endsWith(" withdrawn"))
                .count();
        assertThat(announced).isEqualTo(submitted + withdrawn);
        assertThat(scene.ends.all)
                .hasSize(1000)
                .containsOnly(RequestEnd.ACCEPTED, RequestEnd.RELEASED)
                .filteredOn(end -> end == RequestEnd.ACCEPTED)
                .hasSize(submitted);
    }

    @Test
    void aSlotGivenUpIsDrainedAndUnboundWhileTheOthersGoOn() {
        provider.answerAll(OutboundTest::accepted);
        Set<Integer> half = IntStream.range(0, 8).boxed().collect(Collectors.toSet());
        CompletableFuture<Void> released =
                scene.outbound.release(Set.of(), half, Duration.ofSeconds(5)).toCompletableFuture();
        IntStream.range(0, 2000).forEach(i -> scene.outbound.take(scene.message("m" + i)));
        scene.run(Duration.ofSeconds(10));
        assertThat(released).isDone();
        assertThat(provider.openLinks()).hasSize(8);
        assertThat(provider.arrivals).hasSizeBetween(970, 1010);
    }

    @Test
    void aWorkerWhoseServersAreAllDownSaysThatItCannotSubmit() {
        assertThat(scene.outbound.canSubmit()).isTrue();
        IntStream.rangeClosed(1, 4).forEach(i -> provider.down("smpp" + i));
        scene.run(Duration.ofSeconds(1));
        assertThat(scene.outbound.canSubmit()).isFalse();
        provider.up("smpp3");
        scene.run(Duration.ofSeconds(5));
        assertThat(scene.outbound.canSubmit()).isTrue();
    }
}
