package io.smppworker.correlate;

import static io.smppworker.correlate.Entries.accepted;
import static io.smppworker.correlate.Entries.acceptedAgain;
import static io.smppworker.correlate.Entries.ended;
import static io.smppworker.correlate.Entries.inDoubt;
import static io.smppworker.correlate.Entries.refused;
import static io.smppworker.correlate.Entries.submitting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.smppworker.schemas.Receipt;
import io.smppworker.schemas.Receipt.Stage;
import io.smppworker.schemas.Receipt.Status;
import io.smppworker.schemas.SendRequest.RegisteredDelivery;
import io.smppworker.schemas.SubmissionRecord;
import io.smppworker.schemas.SubmissionRecordEndedBuilder;
import io.smppworker.schemas.SubmissionRecordSubmittingBuilder;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/** What is reported of a message whose submission was in doubt, or that was submitted twice. */
class MessageInDoubtTest extends FoldedMessage {
    private static final SubmissionRecord WITHDRAWN =
            new SubmissionRecord.Withdrawn("m1", Entries.AT, "worker-1", "sms.outbound", 3, 7);

    @Test
    void aDoubtResolvedLaterIsReported() {
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
    void aDoubtResolvedByARefusalIsReported() {
        journal(submitting("m1", 1), inDoubt("m1", 1), ended("m1", Status.IN_DOUBT, 7), refused("m1", 1));
        assertReceipts(tuple(Stage.SUBMIT, Status.IN_DOUBT, true), tuple(Stage.SUBMIT, Status.REJECTED, true));
        assertThat(receipts.get(1).error()).isEqualTo(Entries.INVALID_DESTINATION);
        assertThat(state).isNotNull().extracting(MessageState::complete).isEqualTo(true);
    }

    /** As a worker reports that takes over a segment in doubt, which the one before may have submitted again, too late. */
    @Test
    void anEndInDoubtAfterWhatMayHaveBeenASecondSubmissionSaysSo() {
        journal(
                submitting("m1", 1),
                inDoubt("m1", 1),
                SubmissionRecordEndedBuilder.builder(ended("m1", Status.IN_DOUBT, 7))
                        .possibleDuplicate(true)
                        .build());
        assertReceipts(tuple(Stage.SUBMIT, Status.IN_DOUBT, true));
        assertThat(receipts).extracting(Receipt::possibleDuplicate).containsOnly(true);
    }

    /** As of a worker that was cut off and stored its outcome late, when the next owner had submitted it again, and died. */
    @Test
    void anAcceptanceAfterAnotherWorkerAnnouncedItIsAPossibleDuplicate() {
        journal(submitting("m1", 1), byAnother(submitting("m1", 1)), accepted("m1", 1, "a"));
        assertReceipts(ACCEPTED);
        assertThat(receipts).extracting(Receipt::possibleDuplicate).containsOnly(true);
    }

    @Test
    void whatWasWithdrawnBeforeAnotherWorkerAnnouncedItIsNone() {
        journal(submitting("m1", 1), WITHDRAWN, byAnother(submitting("m1", 1)), accepted("m1", 1, "a"));
        assertThat(receipts).extracting(Receipt::possibleDuplicate).containsOnlyNulls();
    }

    @Test
    void anotherWorkerThatAnnouncesItAfterItsEndIsReported() {
        journal(submitting("m1", 1), accepted("m1", 1, "a"));
        report(1, "a", Status.DELIVERED, "DELIVRD");
        journal(byAnother(submitting("m1", 1)), byAnother(submitting("m1", 1)));
        assertReceipts(ACCEPTED, delivery(Status.DELIVERED, true), delivery(Status.DELIVERED, false));
        assertThat(receipts.get(2).possibleDuplicate()).isTrue();
    }

    @Test
    void everyProgressAfterAnotherWorkerAnnouncedItSaysSo() {
        journal(submitting("m1", 1), accepted("m1", 1, "a"), byAnother(submitting("m1", 1)));
        report(1, "a", Status.ENROUTE, "ENROUTE");
        assertReceipts(ACCEPTED, delivery(Status.ENROUTE, false));
        assertThat(receipts.get(1).possibleDuplicate()).isTrue();
    }

    /** As of a worker that gave its lane up in doubt and was answered late, when the next one had submitted it, and died. */
    @Test
    void aDoubtIsNotWithdrawn() {
        journal(
                submitting("m1", 1),
                inDoubt("m1", 1),
                WITHDRAWN,
                byAnother(submitting("m1", 1)),
                accepted("m1", 1, "a"));
        assertReceipts(ACCEPTED);
        assertThat(receipts).extracting(Receipt::possibleDuplicate).containsOnly(true);
    }

    @Test
    void anAnnouncementStoredTwiceIsNoOther() {
        journal(submitting("m1", 1), submitting("m1", 1), WITHDRAWN);
        journal(byAnother(submitting("m1", 1)), byAnother(submitting("m1", 1)), accepted("m1", 1, "a"));
        assertReceipts(ACCEPTED);
        assertThat(receipts).extracting(Receipt::possibleDuplicate).containsOnlyNulls();
    }

    @Test
    void aSecondAcceptanceIsDeclaredOnceWhereSilenceMeansSuccess() {
        journal(submitting("m1", 1, RegisteredDelivery.FAILURE, 7), accepted("m1", 1, "a"), accepted("m1", 1, "a"));
        assertReceipts(ACCEPTED);

        journal(accepted("m1", 1, "a2"), acceptedAgain("m1", 1, "a3"), byAnother(submitting("m1", 1)));
        expire();
        assertReceipts(ACCEPTED, ACCEPTED);
        assertThat(receipts).extracting(Receipt::possibleDuplicate).containsExactly(null, true);
        assertThat(receipts).extracting(Receipt::eventId).doesNotHaveDuplicates();
    }

    @Test
    void anotherWorkersAnnouncementIsDeclaredOnceWhereSilenceMeansSuccess() {
        journal(submitting("m1", 2, RegisteredDelivery.FAILURE, 7), accepted("m1", 1, "a"), accepted("m1", 2, "b"));
        journal(byAnother(submitting("m1", 2)), byAnother(submitting("m1", 2)));
        report(2, "b", Status.EXPIRED, "EXPIRED");
        assertReceipts(ACCEPTED, ACCEPTED, delivery(Status.EXPIRED, true));
        assertThat(receipts).extracting(Receipt::possibleDuplicate).containsExactly(null, true, true);
    }

    @Test
    void aFailureThatDeclaresItIsEnough() {
        journal(submitting("m1", 1, RegisteredDelivery.FAILURE, 7), accepted("m1", 1, "a"));
        report(1, "a2", Status.EXPIRED, "EXPIRED");
        assertReceipts(ACCEPTED);

        journal(accepted("m1", 1, "a2"));
        assertReceipts(ACCEPTED, delivery(Status.EXPIRED, true));
        assertThat(receipts).extracting(Receipt::possibleDuplicate).containsExactly(null, true);
    }

    @Test
    void anEndInDoubtThatAnotherWorkerFollowsIsDeclaredOnce() {
        journal(submitting("m1", 1), ended("m1", Status.IN_DOUBT, 7));
        journal(byAnother(submitting("m1", 1)), byAnother(submitting("m1", 1)), ended("m1", Status.IN_DOUBT, 7));
        Tuple inDoubt = tuple(Stage.SUBMIT, Status.IN_DOUBT, true);
        assertReceipts(inDoubt, inDoubt);

        journal(accepted("m1", 1, "a"));
        assertReceipts(inDoubt, inDoubt, ACCEPTED);
        assertThat(receipts).extracting(Receipt::possibleDuplicate).containsExactly(null, true, true);
    }

    @Test
    void aPossibleDuplicateStaysOneWhateverEndFollows() {
        SubmissionRecord.Ended doubled = SubmissionRecordEndedBuilder.builder(ended("m1", Status.IN_DOUBT, 7))
                .possibleDuplicate(true)
                .build();
        journal(submitting("m1", 1), doubled, ended("m1", Status.IN_DOUBT, 7), doubled, accepted("m1", 1, "a"));
        assertReceipts(tuple(Stage.SUBMIT, Status.IN_DOUBT, true), ACCEPTED);
        assertThat(receipts).extracting(Receipt::possibleDuplicate).containsOnly(true);
    }

    /** The schema has REJECTED at the submit stage final only. */
    @Test
    void aRefusalThatAnotherWorkerFollowsIsDeclaredOnceAndFinal() {
        journal(submitting("m1", 1), refused("m1", 1));
        journal(byAnother(submitting("m1", 1)), byAnother(submitting("m1", 1)));
        assertReceipts(tuple(Stage.SUBMIT, Status.REJECTED, true), tuple(Stage.SUBMIT, Status.REJECTED, true));
        assertThat(receipts).extracting(Receipt::possibleDuplicate).containsExactly(null, true);
        assertThat(receipts).extracting(Receipt::eventId).doesNotHaveDuplicates();
    }

    private static SubmissionRecord.Submitting byAnother(SubmissionRecord.Submitting announced) {
        return SubmissionRecordSubmittingBuilder.builder(announced)
                .worker("worker-2")
                .build();
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
    void anotherAcceptanceAfterTheEndIsStillReportedOnce() {
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
}
