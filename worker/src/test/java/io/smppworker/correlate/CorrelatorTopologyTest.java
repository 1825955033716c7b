package io.smppworker.correlate;

import static io.smppworker.correlate.Entries.accepted;
import static io.smppworker.correlate.Entries.duplicate;
import static io.smppworker.correlate.Entries.ended;
import static io.smppworker.correlate.Entries.part;
import static io.smppworker.correlate.Entries.receipt;
import static io.smppworker.correlate.Entries.refused;
import static io.smppworker.correlate.Entries.submitting;
import static io.smppworker.correlate.Entries.unparsed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.smppworker.message.MessageIdForm;
import io.smppworker.schemas.DeliveryRecord;
import io.smppworker.schemas.DeliveryRecordBuilder;
import io.smppworker.schemas.ErrorInfo;
import io.smppworker.schemas.Inbound;
import io.smppworker.schemas.Receipt;
import io.smppworker.schemas.Receipt.Stage;
import io.smppworker.schemas.Receipt.Status;
import io.smppworker.schemas.ReceiptSegmentBuilder;
import io.smppworker.schemas.RequestPlace;
import io.smppworker.schemas.SubmissionRecord;
import io.smppworker.schemas.SubmissionRecordSubmittingBuilder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole stream graph without a broker. Long, because it has a test for each way through the graph. */
class CorrelatorTopologyTest {
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
    void aMessageIsAcceptedThenDelivered() {
        bench.journal(submitting("m1", 1), accepted("m1", 1, "a1"));
        bench.deliver(receipt("A1", Status.DELIVERED, "DELIVRD"));

        List<Receipt> receipts = bench.receipts();
        assertThat(receipts)
                .extracting(Receipt::messageId, Receipt::stage, Receipt::status, Receipt::isFinal)
                .containsExactly(
                        tuple("m1", Stage.SUBMIT, Status.ACCEPTED, false),
                        tuple("m1", Stage.DELIVERY, Status.DELIVERED, true));
        assertThat(receipts.get(1).segments())
                .containsExactly(ReceiptSegmentBuilder.builder()
                        .index(1)
                        .attempts(1)
                        .smscMessageId("a1")
                        .server("smpp2")
                        .bind(5)
                        .worker("worker-1")
                        .status(Status.DELIVERED)
                        .rawStatus("DELIVRD")
                        .submittedAt(Entries.AT)
                        .respondedAt(Entries.AT.plusSeconds(1))
                        .doneAt(Entries.AT.plusSeconds(30))
                        .build());
        assertThat(receipts.get(1).context()).hasToString("{\"order\":17}");
        assertThat(receipts.get(1).to()).isEqualTo("27820000067");
    }

    @Test
    void aReceiptBeforeItsSubmitResponseWaitsForAccepted() {
        bench.journal(submitting("m1", 1));
        bench.deliver(receipt("a1", Status.DELIVERED, "DELIVRD"));
        assertThat(bench.receipts()).isEmpty();

        bench.journal(accepted("m1", 1, "a1"));
        assertThat(bench.receipts()).extracting(Receipt::status).containsExactly(Status.ACCEPTED, Status.DELIVERED);
        assertThat(bench.producedTopics()).noneMatch(topic -> topic.contains("reports-by-message"));
    }

    @Test
    void everyReceiptIsKeyedByMessageIdAndCarriesTheForwardedHeaders() {
        bench.journal(submitting("m1", 1), accepted("m1", 1, "a1"));
        bench.deliver(receipt("a1", Status.DELIVERED, "DELIVRD"));

        List<TestRecord<String, byte[]>> records = bench.receiptRecords();
        assertThat(records).hasSize(2).allSatisfy(record -> {
            assertThat(record.key()).isEqualTo("m1");
            assertThat(record.headers().toArray()).hasSize(1);
            assertThat(new String(record.headers().lastHeader("traceparent").value(), StandardCharsets.UTF_8))
                    .isEqualTo("00-abc");
        });
    }

