package io.smppworker.correlate;

import static io.smppworker.correlate.Entries.accepted;
import static io.smppworker.correlate.Entries.acceptedAgain;
import static io.smppworker.correlate.Entries.duplicate;
import static io.smppworker.correlate.Entries.receipt;
import static io.smppworker.correlate.Entries.submitting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.smppworker.message.MessageIdForm;
import io.smppworker.schemas.Receipt;
import io.smppworker.schemas.Receipt.Status;
import io.smppworker.schemas.SendRequest.RegisteredDelivery;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A message that has moved to its SMSC message id, in the whole graph. */
class MovedMessageTopologyTest {
    @TempDir
    Path stateDir;

    private CorrelatorBench bench;

    @BeforeEach
    void open() {
        bench = new CorrelatorBench(stateDir, MessageIdForm.RAW, MessageIdForm.RAW);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void theReceiptOfASingleSegmentIsReportedWhereItComesInAndThatOfSeveralWhereTheJournalIs() {
        bench.journal(submitting("m1", 1), accepted("m1", 1, "a1"));
        bench.deliver(receipt("a1", Status.DELIVERED, "DELIVRD"));
        assertThat(bench.receipts()).extracting(Receipt::status).containsExactly(Status.ACCEPTED, Status.DELIVERED);
        assertThat(bench.producedTopics()).noneMatch(topic -> topic.contains("reports-by-message"));

        bench.journal(submitting("m2", 2), accepted("m2", 1, "a2"), accepted("m2", 2, "a3"));
        bench.deliver(receipt("a2", Status.DELIVERED, "DELIVRD"), receipt("a3", Status.DELIVERED, "DELIVRD"));
        assertThat(bench.receipts()).extracting(Receipt::status).containsExactly(Status.ACCEPTED, Status.DELIVERED);
        assertThat(bench.producedTopics()).anyMatch(topic -> topic.contains("reports-by-message"));
    }

    @Test
    void aSecondCopyIsDeclaredOfAMessageThatHasMovedWhereSilenceMeansSuccess() {
        bench.journal(submitting("m1", 1, RegisteredDelivery.FAILURE, 7), accepted("m1", 1, "a1"));
        bench.journal(acceptedAgain("m1", 1, "a2"), acceptedAgain("m1", 1, "a2"));
        assertThat(bench.receipts())
                .extracting(Receipt::status, Receipt::isFinal, Receipt::possibleDuplicate)
                .containsExactly(tuple(Status.ACCEPTED, false, null), tuple(Status.ACCEPTED, false, true));
    }

    @Test
    void aRepeatedRequestAndASecondCopyAreReportedOfAMessageThatHasMoved() {
        bench.journal(submitting("m1", 1), accepted("m1", 1, "a1"));
        bench.receipts();
        bench.journal(acceptedAgain("m1", 1, "a2"), duplicate("m1", 20));
        bench.deliver(receipt("a1", Status.UNDELIVERABLE, "UNDELIV"), receipt("a2", Status.DELIVERED, "DELIVRD"));
        assertThat(bench.receipts())
                .extracting(
                        Receipt::status,
                        Receipt::isFinal,
                        Receipt::possibleDuplicate,
                        receipt -> receipt.duplicateOf() != null)
                .containsExactly(
                        tuple(Status.ACCEPTED, false, true, true),
                        tuple(Status.UNDELIVERABLE, true, true, false),
                        tuple(Status.DELIVERED, true, true, false));
    }
}
