package io.smppworker.correlate;

import static io.smppworker.correlate.Entries.accepted;
import static io.smppworker.correlate.Entries.acceptedAgain;
import static io.smppworker.correlate.Entries.submitting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.smppworker.schemas.Receipt;
import io.smppworker.schemas.Receipt.Status;
import org.junit.jupiter.api.Test;

/** What is reported when a message or a segment of it ends a second time, otherwise. */
class MessageCorrectionTest extends FoldedMessage {
    @Test
    void anotherEndAfterTheEndIsACorrectionReportedOnce() {
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
        assertThat(counters.of(CorrelatorCounters.Event.CORRECTION)).isEqualTo(1);
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
    void anotherEndOfOneSegmentIsReportedOnlyIfTheMessageEndsOtherwise() {
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
    void aFailedCopyAfterADeliveredOneChangesNothing() {
        journal(submitting("m1", 1), accepted("m1", 1, "a"), acceptedAgain("m1", 1, "a2"));
        report(1, "a2", Status.DELIVERED, "DELIVRD");
        report(1, "a", Status.EXPIRED, "EXPIRED");
        assertReceipts(ACCEPTED, delivery(Status.DELIVERED, true));
    }

    @Test
    void theLastEndOfACopyCounts() {
        journal(submitting("m1", 2), accepted("m1", 1, "a"), accepted("m1", 2, "b"));
        report(1, "a", Status.UNDELIVERABLE, "UNDELIV");
        report(1, "a", Status.DELIVERED, "DELIVRD");
        report(1, "a", Status.UNDELIVERABLE, "UNDELIV");
        assertReceipts(ACCEPTED, delivery(Status.UNDELIVERABLE, true));
        report(2, "b", Status.DELIVERED, "DELIVRD");
        assertReceipts(ACCEPTED, delivery(Status.UNDELIVERABLE, true), delivery(Status.DELIVERED, true));

        report(1, "a", Status.UNDELIVERABLE, "UNDELIV");
        assertThat(receipts).hasSize(3);
    }
}