    @Test
    void whatWasRefusedOrNeverSubmittedIsReportedAsTheContractHasIt() {
        bench.journal(submitting("m1", 1), refused("m1", 1), ended("m1", Status.REJECTED, 7));
        bench.journal(ended("m2", Status.EXPIRED, 8), ended("m3", Status.IN_DOUBT, 9));
        assertThat(bench.receipts())
                .extracting(Receipt::messageId, Receipt::status, Receipt::isFinal)
                .containsExactlyInAnyOrder(
                        tuple("m1", Status.REJECTED, true),
                        tuple("m2", Status.EXPIRED, true),
                        tuple("m3", Status.IN_DOUBT, true));
    }

    @Test
    void aHeaderThatCannotBeForwardedSpoilsNeitherStateNorOthers() {
        SubmissionRecord.Submitting good = submitting("m1", 1);
        bench.journal(SubmissionRecordSubmittingBuilder.builder()
                .messageId(good.messageId())
                .at(good.at())
                .worker(good.worker())
                .topic(good.topic())
                .partition(good.partition())
                .offset(good.offset())
                .to(good.to())
                .segments(good.segments())
                .receipt(good.receipt())
                .from(good.from())
                .reference(good.reference())
                .context(good.context())
                .headers(Map.of("traceparent", "not base64"))
                .build());
        bench.journal(accepted("m1", 1, "a1"), submitting("m2", 1), accepted("m2", 1, "a2"));
        assertThat(bench.receipts()).extracting(Receipt::messageId).containsExactly("m2");
        assertThat(bench.counters().of(CorrelatorCounters.Event.FAULTY_RECORD)).isOne();
    }

    @Test
    void aRequestWithoutAContextHasNoneInItsReceipts() {
        SubmissionRecord.Submitting with = submitting("m1", 1);
        bench.journal(
                SubmissionRecordSubmittingBuilder.builder()
                        .messageId(with.messageId())
                        .at(with.at())
                        .worker(with.worker())
                        .topic(with.topic())
                        .partition(with.partition())
                        .offset(with.offset())
                        .to(with.to())
                        .segments(with.segments())
                        .receipt(with.receipt())
                        .from(with.from())
                        .reference(with.reference())
                        .build(),
                accepted("m1", 1, "a1"));
        assertThat(bench.receipts())
                .singleElement()
                .extracting(Receipt::context)
                .isNull();
    }

    @Test
    void aRepeatedRequestIsAnsweredWithItsOwnHeaders() {
        bench.journal(submitting("m1", 1), accepted("m1", 1, "a1"), duplicate("m1", 20), duplicate("m1", 20));
        List<TestRecord<String, byte[]>> records = bench.receiptRecords();
        assertThat(records).hasSize(2);
        assertThat(records.get(1).key()).isEqualTo("m1");
        assertThat(new String(records.get(1).headers().lastHeader("traceparent").value(), StandardCharsets.UTF_8))
                .isEqualTo("00-xyz");

        bench.journal(duplicate("m1", 21));
        assertThat(bench.receipts())
                .extracting(Receipt::status, Receipt::duplicateOf)
                .containsExactly(tuple(Status.ACCEPTED, new RequestPlace("sms.outbound", 3, 7)));
    }

    @Test
    void aReceiptThatMatchesNothingIsPublishedRawWhenItsTimeIsUp() {
        bench.deliver(receipt("00LOST", Status.UNDELIVERABLE, "NOROUTE"));
        bench.pass(Settings.UNMATCHED_AFTER.minusMinutes(1));
        assertThat(bench.receipts()).isEmpty();

        bench.pass(Duration.ofMinutes(2));
        List<Receipt> receipts = bench.receipts();
        assertThat(receipts)
                .extracting(Receipt::messageId, Receipt::status, Receipt::unmatched, Receipt::raw)
                .containsExactly(tuple("00LOST", Status.UNDELIVERABLE, true, "00000010"));
        assertThat(receipts.get(0).segments().get(0).rawStatus()).isEqualTo("NOROUTE");
        assertThat(bench.counters().of(CorrelatorCounters.Event.UNMATCHED_RECEIPT))
                .isOne();
        assertThat(bench.recorded().receipts).isEqualTo(receipts);

        bench.pass(Settings.UNMATCHED_AFTER.multipliedBy(2));
        assertThat(bench.receipts()).isEmpty();
    }

