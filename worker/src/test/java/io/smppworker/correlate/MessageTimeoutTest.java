package io.smppworker.correlate;

import static io.smppworker.correlate.Entries.AT;
import static io.smppworker.correlate.Entries.accepted;
import static io.smppworker.correlate.Entries.submitting;
import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.schemas.ErrorInfo;
import io.smppworker.schemas.Receipt;
import io.smppworker.schemas.Receipt.Status;
import io.smppworker.schemas.SendRequest.RegisteredDelivery;
import io.smppworker.schemas.SubmissionRecord;
import io.smppworker.schemas.SubmissionRecordSubmittingBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is reported when receipts do not come, and how long a message is kept. */
class MessageTimeoutTest extends FoldedMessage {
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
    void aMessageWithAValidityWaitsForItsReceiptTwelveHoursLonger() {
        SubmissionRecord.Submitting open = submitting("m1", 1);
        journal(
                SubmissionRecordSubmittingBuilder.builder()
                        .messageId(open.messageId())
                        .at(open.at())
                        .worker(open.worker())
                        .topic(open.topic())
                        .partition(open.partition())
                        .offset(open.offset())
                        .to(open.to())
                        .segments(open.segments())
                        .receipt(open.receipt())
                        .from(open.from())
                        .reference(open.reference())
                        .context(open.context())
                        .headers(open.headers())
                        .validUntil(AT.plusSeconds(1).plus(Duration.ofHours(2)))
                        .build(),
                accepted("m1", 1, "a"));
        assertThat(keptFor).isEqualTo(Duration.ofHours(14));
    }

    @Test
    void silenceIsSuccessWhenOnlyFailuresWereAskedFor() {
        journal(submitting("m1", 1, RegisteredDelivery.FAILURE, 7), accepted("m1", 1, "a"));
        expire();
        assertReceipts(ACCEPTED);
        assertThat(keptFor).isNull();
        assertThat(counters.of(CorrelatorCounters.Event.UNFINISHED_MESSAGE)).isZero();
    }

    @Test
    void aWordThatIsNotKnownIsNeverTakenForSuccess() {
        journal(submitting("m1", 1, RegisteredDelivery.FAILURE, 7), accepted("m1", 1, "a"));
        report(1, "a", Status.OTHER, "VERFALLEN");
        assertReceipts(ACCEPTED, delivery(Status.OTHER, false));
        assertThat(keptFor).isEqualTo(Settings.SEGMENT_RECEIPT_TIMEOUT);

        expire();
        assertReceipts(ACCEPTED, delivery(Status.OTHER, false), delivery(Status.UNKNOWN, true));
        assertThat(receipts.get(2).segments())
                .extracting(Receipt.Segment::rawStatus)
                .containsExactly("VERFALLEN");
        assertThat(receipts.get(2).error()).isEqualTo(new ErrorInfo(null, null, "017", null));
    }

    @Test
    void norIsItWhenAKnownWordThatIsNoEndFollows() {
        journal(submitting("m1", 1, RegisteredDelivery.FAILURE, 7), accepted("m1", 1, "a"));
        report(1, "a", Status.OTHER, "VERFALLEN");
        report(1, "a", Status.ENROUTE, "ENROUTE");
        expire();
        assertThat(receipts).last().satisfies(end -> {
            assertThat(end.status()).isEqualTo(Status.UNKNOWN);
            assertThat(end.isFinal()).isTrue();
        });
    }

    @Test
    void norIsItInASegmentOfALongMessage() {
        journal(submitting("m1", 2, RegisteredDelivery.FAILURE, 7), accepted("m1", 1, "a"), accepted("m1", 2, "b"));
        report(1, "a", Status.DELIVERED, "DELIVRD");
        report(2, "b", Status.OTHER, "VERFALLEN");
        expire();
        assertReceipts(ACCEPTED, delivery(Status.UNKNOWN, true));

        report(1, "a", Status.DELIVERED, "DELIVRD", 31);
        assertReceipts(ACCEPTED, delivery(Status.UNKNOWN, true));
        report(2, "b", Status.DELIVERED, "DELIVRD");
        assertReceipts(ACCEPTED, delivery(Status.UNKNOWN, true), delivery(Status.DELIVERED, true));
    }

    @Test
    void aCompleteMessageIsKeptBriefly() {
        journal(submitting("m1", 1), accepted("m1", 1, "a"));
        assertThat(keptFor).isEqualTo(Settings.RECEIPT_TIMEOUT);

        report(1, "a", Status.DELIVERED, "DELIVRD");
        assertThat(keptFor).isEqualTo(Settings.REMEMBER_FOR);
        expire();
        assertThat(keptFor).isNull();
        assertThat(counters.of(CorrelatorCounters.Event.UNFINISHED_MESSAGE)).isZero();
    }

    @Test
    void aMessageWithoutAnOutcomeIsMissedWhenForgotten() {
        journal(submitting("m1", 2), accepted("m1", 1, "a"));
        expire();
        assertThat(receipts).isEmpty();
        assertThat(keptFor).isNull();
        assertThat(counters.of(CorrelatorCounters.Event.UNFINISHED_MESSAGE)).isEqualTo(1);
    }
}
