package io.smppworker.correlate;

import static io.smppworker.correlate.Entries.AT;
import static io.smppworker.correlate.Entries.accepted;
import static io.smppworker.correlate.Entries.acceptedAgain;
import static io.smppworker.correlate.Entries.submitting;
import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.schemas.Receipt;
import io.smppworker.schemas.Receipt.Status;
import io.smppworker.schemas.SubmissionRecord;
import io.smppworker.schemas.SubmissionRecordOutcomeBuilder;
import io.smppworker.schemas.SubmissionRecordSubmittingBuilder;
import org.junit.jupiter.api.Test;

/** A message that its next owner, of another version or configuration, cuts into other segments than the one before. */
class MessageCutAnewTest extends FoldedMessage {
    private static SubmissionRecord.Submitting byAnother(SubmissionRecord.Submitting announced) {
        return SubmissionRecordSubmittingBuilder.builder(announced)
                .worker("worker-2")
                .at(AT.plusSeconds(10))
                .build();
    }

    private static SubmissionRecord.Outcome byAnother(SubmissionRecord.Outcome outcome) {
        return SubmissionRecordOutcomeBuilder.builder(outcome)
                .worker("worker-2")
                .build();
    }

    private static SubmissionRecord.Submitting ofOctets(String checksum, SubmissionRecord.Submitting announced) {
        return SubmissionRecordSubmittingBuilder.builder(announced)
                .checksum(checksum)
                .build();
    }

    private static SubmissionRecord.Withdrawn withdrawn() {
        return new SubmissionRecord.Withdrawn("m1", AT, "worker-1", "sms.outbound", 3, 7);
    }

    @Test
    void isAcceptedWithTheFewerSegmentsThatItHasNow() {
        journal(submitting("m1", 3), accepted("m1", 1, "a"), byAnother(submitting("m1", 1)));
        assertReceipts();
        journal(byAnother(acceptedAgain("m1", 1, "b")));
        report(1, "b", Status.DELIVERED, "DELIVRD");
        assertReceipts(ACCEPTED, delivery(Status.DELIVERED, true));
        assertThat(receipts)
                .allSatisfy(receipt -> assertThat(receipt.segments()).hasSize(1));
        assertThat(receipts).extracting(Receipt::possibleDuplicate).containsOnly(true);
    }

    @Test
    void isAcceptedWithTheLastOfTheMoreSegmentsThatItHasNow() {
        journal(submitting("m1", 1), byAnother(submitting("m1", 3)));
        journal(byAnother(accepted("m1", 1, "a")), byAnother(accepted("m1", 3, "c")));
        report(1, "a", Status.DELIVERED, "DELIVRD");
        assertReceipts();
        journal(byAnother(accepted("m1", 2, "b")));
        report(2, "b", Status.DELIVERED, "DELIVRD");
        assertReceipts(ACCEPTED);
        report(3, "c", Status.DELIVERED, "DELIVRD");
        assertReceipts(ACCEPTED, delivery(Status.DELIVERED, true));
    }

    @Test
    void asManySegmentsOfOtherOctetsAreOthers() {
        journal(ofOctets("00000001", submitting("m1", 2)), accepted("m1", 1, "a"));
        journal(byAnother(ofOctets("00000002", submitting("m1", 2))), byAnother(accepted("m1", 2, "c")));
        assertReceipts();
        journal(byAnother(accepted("m1", 1, "b")));
        assertReceipts(ACCEPTED);
    }

    @Test
    void isNoPossibleDuplicateWhenNothingOfItWasSubmittedBefore() {
        journal(submitting("m1", 3), withdrawn(), byAnother(submitting("m1", 1)), byAnother(accepted("m1", 1, "a")));
        assertReceipts(ACCEPTED);
        assertThat(receipts).extracting(Receipt::possibleDuplicate).containsOnlyNulls();
    }

    @Test
    void isAPossibleDuplicateWhenOneOfItsSegmentsWasAcceptedAndTheOthersWereWithdrawn() {
        journal(submitting("m1", 3), accepted("m1", 1, "a"), withdrawn());
        journal(byAnother(submitting("m1", 1)), byAnother(accepted("m1", 1, "b")));
        assertReceipts(ACCEPTED);
        assertThat(receipts).extracting(Receipt::possibleDuplicate).containsOnly(true);
    }

    @Test
    void whatTheOwnerBeforeStoresTooLateIsOfNoneOfItsSegments() {
        journal(submitting("m1", 1), byAnother(submitting("m1", 2)), byAnother(accepted("m1", 2, "b")));
        journal(accepted("m1", 1, "x"));
        assertReceipts();
        journal(byAnother(accepted("m1", 1, "a")));
        assertReceipts(ACCEPTED);
    }

    @Test
    void whatAFrozenWorkerAnnouncesTooLateCutsNothing() {
        journal(byAnother(submitting("m1", 2)), byAnother(accepted("m1", 1, "a")));
        journal(submitting("m1", 1), accepted("m1", 1, "x"));
        assertReceipts();
        journal(byAnother(accepted("m1", 2, "b")));
        assertReceipts(ACCEPTED);
        assertThat(receipts).extracting(Receipt::possibleDuplicate).containsOnly(true);
    }

    @Test
    void whatTheProviderTookWholeStaysAsItWasCut() {
        journal(submitting("m1", 1), accepted("m1", 1, "a"));
        journal(byAnother(submitting("m1", 2)), byAnother(accepted("m1", 2, "b")));
        report(2, "b", Status.DELIVERED, "DELIVRD");
        assertReceipts(ACCEPTED);
        report(1, "a", Status.UNDELIVERABLE, "UNDELIV");
        assertReceipts(ACCEPTED, delivery(Status.UNDELIVERABLE, true));
    }

    @Test
    void aReportThatCameBeforeItWasCutAnewCounts() {
        journal(submitting("m1", 2));
        report(1, "b", Status.DELIVERED, "DELIVRD");
        journal(byAnother(submitting("m1", 1)), byAnother(accepted("m1", 1, "b")));
        assertReceipts(ACCEPTED, delivery(Status.DELIVERED, true));
    }

    @Test
    void theThirdOwnersOutcomesCountWithThoseBeforeThem() {
        journal(submitting("m1", 1), byAnother(submitting("m1", 2)), byAnother(accepted("m1", 1, "a")));
        SubmissionRecord.Submitting third = SubmissionRecordSubmittingBuilder.builder(submitting("m1", 2))
                .worker("worker-3")
                .at(AT.plusSeconds(20))
                .build();
        journal(
                third,
                SubmissionRecordOutcomeBuilder.builder(accepted("m1", 2, "b"))
                        .worker("worker-3")
                        .build());
        assertReceipts(ACCEPTED);
    }
}