    @Test
    void aLateDuplicateOfACompleteMessageIsNotUnmatched() {
        bench.journal(submitting("m1", 1), accepted("m1", 1, "a1"));
        bench.deliver(receipt("a1", Status.DELIVERED, "DELIVRD"));
        bench.receipts();

        bench.pass(Settings.REMEMBER_FOR.minusMinutes(5));
        bench.deliver(receipt("a1", Status.DELIVERED, "DELIVRD"));
        bench.pass(Settings.UNMATCHED_AFTER.multipliedBy(2));
        assertThat(bench.receipts()).isEmpty();
        assertThat(bench.counters().of(CorrelatorCounters.Event.UNFINISHED_MESSAGE))
                .isZero();
    }

    @Test
    void aMessageWhoseReceiptNeverComesEndsUnknownAndIsStillCorrected() {
        bench.journal(submitting("m1", 1), accepted("m1", 1, "a1"));
        bench.pass(Settings.RECEIPT_TIMEOUT.minusMinutes(1));
        assertThat(bench.receipts()).extracting(Receipt::status).containsExactly(Status.ACCEPTED);

        bench.pass(Duration.ofMinutes(2));
        List<Receipt> unknown = bench.receipts();
        assertThat(unknown).extracting(Receipt::status, Receipt::isFinal).containsExactly(tuple(Status.UNKNOWN, true));
        assertThat(unknown.get(0).error()).isEqualTo(new ErrorInfo(null, null, null, "no receipt"));
        assertThat(bench.counters().of(CorrelatorCounters.Event.UNFINISHED_MESSAGE))
                .isOne();

        bench.pass(Duration.ofDays(2));
        bench.deliver(receipt("a1", Status.DELIVERED, "DELIVRD"));
        assertThat(bench.receipts())
                .extracting(Receipt::status, Receipt::isFinal, Receipt::supersedes)
                .containsExactly(tuple(Status.DELIVERED, true, unknown.get(0).eventId()));

        bench.pass(Duration.ofDays(20));
        assertThat(bench.receipts()).isEmpty();
    }

    @Test
    void hexInTheSubmitResponseMeetsDecimalInTheReceipt(@TempDir Path otherDir) {
        try (CorrelatorBench mixed = new CorrelatorBench(otherDir, MessageIdForm.HEX, MessageIdForm.DECIMAL)) {
            mixed.journal(submitting("m1", 1), accepted("m1", 1, "00FF"));
            mixed.deliver(receipt("0000000255", Status.DELIVERED, "DELIVRD"));
            assertThat(mixed.receipts()).extracting(Receipt::status).containsExactly(Status.ACCEPTED, Status.DELIVERED);
        }
    }

    @Test
    void anAcceptanceWithoutAnIdIsAcceptedAndItsReceiptUnmatched() {
        bench.journal(submitting("m1", 1), accepted("m1", 1, ""));
        bench.deliver(receipt("a1", Status.DELIVERED, "DELIVRD"));
        assertThat(bench.receipts()).extracting(Receipt::status).containsExactly(Status.ACCEPTED);

        bench.pass(Settings.UNMATCHED_AFTER.plusMinutes(1));
        assertThat(bench.receipts())
                .extracting(Receipt::unmatched, Receipt::messageId, Receipt::status)
                .containsExactlyInAnyOrder(tuple(true, "a1", Status.DELIVERED), tuple(null, "m1", Status.UNKNOWN));
    }

