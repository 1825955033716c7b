package io.smppworker.correlate;

import static io.smppworker.correlate.Entries.AT;
import static io.smppworker.correlate.Entries.accepted;
import static io.smppworker.correlate.Entries.acceptedAgain;
import static io.smppworker.correlate.Entries.ended;
import static io.smppworker.correlate.Entries.inDoubt;
import static io.smppworker.correlate.Entries.refused;
import static io.smppworker.correlate.Entries.submitting;
import static io.smppworker.correlate.Entries.transliterated;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.smppworker.message.MessageIdForm;
import io.smppworker.message.SegmentReceipts;
import io.smppworker.schemas.ErrorInfo;
import io.smppworker.schemas.Receipt;
import io.smppworker.schemas.Receipt.Stage;
import io.smppworker.schemas.Receipt.Status;
import io.smppworker.schemas.SendRequest.ReceiptWish;
import io.smppworker.schemas.SubmissionRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Long, for it is one behaviour a test, all of them against the same few lines of set-up and the same fold. */
class MessageFoldTest {
    private static final Tuple ACCEPTED = tuple(Stage.SUBMIT, Status.ACCEPTED, false);

    private final CorrelatorCounters counters = new CorrelatorCounters();
    private final MessageFold fold = new MessageFold(Settings.defaults(), counters);
    private final List<Receipt> receipts = new ArrayList<>();
    private @Nullable MessageState state;
    private @Nullable Duration keptFor;

    private void journal(SubmissionRecord... entries) {
        for (SubmissionRecord entry : entries) {
            take(new MessageEvent.Journalled(entry));
        }
    }

    private void report(int segment, String smscMessageId, Status status, String rawStatus) {
        report(segment, smscMessageId, status, rawStatus, 30);
    }

    private void report(int segment, String smscMessageId, Status status, String rawStatus, int doneSeconds) {
        take(new MessageEvent.Report(
                segment, smscMessageId, status, rawStatus, "017", AT.plusSeconds(doneSeconds), AT.plusSeconds(40)));
    }

    private void take(MessageEvent event) {
        Fold.Step<MessageState, Receipt> step = fold.on("m1", state, event);
        state = step.state();
        keptFor = step.keepFor();
        step.emissions().forEach(emission -> receipts.add(emission.value()));
    }

    private void assertReceipts(Tuple... expected) {
        assertThat(receipts)
                .extracting(Receipt::stage, Receipt::status, Receipt::isFinal)
                .containsExactly(expected);
    }

    private static Tuple delivery(Status status, boolean isFinal) {
        return tuple(Stage.DELIVERY, status, isFinal);
    }

    @Test
    void aLongMessageIsAcceptedOnceAndDeliveredOnce() {
        journal(submitting("m1", 3), accepted("m1", 2, "b"), accepted("m1", 1, "a"));
        assertReceipts();

        journal(accepted("m1", 3, "c"));
        report(1, "a", Status.DELIVERED, "DELIVRD");
        report(3, "c", Status.DELIVERED, "DELIVRD");
        assertReceipts(ACCEPTED);

        report(2, "b", Status.DELIVERED, "DELIVRD");
        assertReceipts(ACCEPTED, delivery(Status.DELIVERED, true));
        assertThat(receipts.get(1).segments())
                .extracting(Receipt.Segment::index, Receipt.Segment::smscMessageId, Receipt.Segment::status)
                .containsExactly(
                        tuple(1, "a", Status.DELIVERED),
                        tuple(2, "b", Status.DELIVERED),
                        tuple(3, "c", Status.DELIVERED));
        assertThat(receipts.get(1).error()).isNull();
    }

    @Test
    void aLongMessageIsAsGoodAsItsFirstUndeliveredSegment() {
        journal(submitting("m1", 3), accepted("m1", 1, "a"), accepted("m1", 2, "b"), accepted("m1", 3, "c"));
        report(3, "c", Status.EXPIRED, "EXPIRED");
        report(2, "b", Status.UNDELIVERABLE, "NOROUTE");
        report(1, "a", Status.DELIVERED, "DELIVRD");

        assertReceipts(ACCEPTED, delivery(Status.UNDELIVERABLE, true));
        assertThat(receipts.get(1).error()).isNotNull().extracting("network").isEqualTo("017");
        assertThat(receipts.get(1).segments())
                .extracting(Receipt.Segment::rawStatus)
                .containsExactly("DELIVRD", "NOROUTE", "EXPIRED");
    }

