package io.smppworker.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.sandbox.provider.PeerBindType;
import io.smppworker.sandbox.provider.ServerEndpoint;
import io.smppworker.sandbox.provider.SessionInfo;
import io.smppworker.sandbox.provider.SubmitRow;
import io.smppworker.sandbox.referee.WireSeen;
import io.smppworker.sandbox.user.TopicsSeen;
import io.smppworker.schemas.Inbound;
import io.smppworker.schemas.InboundBuilder;
import io.smppworker.schemas.Json;
import io.smppworker.schemas.Receipt;
import io.smppworker.schemas.ReceiptBuilder;
import io.smppworker.schemas.ReceiptSegmentBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DemoVerdictTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final List<Planned> PLAN = List.of(
            new Planned("sms.outbound", "{}", "good", Fate.DELIVERED),
            new Planned("sms.outbound", "{}", "gone", Fate.UNDELIVERED),
            new Planned("sms.outbound", "{}", "refused", Fate.REFUSED),
            new Planned("sms.outbound", "{}", "bad", Fate.DEAD_LETTER),
            new Planned("sms.outbound", "junk", null, Fate.DEAD_LETTER));

    private final Map<String, List<Receipt>> receipts = new HashMap<>();
    private final List<TopicsSeen.DeadLetter> deadLetters = new ArrayList<>();
    private final List<SubmitRow> submits = new ArrayList<>();
    private final List<Inbound> inbound = new ArrayList<>();
    private int binds = 4;

    DemoVerdictTest() {
        receipt("good", Receipt.Stage.SUBMIT, Receipt.Status.ACCEPTED);
        receipt("good", Receipt.Stage.DELIVERY, Receipt.Status.DELIVERED);
        receipt("gone", Receipt.Stage.SUBMIT, Receipt.Status.ACCEPTED);
        receipt("gone", Receipt.Stage.DELIVERY, Receipt.Status.UNDELIVERABLE);
        receipt("refused", Receipt.Stage.SUBMIT, Receipt.Status.REJECTED);
        receipt("bad", Receipt.Stage.SUBMIT, Receipt.Status.REJECTED);
        deadLetters.add(new TopicsSeen.DeadLetter("sms.outbound 0 3", "schema", "bad", null));
        deadLetters.add(new TopicsSeen.DeadLetter("sms.outbound 0 4", "not-json", "", null));
        taken("good", 7_000_000L);
        taken("gone", 3_000_000L);
        inbound("hello");
    }

    @Test
    void aRunAsPlannedHasNoProblemAndCountsEveryRequestOnce() {
        DemoResult result = verdict().result();
        assertThat(verdict().problems()).isEmpty();
        assertThat(result.requests()).isEqualTo(5);
        assertThat(result.accepted()).isEqualTo(2);
        assertThat(result.rejected()).isEqualTo(3);
        assertThat(result.delivered()).isEqualTo(1);
        assertThat(result.undelivered()).isEqualTo(1);
        assertThat(result.p99SubmitMillis()).isEqualTo(7);
    }

    @Test
    void theResultHasTheContractsKeysInOrder() {
        List<String> keys = new ArrayList<>();
        Iterator<String> names = Json.MAPPER.valueToTree(verdict().result()).fieldNames();
        names.forEachRemaining(keys::add);
        assertThat(keys)
                .containsExactly(
                        "requests",
                        "accepted",
                        "rejected",
                        "delivered",
                        "undelivered",
                        "inDoubt",
                        "unmatchedReceipts",
                        "duplicateSubmits",
                        "throttledResponses",
                        "maxBindsPerServer",
                        "submitRatePerSecond",
                        "p99SubmitMillis",
                        "seconds");
    }

    @Test
    void aMissingFinalReceiptIsAProblem() {
        receipts.computeIfPresent("good", (id, both) -> both.subList(0, 1));
        assertThat(verdict().problems())
                .singleElement()
                .asString()
                .contains("good")
                .contains("[]");
    }

    @Test
    void aRequestThatNeverCameToTheProviderIsAProblem() {
        submits.removeIf(row -> row.messageRef().equals("gone"));
        assertThat(verdict().problems())
                .singleElement()
                .asString()
                .contains("gone")
                .contains("taken={}");
    }

    @Test
    void aSegmentTakenTwiceIsAProblem() {
        taken("good", 7_000_000L);
        assertThat(verdict().problems()).containsExactly("duplicate submits: 1 instead of 0");
        assertThat(verdict().result().duplicateSubmits()).isEqualTo(1);
    }

    @Test
    void aReceiptOfNoRequestIsAProblem() {
        receipt("stranger", Receipt.Stage.DELIVERY, Receipt.Status.DELIVERED);
        assertThat(verdict().problems()).containsExactly("receipts that belong to no request: 1 instead of 0");
    }

    @Test
    void aLimitThatWasNotHeldIsAProblem() {
        binds = 5;
        assertThat(verdict().problems()).containsExactly("smpp1 had 5 binds at once");
    }

    @Test
    void aMissingDeadLetterIsAProblem() {
        deadLetters.remove(1);
        assertThat(verdict().problems())
                .containsExactly("dead letters: 1 instead of 2", "different dead letters: 1 instead of 2");
    }

    @Test
    void theRateIsThatOfTheMiddleEightyPercent() {
        submits.clear();
        taken("last", 60_000_000_000L);
        assertThat(DemoVerdict.middleRate(submits)).isZero();
        for (int i = 0; i < 99; i++) {
            taken("evenly every ten milliseconds", i * 10_000_000L);
        }
        assertThat(DemoVerdict.middleRate(submits)).isEqualTo(100.0);
    }

    @Test
    void anInboundMessageLostDoubledOrGarbledIsAProblem() {
        inbound("hello");
        assertThat(verdict().problems()).containsExactly("inbound messages: 2 instead of 1");
        inbound.clear();
        inbound("hullo");
        assertThat(verdict().problems())
                .containsExactly("inbound messages with the text that was sent: 0 instead of 1");
    }

    private void inbound(String text) {
        inbound.add(InboundBuilder.builder()
                .inboundId("i")
                .from("27831234567")
                .to("1")
                .dataCoding(0)
                .parts(1)
                .complete(true)
                .server("smpp1")
                .bind(0)
                .worker("worker-1")
                .receivedAt(NOON)
                .esmClass(0)
                .serviceType("")
                .fromTon(0)
                .fromNpi(0)
                .toTon(0)
                .toNpi(0)
                .text(text)
                .build());
    }

    private DemoVerdict verdict() {
        TopicsSeen topics = new TopicsSeen(receipts, inbound, deadLetters, List.of());
        Map<Integer, SessionInfo> sessions = new HashMap<>();
        for (int id = 1; id <= binds; id++) {
            sessions.put(
                    id, new SessionInfo(id, "smpp1", "peer", false, 0, PeerBindType.TRANSCEIVER, 0L, null, null, 1));
        }
        ServerEndpoint smpp1 = new ServerEndpoint("smpp1", "127.0.0.1", 1, 2, "A", "high");
        WireSeen wire = new WireSeen(0, List.of(smpp1), submits, List.of(), sessions, List.of(), List.of());
        return DemoVerdict.of(PLAN, Map.of("good", 0L, "gone", 0L), Set.of("hello"), topics, wire, 12.34);
    }

    private void taken(String messageId, long nanos) {
        submits.add(new SubmitRow(nanos, 1, 1, 1, 0, "1", messageId));
    }

    private void receipt(String messageId, Receipt.Stage stage, Receipt.Status status) {
        Receipt.Segment segment = ReceiptSegmentBuilder.builder()
                .index(1)
                .attempts(1)
                .smscMessageId("1")
                .server("smpp1")
                .bind(0)
                .worker("worker-1")
                .status(status)
                .submittedAt(NOON)
                .respondedAt(NOON)
                .doneAt(NOON)
                .build();
        boolean isFinal = stage == Receipt.Stage.DELIVERY || status == Receipt.Status.REJECTED;
        receipts.computeIfAbsent(messageId, id -> new ArrayList<>())
                .add(ReceiptBuilder.builder()
                        .messageId(messageId)
                        .eventId(messageId + stage)
                        .stage(stage)
                        .status(status)
                        .isFinal(isFinal)
                        .at(NOON)
                        .segments(List.of(segment))
                        .to("27821234567")
                        .build());
    }
}
