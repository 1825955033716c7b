package io.smppworker.correlate;

import static io.smppworker.correlate.Entries.accepted;
import static io.smppworker.correlate.Entries.submitting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.smppworker.inbound.DeliveryIntake;
import io.smppworker.inbound.ReceiptRules;
import io.smppworker.kafka.DeliveryWriter;
import io.smppworker.message.BindPoint;
import io.smppworker.message.DeliverSm;
import io.smppworker.message.DeliveryState;
import io.smppworker.message.MessageIdForm;
import io.smppworker.message.ReceiptEsmClass;
import io.smppworker.message.TextSettings;
import io.smppworker.message.Tlv;
import io.smppworker.schemas.Inbound;
import io.smppworker.schemas.Receipt;
import io.smppworker.schemas.Receipt.Stage;
import io.smppworker.schemas.Receipt.Status;
import io.smppworker.schemas.ReceivedTlv;
import io.smppworker.schemas.SubmissionRecord;
import io.smppworker.schemas.SubmissionRecordOutcomeBuilder;
import io.smppworker.smpp.Published;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What providers were seen to send, from the octets of the PDU to the records that users read. Long, because each kind has
 * a test, and they are found in one place.
 */
class FieldCasesTest {
    private static final ReceiptRules OPTIONAL = new ReceiptRules(ReceiptEsmClass.OPTIONAL, Map.of());

    private static final String ASCII_UNDER_UCS2 =
            "000000a10000000500000000000000010001013237383230303030303031000101333030303100040000000000000800"
                    + "7069643a53323133313132343230393136333635207375623a30303120646c7672643a303031207375626d6974206461"
                    + "74653a32353036303931363336353020646f6e6520646174653a32353036303931363336353720737461743a44454c49"
                    + "565244206572723a30303020746578743a";
    private static final String WITHOUT_ESM_CLASS =
            "0000007f0000000500000000000000020001013237383230303030303031000101333030303100000000000000000000"
                    + "4e69643a31363032373138383431207375626d697420646174653a3235303431353230303920646f6e6520646174653a"
                    + "3235303431353230303920737461743a44454c49565244206572723a303030";
    private static final String REPLY_WITH_A_MESSAGE_ID =
            "0000005d0000000500000000000000014f4d563400010134343737303039303037363500010134343737303039303037"
                    + "3530000000000000000000000448656c70001e0018313631385a2d30313032472d323333334d2d3235464a4600";
    private static final String FAILED =
            "0000009f0000000500000000000000030001013237383230303030303031000101333030303100040000000000000000"
                    + "6e69643a31323136303830353130343633343031373230207375623a30303120646c7672643a303031207375626d6974"
                    + "20646174653a3235303830353130343620646f6e6520646174653a3030303030303030303020737461743a4641494c45"
                    + "44206572723a30303220546578743a";
    private static final String SKIPPED =
            "0000003d0000000500000000000000040001013237383230303030303031000101333030303100040000000000000000"
                    + "00001e00033737000427000109";
    private static final String LENGTH_ONE_TOO_LARGE =
            "0000008f0000000500000000000000060001013237383230303030303031000101333030303100040000000000000000"
                    + "5f69643a3737207375623a30303120646c7672643a303031207375626d697420646174653a3235303830353130343620"
                    + "646f6e6520646174653a3235303830353130343720737461743a44454c49565244206572723a30303020746578743a";
    private static final String REVERSED_REPLY =
            "0000003f00000005000000000000000d0001013237383230303030303031000101333030303100400000000000000800"
                    + "0e050003e10101fffe300030002000";

    @TempDir
    Path stateDir;

    private CorrelatorBench bench;
    private int deliveries;

    @BeforeEach
    void open() {
        open(MessageIdForm.RAW, MessageIdForm.RAW);
    }