    @Test
    void progressOfASingleSegmentIsToldOncePerState() {
        journal(submitting("m1", 1), accepted("m1", 1, "a"));
        report(1, "a", Status.ENROUTE, "SUBMITD");
        report(1, "a", Status.ENROUTE, "SUBMITD");
        report(1, "a", Status.ENROUTE, "STAGED");
        report(1, "a", Status.OTHER, "SEEN");
        report(1, "a", Status.OTHER, "HELD");
        report(1, "a", Status.DELIVERED, "DELIVRD");

        assertReceipts(
                ACCEPTED,
                delivery(Status.ENROUTE, false),
                delivery(Status.OTHER, false),
                delivery(Status.OTHER, false),
                delivery(Status.DELIVERED, true));
        assertThat(receipts).extracting(Receipt::eventId).doesNotHaveDuplicates();
    }

    @Test
    void progressOfALongMessageIsNotTold() {
        journal(submitting("m1", 2), accepted("m1", 1, "a"), accepted("m1", 2, "b"));
        report(1, "a", Status.ENROUTE, "ENROUTE");
        assertReceipts(ACCEPTED);
    }

    @Test
    void nothingNewIsToldAfterTheEnd() {
        journal(submitting("m1", 1), accepted("m1", 1, "a"));
        report(1, "a", Status.DELIVERED, "DELIVRD");
        report(1, "a", Status.DELIVERED, "DELIVRD");
        report(1, "a", Status.ENROUTE, "ENROUTE");
        journal(submitting("m1", 1), accepted("m1", 1, "a"));
        assertReceipts(ACCEPTED, delivery(Status.DELIVERED, true));
        assertThat(counters.repeatedReceipts()).isEqualTo(1);
        assertThat(counters.lateReceipts()).isEqualTo(1);
    }

    @Test
    void anotherEndAfterTheEndIsACorrectionToldOnce() {
        journal(submitting("m1", 1), accepted("m1", 1, "a"));
        report(1, "a", Status.DELIVERED, "DELIVRD");
        report(1, "a", Status.UNDELIVERABLE, "UNDELIV");
        report(1, "a", Status.DELIVERED, "DELIVRD");
        report(1, "a", Status.UNDELIVERABLE, "UNDELIV");

        assertReceipts(ACCEPTED, delivery(Status.DELIVERED, true), delivery(Status.UNDELIVERABLE, true));
        Receipt correction = receipts.get(2);
        assertThat(correction.supersedes()).isEqualTo(receipts.get(1).eventId());
        assertThat(correction.context()).isEqualTo(receipts.get(1).context()).isNotNull();
        assertThat(correction.to()).isEqualTo("27820000067");
        assertThat(correction.error()).isNotNull().extracting("network").isEqualTo("017");
        assertThat(correction.segments())
                .extracting(Receipt.Segment::status, Receipt.Segment::rawStatus)
                .containsExactly(tuple(Status.UNDELIVERABLE, "UNDELIV"));
        assertThat(counters.corrections()).isEqualTo(1);
    }

    @Test
    void aCorrectionCanBeCorrected() {
        journal(submitting("m1", 1), accepted("m1", 1, "a"));
        report(1, "a", Status.DELIVERED, "DELIVRD");
        report(1, "a", Status.UNDELIVERABLE, "UNDELIV", 31);
        report(1, "a", Status.DELIVERED, "DELIVRD", 32);
        report(1, "a", Status.UNDELIVERABLE, "UNDELIV", 33);

        assertThat(receipts).hasSize(5).extracting(Receipt::eventId).doesNotHaveDuplicates();
        assertThat(receipts.subList(2, 5))
                .extracting(Receipt::supersedes)
                .containsExactly(
                        receipts.get(1).eventId(),
                        receipts.get(2).eventId(),
                        receipts.get(3).eventId());
    }

    @Test
    void anotherEndOfOneSegmentIsNewsOnlyIfTheMessageEndsOtherwise() {
        journal(submitting("m1", 2), accepted("m1", 1, "a"), accepted("m1", 2, "b"));
        report(1, "a", Status.UNDELIVERABLE, "UNDELIV");
        report(2, "b", Status.UNDELIVERABLE, "UNDELIV");
        report(1, "a", Status.DELIVERED, "DELIVRD");
        assertReceipts(ACCEPTED, delivery(Status.UNDELIVERABLE, true));

        report(2, "b", Status.DELIVERED, "DELIVRD");
        assertReceipts(ACCEPTED, delivery(Status.UNDELIVERABLE, true), delivery(Status.DELIVERED, true));
        assertThat(receipts.get(2).error()).isNull();
    }