    @Test
    void aRecordThatCannotBeReadIsCountedAndTheOthersGoOn() {
        bench.deliverGarbage("{");
        bench.deliverGarbage("{\"kind\":\"receipt\",\"deliveryId\":\"d\"}");
        bench.deliver(unparsed());
        bench.journal(submitting("m1", 1), accepted("m1", 1, "a1"));

        assertThat(bench.receipts())
                .extracting(Receipt::messageId, Receipt::status, Receipt::unmatched)
                .containsExactly(tuple("delivery-x", Status.OTHER, true), tuple("m1", Status.ACCEPTED, null));
        assertThat(bench.counters().of(CorrelatorCounters.Event.FAULTY_RECORD)).isEqualTo(2);
        assertThat(bench.counters().of(CorrelatorCounters.Event.UNPARSED_DELIVERY))
                .isOne();
    }

    @Test
    void aMobileOriginatedMessageGoesToInbound() {
        bench.deliver(part("d1", null, 1, 1, "STOP"));
        assertThat(bench.inbound())
                .extracting(Inbound::inboundId, Inbound::text, Inbound::parts, Inbound::complete, Inbound::worker)
                .containsExactly(tuple("d1", "STOP", 1, true, "worker-2"));
    }

    @Test
    void thePartsOfAMobileOriginatedMessageAreJoinedInTheirOrder() {
        bench.deliver(part("d1", 9, 2, 2, "world"));
        assertThat(bench.inbound()).isEmpty();

        bench.deliver(part("d2", 9, 1, 2, "hello "));
        assertThat(bench.inbound())
                .extracting(Inbound::inboundId, Inbound::text, Inbound::parts, Inbound::complete)
                .containsExactly(tuple("d1", "hello world", 2, true));
    }

    @Test
    void aPartWhoseOthersNeverComeIsPublishedIncomplete() {
        bench.deliver(part("d1", 9, 2, 2, "world"));
        bench.pass(Settings.INBOUND_PARTS.plusMinutes(1));
        assertThat(bench.inbound())
                .extracting(Inbound::text, Inbound::parts, Inbound::complete)
                .containsExactly(tuple("world", 2, false));
    }

    @Test
    void twoSendersWithOneReferenceDoNotDisturbEachOther() {
        bench.deliver(part("d1", 9, 1, 2, "mine "), from("27830000001", part("e2", 9, 2, 2, "all yours")));
        bench.deliver(from("27830000001", part("e1", 9, 1, 2, "not ")), part("d2", 9, 2, 2, "alone"));
        assertThat(bench.inbound())
                .extracting(Inbound::from, Inbound::text, Inbound::complete)
                .containsExactlyInAnyOrder(
                        tuple("27830000001", "not all yours", true), tuple("27820000067", "mine alone", true));
    }

    @Test
    void theSameReferenceMuchLaterIsAnotherMessageThoughItSaysTheSame() {
        bench.deliver(part("d1", 9, 1, 2, "alarm "), part("d2", 9, 2, 2, "17"), part("d2-again", 9, 2, 2, "17"));
        bench.pass(MoFold.REMEMBER_WHOLE.plusMinutes(1));
        bench.deliver(part("d3", 9, 1, 2, "alarm "), part("d4", 9, 2, 2, "17"));
        assertThat(bench.inbound()).extracting(Inbound::text).containsExactly("alarm 17", "alarm 17");
    }

    private static DeliveryRecord from(String sender, DeliveryRecord part) {
        return DeliveryRecordBuilder.builder()
                .deliveryId(part.deliveryId())
                .kind(part.kind())
                .server(part.server())
                .bind(part.bind())
                .worker(part.worker())
                .receivedAt(part.receivedAt())
                .from(sender)
                .to(part.to())
                .esmClass(part.esmClass())
                .dataCoding(part.dataCoding())
                .body(part.body())
                .serviceType(part.serviceType())
                .fromTon(part.fromTon())
                .fromNpi(part.fromNpi())
                .toTon(part.toTon())
                .toNpi(part.toNpi())
                .receipt(part.receipt())
                .part(part.part())
                .problem(part.problem())
                .raw(part.raw())
                .tlvs(part.tlvs())
                .build();
    }
}