    private void open(MessageIdForm submitRespIds, MessageIdForm receiptIds) {
        bench = new CorrelatorBench(stateDir, submitRespIds, receiptIds);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private void deliver(DeliverSm pdu, ReceiptRules rules) {
        List<Integer> replies = new ArrayList<>();
        DeliveryIntake intake = new DeliveryIntake(
                delivery -> {
                    bench.deliver(DeliveryWriter.entry(delivery, "worker-2"));
                    return CompletableFuture.completedFuture(null);
                },
                Clock.fixed(Entries.AT, ZoneOffset.UTC),
                () -> "delivery-" + deliveries++,
                TextSettings.DEFAULT,
                rules);
        intake.accept(new BindPoint("smpp4", 11), pdu, replies::add);
        assertThat(replies).containsExactly(0);
    }

    private void deliver(String hex, ReceiptRules rules) {
        deliver(Published.deliverSm(HexFormat.of().parseHex(hex)), rules);
    }

    private void assertEnd(Status status, String rawStatus) {
        List<Receipt> receipts = bench.receipts();
        assertThat(receipts)
                .extracting(Receipt::messageId, Receipt::stage, Receipt::status, Receipt::isFinal)
                .containsExactly(
                        tuple("m1", Stage.SUBMIT, Status.ACCEPTED, false), tuple("m1", Stage.DELIVERY, status, true));
        assertThat(receipts.get(1).segments())
                .extracting(Receipt.Segment::rawStatus)
                .containsExactly(rawStatus);
        assertThat(bench.inbound()).isEmpty();
    }

    @Test
    void aReceiptInAsciiUnderUcs2() {
        bench.journal(submitting("m1", 1), accepted("m1", 1, "S213112420916365"));
        deliver(ASCII_UNDER_UCS2, ReceiptRules.STANDARD);
        assertEnd(Status.DELIVERED, "DELIVRD");
    }

    @Test
    void aReceiptWithoutEsmClassWhereThatIsAllowed() {
        bench.close();
        open(MessageIdForm.HEX, MessageIdForm.DECIMAL);
        bench.journal(submitting("m1", 1), accepted("m1", 1, "5f878c79"));
        deliver(WITHOUT_ESM_CLASS, OPTIONAL);
        assertEnd(Status.DELIVERED, "DELIVRD");
    }

    @Test
    void withoutEsmClassItIsAReplyWhereEsmClassIsRequired() {
        deliver(WITHOUT_ESM_CLASS, ReceiptRules.STANDARD);
        assertThat(bench.inbound()).extracting(Inbound::from).containsExactly("27820000001");
        assertThat(bench.receipts()).isEmpty();
    }

    @Test
    void aReplyStaysOneUnderEitherSettingWithAllThatItHadBeside() {
        for (ReceiptRules rules : List.of(ReceiptRules.STANDARD, OPTIONAL)) {
            deliver(REPLY_WITH_A_MESSAGE_ID, rules);
            assertThat(bench.inbound()).singleElement().satisfies(reply -> {
                assertThat(reply.text()).isEqualTo("Help");
                assertThat(reply.from()).isEqualTo("447700900765");
                assertThat(reply.serviceType()).isEqualTo("OMV4");
                assertThat(reply.esmClass()).isZero();
                assertThat(List.of(reply.fromTon(), reply.fromNpi(), reply.toTon(), reply.toNpi()))
                        .containsExactly(1, 1, 1, 1);
                assertThat(reply.tlvs())
                        .containsExactly(new ReceivedTlv("0x001E", "313631385a2d30313032472d323333334d2d3235464a4600"));
            });
        }
        assertThat(bench.receipts()).isEmpty();
    }

    @Test
    void aFinalWordOfTheProvidersOwn() {
        bench.journal(submitting("m1", 1), accepted("m1", 1, "1216080510463401720"));
        deliver(FAILED, ReceiptRules.STANDARD);
        assertEnd(Status.UNDELIVERABLE, "FAILED");
    }

    @Test
    void aWordMeansWhatTheAccountSays() {
        bench.journal(submitting("m1", 1), accepted("m1", 1, "1216080510463401720"));
        deliver(FAILED, new ReceiptRules(ReceiptEsmClass.REQUIRED, Map.of("failed", DeliveryState.REJECTED)));
        assertEnd(Status.REJECTED, "FAILED");
    }

    @Test
    void aMessageStateBeyondSmpp34IsTheEnd() {
        bench.journal(submitting("m1", 1), accepted("m1", 1, "77"));
        deliver(SKIPPED, ReceiptRules.STANDARD);
        assertEnd(Status.UNDELIVERABLE, "9");
    }

    @Test
    void aBodyShorterThanItsLengthIsReadAsFarAsItGoes() {
        bench.journal(submitting("m1", 1), accepted("m1", 1, "77"));
        deliver(LENGTH_ONE_TOO_LARGE, ReceiptRules.STANDARD);
        assertEnd(Status.DELIVERED, "DELIVRD");
    }

    @Test
    void aPduOfWhichNothingCanBeReadIsSeenAtOnceWithAllItsOctets() {
        String cut = "0000001a00000005000000000000000600010132373832303030";
        deliver(cut, ReceiptRules.STANDARD);
        assertThat(bench.inbound()).isEmpty();
        assertThat(bench.receipts()).singleElement().satisfies(receipt -> {
            assertThat(receipt.unmatched()).isTrue();
            assertThat(receipt.raw()).isEqualTo(cut);
        });
    }

    @Test
    void aReplyIsReadInTheOrderOfItsByteOrderMark() {
        deliver(REVERSED_REPLY, ReceiptRules.STANDARD);
        assertThat(bench.inbound())
                .extracting(Inbound::text, Inbound::parts, Inbound::complete)
                .containsExactly(tuple("00 ", 1, true));
    }

    @Test
    void theMarkOfTheFirstPartIsForAllParts() {
        deliver(part("0500030a0201" + "fffe48006500"), ReceiptRules.STANDARD);
        deliver(part("0500030a0202" + "6c006c006f00"), ReceiptRules.STANDARD);
        deliver(part("0500030b0202" + "fffe6f00"), ReceiptRules.STANDARD);
        deliver(part("0500030b0201" + "fffe48006c00"), ReceiptRules.STANDARD);
        deliver(part("0500030c0201" + "feff0048"), ReceiptRules.STANDARD);
        deliver(part("0500030c0202" + "feff0069"), ReceiptRules.STANDARD);
        assertThat(bench.inbound())
                .extracting(Inbound::text, Inbound::parts, Inbound::complete)
                .containsExactly(tuple("Hello", 2, true), tuple("Hlo", 2, true), tuple("Hi", 2, true));
    }

    @Test
    void aMarkOfALaterPartIsNoCharacter() {
        deliver(part("0500030a0201" + "0048"), ReceiptRules.STANDARD);
        deliver(part("0500030a0202" + "feff0069"), ReceiptRules.STANDARD);
        deliver(part("0500030b0201" + "0048"), ReceiptRules.STANDARD);
        deliver(part("0500030b0202" + "fffe6900"), ReceiptRules.STANDARD);
        assertThat(bench.inbound()).extracting(Inbound::text).containsExactly("Hi", "Hi");
    }

    @Test
    void partsOfDifferentCodingsAreReadEachByItself() {
        deliver(part("0500030a0201" + "fffe4800"), ReceiptRules.STANDARD);
        deliver(part(0, "0500030a0202" + "69"), ReceiptRules.STANDARD);
        deliver(part(0, "0500030b0201" + "48"), ReceiptRules.STANDARD);
        deliver(part("0500030b0202" + "feff0069"), ReceiptRules.STANDARD);
        deliver(part("0500030c0201" + "fffe4800"), ReceiptRules.STANDARD);
        deliver(part(4, "0500030c0202" + "69"), ReceiptRules.STANDARD);
        deliver(part("0500030d0201" + "0048d83d"), ReceiptRules.STANDARD); // half a character, and no gap
        deliver(part(0, "0500030d0202" + "69"), ReceiptRules.STANDARD);
        assertThat(bench.inbound())
                .extracting(Inbound::text, Inbound::binary)
                .containsExactly(
                        tuple("Hi", null), tuple("Hi", null), tuple(null, "fffe480069"), tuple(null, "0048d83d69"));
    }

    private static DeliverSm part(String bodyHex) {
        return part(8, bodyHex);
    }

    private static DeliverSm part(int dataCoding, String bodyHex) {
        return new DeliverSm(
                "27820000001", "30001", 0x40, dataCoding, HexFormat.of().parseHex(bodyHex), List.of(), new byte[16]);
    }

    @Test
    void oneFailedPartFailsTheMessage() {
        bench.journal(submitting("m1", 2), accepted("m1", 1, "11111111111111"), accepted("m1", 2, "11111111111112"));
        deliver(receipt("27820000067", "id:11111111111111 stat:REJECTD err:111 text:"), ReceiptRules.STANDARD);
        assertThat(bench.receipts()).last().satisfies(end -> {
            assertThat(end.status()).isEqualTo(Status.REJECTED);
            assertThat(end.isFinal()).isTrue();
            assertThat(end.error()).isNotNull().extracting("network").isEqualTo("111");
        });
    }

    @Test
    void anIdUsedAgainIsDecidedByTheAddress() {
        bench.journal(submitting("A", 1), to("27820000001", accepted("A", 1, "1001")));
        bench.journal(submitting("B", 1), to("27820000002", accepted("B", 1, "1001")));
        deliver(receipt("27820000001", "id:1001 stat:DELIVRD err:000"), ReceiptRules.STANDARD);
        assertThat(bench.receipts())
                .filteredOn(receipt -> receipt.stage() == Stage.DELIVERY)
                .extracting(Receipt::messageId, Receipt::status)
                .containsExactly(tuple("A", Status.DELIVERED));
        deliver(receipt("27820000002", "id:1001 stat:UNDELIV err:000"), ReceiptRules.STANDARD);
        assertThat(bench.receipts())
                .extracting(Receipt::messageId, Receipt::status)
                .containsExactly(tuple("B", Status.UNDELIVERABLE));
    }

    @Test
    void aReceiptThatCannotBeReadIsSeenAtOnce() {
        DeliverSm unreadable = receipt("27820000001", "00,0210021543,0210021500,,447700900456,");
        deliver(unreadable, ReceiptRules.STANDARD);
        assertThat(bench.receipts()).singleElement().satisfies(receipt -> {
            assertThat(receipt.unmatched()).isTrue();
            assertThat(receipt.raw()).isEqualTo("00".repeat(16));
            assertThat(receipt.messageId()).isEqualTo("delivery-0");
            assertThat(receipt.stage()).isEqualTo(Stage.DELIVERY);
            assertThat(receipt.isFinal()).isFalse();
            assertThat(receipt.error()).isNotNull().extracting("reason").isEqualTo("a receipt without a message id");
        });
        assertThat(bench.inbound()).isEmpty();
        assertThat(bench.counters().of(CorrelatorCounters.Event.UNMATCHED_RECEIPT))
                .isOne();
        assertThat(bench.counters().of(CorrelatorCounters.Event.UNPARSED_DELIVERY))
                .isOne();
    }

    @Test
    void whatIsFromNobodyIsNoReplyAndIsSeenAtOnce() {
        deliver(
                new DeliverSm("", "30001", 0, 0, new byte[0], List.of(), new byte[] {0, 0, 0, 17}),
                ReceiptRules.STANDARD);
        assertThat(bench.inbound()).isEmpty();
        assertThat(bench.receipts())
                .extracting(Receipt::unmatched, Receipt::raw)
                .containsExactly(tuple(true, "00000011"));
    }

    @Test
    void receiptsHandOnWhatTheyHadBeside() {
        bench.journal(submitting("m1", 1));
        DeliverSm plain = receipt("27820000067", "id:7 stat:DELIVRD");
        deliver(
                new DeliverSm(
                        plain.source(),
                        plain.destination(),
                        4,
                        0,
                        plain.body(),
                        List.of(
                                new Tlv(0x1401, new byte[] {0x31, 0x32}),
                                new Tlv(0x001E, new byte[] {0x37}),
                                new Tlv(0x0427, new byte[] {2})),
                        plain.raw()),
                ReceiptRules.STANDARD);
        bench.journal(accepted("m1", 1, "7"));
        List<Receipt> receipts = bench.receipts();
        assertThat(receipts.get(0).tlvs()).isNull();
        assertThat(receipts.get(1).tlvs()).containsExactly(new ReceivedTlv("0x1401", "3132"));
        assertThat(receipts.get(1).segments())
                .extracting(Receipt.Segment::doneAt)
                .containsOnlyNulls();
    }

    private static DeliverSm receipt(String from, String text) {
        return new DeliverSm(from, "Shop", 4, 0, text.getBytes(StandardCharsets.US_ASCII), List.of(), new byte[16]);
    }

    private static SubmissionRecord.Outcome to(String number, SubmissionRecord.Outcome entry) {
        return SubmissionRecordOutcomeBuilder.builder()
                .messageId(entry.messageId())
                .at(entry.at())
                .worker(entry.worker())
                .segment(entry.segment())
                .status(entry.status())
                .server(entry.server())
                .bind(entry.bind())
                .submittedAt(entry.submittedAt())
                .attempts(entry.attempts())
                .smscMessageId(entry.smscMessageId())
                .error(entry.error())
                .respondedAt(entry.respondedAt())
                .possibleDuplicate(entry.possibleDuplicate())
                .to(number)
                .from(entry.from())
                .build();
    }
}