    @Test
    void aFailedCopyAfterADeliveredOneIsNoNews() {
        journal(submitting("m1", 1), accepted("m1", 1, "a"), acceptedAgain("m1", 1, "a2"));
        report(1, "a2", Status.DELIVERED, "DELIVRD");
        report(1, "a", Status.EXPIRED, "EXPIRED");
        assertReceipts(ACCEPTED, delivery(Status.DELIVERED, true));
    }

    @Test
    void receiptsBeforeTheSubmitResponseFollowAcceptedInTheirOrder() {
        report(1, "a", Status.ENROUTE, "ENROUTE");
        report(1, "a", Status.DELIVERED, "DELIVRD");
        journal(submitting("m1", 1));
        assertReceipts();

        journal(accepted("m1", 1, "a"));
        assertReceipts(ACCEPTED, delivery(Status.ENROUTE, false), delivery(Status.DELIVERED, true));
    }

    @Test
    void aRefusedSegmentRejectsTheMessageOnce() {
        journal(submitting("m1", 2), accepted("m1", 1, "a"), refused("m1", 2), ended("m1", Status.REJECTED, 7));
        report(1, "a", Status.DELIVERED, "DELIVRD");

        assertReceipts(tuple(Stage.SUBMIT, Status.REJECTED, true));
        assertThat(receipts.get(0).segments())
                .extracting(Receipt.Segment::status)
                .containsExactly(Status.ACCEPTED, Status.REJECTED);
        assertThat(receipts.get(0).error()).isEqualTo(Entries.INVALID_DESTINATION);
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.class,
            names = {"REJECTED", "EXPIRED", "IN_DOUBT"})
    void aMessageThatEndedUnsubmittedIsTold(Status status) {
        journal(ended("m1", status, 7), ended("m1", status, 7));

        assertReceipts(tuple(Stage.SUBMIT, status, true));
        assertThat(receipts.get(0).segments()).isEmpty();
        assertThat(receipts.get(0).to()).isEqualTo("27820000067");
        assertThat(receipts.get(0).error()).isNotNull().extracting("reason").isEqualTo("as the worker put it");
    }

    @Test
    void aDoubtResolvedLaterIsTold() {
        journal(submitting("m1", 1), inDoubt("m1", 1), ended("m1", Status.IN_DOUBT, 7), accepted("m1", 1, "a"));
        report(1, "a", Status.DELIVERED, "DELIVRD");
        assertReceipts(tuple(Stage.SUBMIT, Status.IN_DOUBT, true), ACCEPTED, delivery(Status.DELIVERED, true));
    }

    @Test
    void aDoubtResolvedLaterFindsTheReceiptsThatCameBefore() {
        journal(submitting("m1", 2), accepted("m1", 1, "a"), inDoubt("m1", 2), ended("m1", Status.IN_DOUBT, 7));
        report(1, "a", Status.DELIVERED, "DELIVRD");
        report(2, "b", Status.DELIVERED, "DELIVRD");
        assertReceipts(tuple(Stage.SUBMIT, Status.IN_DOUBT, true));
        assertThat(keptFor).isEqualTo(Settings.defaults().openKept());

        journal(accepted("m1", 2, "b"));
        assertReceipts(tuple(Stage.SUBMIT, Status.IN_DOUBT, true), ACCEPTED, delivery(Status.DELIVERED, true));
        assertThat(receipts).extracting(Receipt::eventId).doesNotHaveDuplicates();
    }

    @Test
    void aDoubtResolvedByARefusalIsTold() {
        journal(submitting("m1", 1), inDoubt("m1", 1), ended("m1", Status.IN_DOUBT, 7), refused("m1", 1));
        assertReceipts(tuple(Stage.SUBMIT, Status.IN_DOUBT, true), tuple(Stage.SUBMIT, Status.REJECTED, true));
        assertThat(receipts.get(1).error()).isEqualTo(Entries.INVALID_DESTINATION);
        assertThat(state).isNotNull().extracting(MessageState::complete).isEqualTo(true);
    }

    @Test
    void aDoubtThatIsSubmittedAgainIsNoEnd() {
        journal(submitting("m1", 1), inDoubt("m1", 1), submitting("m1", 1), accepted("m1", 1, "a2"));
        assertReceipts(ACCEPTED);
    }

    @Test
    void whateverIdWasDeliveredOfASegmentSubmittedTwiceEndsIt() {
        journal(submitting("m1", 1), accepted("m1", 1, "a"), submitting("m1", 1), accepted("m1", 1, "a2"));
        report(1, "a", Status.DELIVERED, "DELIVRD");
        report(1, "a2", Status.EXPIRED, "EXPIRED");
        assertReceipts(ACCEPTED, delivery(Status.DELIVERED, true));
        assertThat(receipts.get(1).segments().get(0).smscMessageId()).isEqualTo("a");
    }

    @Test
    void everyReceiptOfAMessageSubmittedTwiceSaysSoFromThenOn() {
        journal(submitting("m1", 2), accepted("m1", 1, "a"), acceptedAgain("m1", 2, "b2"));
        report(1, "a", Status.DELIVERED, "DELIVRD");
        report(2, "b2", Status.DELIVERED, "DELIVRD");
        assertReceipts(ACCEPTED, delivery(Status.DELIVERED, true));
        assertThat(receipts).extracting(Receipt::possibleDuplicate).containsOnly(true);
    }

    @Test
    void aSecondIdOfASegmentMakesItAPossibleDuplicateInWhateverOrder() {
        journal(submitting("m1", 1), acceptedAgain("m1", 1, "a2"), accepted("m1", 1, "a"));
        report(1, "a", Status.ENROUTE, "ENROUTE");
        report(1, "a", Status.DELIVERED, "DELIVRD");
        assertReceipts(ACCEPTED, delivery(Status.ENROUTE, false), delivery(Status.DELIVERED, true));
        assertThat(receipts).extracting(Receipt::possibleDuplicate).containsOnly(true);
    }

    @Test
    void anotherAcceptanceAfterTheEndIsStillToldOnce() {
        journal(submitting("m1", 1), accepted("m1", 1, "a"));
        report(1, "a", Status.DELIVERED, "DELIVRD");
        assertReceipts(ACCEPTED, delivery(Status.DELIVERED, true));

        journal(accepted("m1", 1, "a"));
        assertThat(receipts).hasSize(2);

        journal(acceptedAgain("m1", 1, "b"), acceptedAgain("m1", 1, "b"));
        assertReceipts(ACCEPTED, delivery(Status.DELIVERED, true), delivery(Status.DELIVERED, false));
        assertThat(receipts.get(2).possibleDuplicate()).isTrue();
        assertThat(receipts).extracting(Receipt::eventId).doesNotHaveDuplicates();
    }

    @Test
    void aMessageSubmittedOnceIsNoDuplicate() {
        journal(submitting("m1", 1), accepted("m1", 1, "a"), accepted("m1", 1, "a"));
        report(1, "a", Status.DELIVERED, "DELIVRD");
        assertThat(receipts).hasSize(2).extracting(Receipt::possibleDuplicate).containsOnlyNulls();
    }

    @Test
    void oneCopyThatWasDeliveredOutweighsTheOtherThatWasNot() {
        journal(submitting("m1", 2), accepted("m1", 1, "a"), acceptedAgain("m1", 1, "a2"), accepted("m1", 2, "b"));
        report(1, "a", Status.UNDELIVERABLE, "UNDELIV");
        report(1, "a2", Status.DELIVERED, "DELIVRD");
        report(2, "b", Status.DELIVERED, "DELIVRD");
        assertReceipts(ACCEPTED, delivery(Status.DELIVERED, true));
        assertThat(receipts.get(1).segments().get(0).smscMessageId()).isEqualTo("a2");
    }

    @Test
    void theLastEndOfACopyCounts() {
        journal(submitting("m1", 2), accepted("m1", 1, "a"), accepted("m1", 2, "b"));
        report(1, "a", Status.UNDELIVERABLE, "UNDELIV");
        report(1, "a", Status.DELIVERED, "DELIVRD");
        report(1, "a", Status.UNDELIVERABLE, "UNDELIV");
        report(2, "b", Status.DELIVERED, "DELIVRD");
        assertReceipts(ACCEPTED, delivery(Status.DELIVERED, true));

        report(1, "a", Status.UNDELIVERABLE, "UNDELIV");
        assertThat(receipts).hasSize(2);
    }

    @Test
    void segmentsThatAreNotReportedInTimeLeaveTheMessageUnknown() {
        journal(submitting("m1", 3), accepted("m1", 1, "a"), accepted("m1", 2, "b"), accepted("m1", 3, "c"));
        assertThat(keptFor).isEqualTo(Settings.RECEIPT_TIMEOUT);
        report(2, "b", Status.DELIVERED, "DELIVRD");
        assertThat(keptFor).isEqualTo(Settings.SEGMENT_RECEIPT_TIMEOUT);
        report(1, "a", Status.DELIVERED, "DELIVRD");
        assertThat(keptFor).describedAs("not prolonged").isNull();

        expire();
        assertReceipts(ACCEPTED, delivery(Status.UNKNOWN, true));
        assertThat(receipts.get(1).error()).isEqualTo(new ErrorInfo(null, null, null, "receipts for 2 of 3 segments"));
        assertThat(receipts.get(1).segments())
                .extracting(Receipt.Segment::status)
                .containsExactly(Status.DELIVERED, Status.DELIVERED, Status.ACCEPTED);

        report(3, "c", Status.DELIVERED, "DELIVRD");
        assertReceipts(ACCEPTED, delivery(Status.UNKNOWN, true), delivery(Status.DELIVERED, true));
        assertThat(receipts.get(2).supersedes()).isEqualTo(receipts.get(1).eventId());
    }

    @Test
    void aFailedSegmentDecidesEvenWhenOthersAreNotReported() {
        journal(submitting("m1", 2), accepted("m1", 1, "a"), accepted("m1", 2, "b"));
        report(2, "b", Status.EXPIRED, "EXPIRED");
        expire();
        assertReceipts(ACCEPTED, delivery(Status.EXPIRED, true));
    }

    @Test
    void theFirstSegmentsReceiptIsEnoughWhereTheProviderSendsNoOther() {
        MessageFold first = new MessageFold(
                Settings.of(Settings.TOPICS, MessageIdForm.RAW, MessageIdForm.RAW, SegmentReceipts.FIRST, 8), counters);
        MessageState known = null;
        List<Status> told = new ArrayList<>();
        for (MessageEvent event : List.of(
                new MessageEvent.Journalled(submitting("m1", 2)),
                new MessageEvent.Journalled(accepted("m1", 1, "a")),
                new MessageEvent.Journalled(accepted("m1", 2, "b")),
                new MessageEvent.Report(1, "a", Status.DELIVERED, "DELIVRD", null, null, AT))) {
            Fold.Step<MessageState, Receipt> step = first.on("m1", known, event);
            known = step.state();
            step.emissions().forEach(emission -> told.add(emission.value().status()));
        }
        assertThat(told).containsExactly(Status.ACCEPTED, Status.DELIVERED);
    }

    @Test
    void aMessageWithAValidityWaitsForItsReceiptTwelveHoursLonger() {
        SubmissionRecord.Submitting open = submitting("m1", 1);
        journal(
                new SubmissionRecord.Submitting(
                        open.messageId(),
                        open.at(),
                        open.worker(),
                        open.topic(),
                        open.partition(),
                        open.offset(),
                        open.to(),
                        open.from(),
                        open.segments(),
                        open.reference(),
                        open.receipt(),
                        open.context(),
                        open.headers(),
                        AT.plusSeconds(1).plus(Duration.ofHours(2)),
                        null,
                        null),
                accepted("m1", 1, "a"));
        assertThat(keptFor).isEqualTo(Duration.ofHours(14));
    }

    @Test
    void silenceIsNoNewsWhenOnlyFailuresWereAskedFor() {
        journal(submitting("m1", 1, ReceiptWish.FAILURE, 7), accepted("m1", 1, "a"));
        expire();
        assertReceipts(ACCEPTED);
        assertThat(keptFor).isNull();
        assertThat(counters.unfinishedMessages()).isZero();
    }

    private void expire() {
        Fold.Step<MessageState, Receipt> step =
                fold.expired("m1", Objects.requireNonNull(state), AT.plus(Duration.ofDays(4)));
        state = step.state();
        keptFor = step.keepFor();
        step.emissions().forEach(emission -> receipts.add(emission.value()));
    }

    @Test
    void acceptedIsTheEndWhenNoReceiptWasAskedFor() {
        journal(submitting("m1", 1, ReceiptWish.NONE, 7), accepted("m1", 1, "a"));
        report(1, "a", Status.DELIVERED, "DELIVRD");
        assertReceipts(tuple(Stage.SUBMIT, Status.ACCEPTED, true));
        assertThat(state).isNotNull().extracting(MessageState::complete).isEqualTo(true);
    }

    @Test
    void theFirstFailureIsTheEndWhenOnlyFailuresWereAskedFor() {
        journal(submitting("m1", 2, ReceiptWish.FAILURE, 7), accepted("m1", 1, "a"), accepted("m1", 2, "b"));
        report(2, "b", Status.UNDELIVERABLE, "UNDELIV");
        assertReceipts(ACCEPTED, delivery(Status.UNDELIVERABLE, true));
    }

    @Test
    void anAcceptanceWithoutAnIdIsAnAcceptance() {
        journal(submitting("m1", 1), accepted("m1", 1, ""));
        assertReceipts(ACCEPTED);
    }

    @Test
    void theMessageIdUsedAgainLaterIsAnotherMessage() {
        journal(submitting("m1", 1), accepted("m1", 1, "a"));
        report(1, "a", Status.DELIVERED, "DELIVRD");
        journal(submitting("m1", 1, ReceiptWish.FINAL, 99), accepted("m1", 1, "z"));
        report(1, "a", Status.DELIVERED, "DELIVRD");
        assertReceipts(ACCEPTED, delivery(Status.DELIVERED, true), ACCEPTED);

        report(1, "z", Status.EXPIRED, "EXPIRED");
        assertThat(receipts).hasSize(4).extracting(Receipt::eventId).doesNotHaveDuplicates();
    }

    @Test
    void anotherRequestTurnedDownLeavesTheOneOnItsWayAlone() {
        journal(submitting("m1", 1), ended("m1", Status.REJECTED, 99), accepted("m1", 1, "a"));
        assertReceipts(tuple(Stage.SUBMIT, Status.REJECTED, true), ACCEPTED);
    }

    @Test
    void theSameEventsGiveTheSameEventIds() {
        journal(submitting("m1", 1), accepted("m1", 1, "a"));
        report(1, "a", Status.DELIVERED, "DELIVRD");
        List<Receipt> first = List.copyOf(receipts);

        receipts.clear();
        state = null;
        journal(submitting("m1", 1), accepted("m1", 1, "a"));
        report(1, "a", Status.DELIVERED, "DELIVRD");
        assertThat(receipts).isEqualTo(first);
    }

    @Test
    void aCompleteMessageIsKeptBriefly() {
        journal(submitting("m1", 1), accepted("m1", 1, "a"));
        assertThat(keptFor).isEqualTo(Settings.RECEIPT_TIMEOUT);

        report(1, "a", Status.DELIVERED, "DELIVRD");
        assertThat(keptFor).isEqualTo(Settings.REMEMBER_FOR);
        expire();
        assertThat(keptFor).isNull();
        assertThat(counters.unfinishedMessages()).isZero();
    }

    @Test
    void aMessageWithoutAnOutcomeIsMissedWhenForgotten() {
        journal(submitting("m1", 2), accepted("m1", 1, "a"));
        expire();
        assertThat(receipts).isEmpty();
        assertThat(keptFor).isNull();
        assertThat(counters.unfinishedMessages()).isEqualTo(1);
    }

    @Test
    void theStateSurvivesItsStoredForm() {
        journal(submitting("m1", 2), accepted("m1", 1, "a"), inDoubt("m1", 2));
        report(1, "a", Status.ENROUTE, "ENROUTE");
        JsonForm<MessageState> form = new JsonForm<>(MessageState.class);
        byte[] stored = form.write(Objects.requireNonNull(state));
        assertThat(form.read(stored, 0, stored.length)).isEqualTo(state);
    }

    @Test
    void everyReceiptOfATransliteratedMessageSaysSo() {
        journal(transliterated(submitting("m1", 1)), accepted("m1", 1, "a"));
        report(1, "a", Status.DELIVERED, "DELIVRD");
        journal(acceptedAgain("m1", 1, "b"));

        assertThat(receipts)
                .hasSizeGreaterThan(1)
                .extracting(Receipt::transliterated)
                .containsOnly(true);
    }

    @Test
    void noReceiptOfAMessageSentAsGivenSaysAnythingOfIt() {
        journal(submitting("m1", 1), accepted("m1", 1, "a"));
        report(1, "a", Status.DELIVERED, "DELIVRD");

        assertThat(receipts).hasSize(2).extracting(Receipt::transliterated).containsOnlyNulls();
    }

    @Test
    void aRequestStoredBeforeTransliterationWasKnownIsStillRead() {
        byte[] stored =
                "[\"sms.outbound\",3,7,\"27820000067\",null,1,\"final\",null,{}]".getBytes(StandardCharsets.UTF_8);

        MessageRequest request = new JsonForm<>(MessageRequest.class).read(stored, 0, stored.length);

        assertThat(request.transliterated()).isNull();
        assertThat(request.offset()).isEqualTo(7);
    }
}
