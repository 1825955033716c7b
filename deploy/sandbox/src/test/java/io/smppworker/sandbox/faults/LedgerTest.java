package io.smppworker.sandbox.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.smppworker.sandbox.provider.PeerBindType;
import io.smppworker.sandbox.provider.ReceiptRow;
import io.smppworker.sandbox.provider.RefusedBind;
import io.smppworker.sandbox.provider.ServerEndpoint;
import io.smppworker.sandbox.provider.SessionInfo;
import io.smppworker.sandbox.provider.SubmitRow;
import io.smppworker.sandbox.referee.MessageSeen;
import io.smppworker.sandbox.referee.WireSeen;
import io.smppworker.schemas.Json;
import io.smppworker.schemas.Receipt;
import io.smppworker.schemas.ReceiptBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long LATER = 100 * SECOND;
    private static final int ESME_RTHROTTLED = 0x58;
    private static final ServerEndpoint SMPP1 = new ServerEndpoint("smpp1", "127.0.0.1", 1, 2, "A", "high");

    private final List<Sent> requests = new ArrayList<>();
    private final List<SubmitRow> submits = new ArrayList<>();
    private final List<ReceiptRow> receipts = new ArrayList<>();
    private final Map<Integer, SessionInfo> sessions = new HashMap<>();
    private final List<RefusedBind> refusedBinds = new ArrayList<>();
    private final Map<String, MessageSeen> messages = new HashMap<>();
    private final Set<String> unmatched = new HashSet<>();
    private final Set<String> known = new HashSet<>();
    private final Set<String> deliveries = new HashSet<>();
    private final Incidents incidents = new Incidents();

    @Test
    void aRequestTakenOnceAndDeliveredIsWell() {
        request("m", 2, false);
        taken("m", Map.of(1, 1, 2, 1));
        reported("m", Receipt.Stage.SUBMIT, Receipt.Status.ACCEPTED, false);
        reported("m", Receipt.Stage.DELIVERY, Receipt.Status.DELIVERED, false);
        receipt("m/1", true);
        known.add("m/1");
        deliveries.add("m/1");

        Ledger ledger = ledger();

        assertThat(ledger.problems()).isEmpty();
        assertThat(ledger.result().accepted()).isEqualTo(1);
        assertThat(ledger.result().wireSubmits()).containsOnly(Map.entry(1, 2L));
        assertThat(ledger.result().receiptsPublished()).isEqualTo(1);
    }

    @Test
    void aRequestWithoutAnOutcomeIsLost() {
        request("m", 1, false);
        taken("m", Map.of(1, 1));
        assertThat(ledger().result().lost()).isEqualTo(1);
        assertThat(ledger().problems())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("lost: ")
                .contains("messageId=m,");
    }

    @Test
    void duplicatesAreByPolicyOnlyWhenAReceiptDeclaresThem() {
        request("silent", 2, false);
        taken("silent", Map.of(1, 3, 2, 1));
        reported("silent", Receipt.Stage.SUBMIT, Receipt.Status.ACCEPTED, false);
        request("declared", 1, false);
        taken("declared", Map.of(1, 2));
        reported("declared", Receipt.Stage.SUBMIT, Receipt.Status.ACCEPTED, true);

        Ledger ledger = ledger();

        assertThat(ledger.result().undeclaredDuplicates()).isEqualTo(2);
        assertThat(ledger.result().duplicatesByPolicy()).isEqualTo(1);
        assertThat(ledger.result().wireSubmits()).isEqualTo(Map.of(1, 1L, 2, 1L, 3, 1L));
        assertThat(ledger.problems()).hasSize(1).first().asString().contains("silent");
    }

    @Test
    void reportMustNotSubmitAgainEvenWhatTheProviderSwallowed() {
        request("m", 1, true);
        taken("m", Map.of(1, 1));
        submits.add(new SubmitRow(0, 0, 1, 1, SubmitRow.LOST, "", "m"));
        reported("m", Receipt.Stage.SUBMIT, Receipt.Status.ACCEPTED, true);
        assertThat(ledger().result().reportWireDuplicates()).isEqualTo(1);
        assertThat(ledger().problems()).hasSize(1);
    }

    @Test
    void aRequestInDoubtMayBeSettledOnceAndNotDenied() {
        request("settled", 1, true);
        taken("settled", Map.of(1, 1));
        reported("settled", Receipt.Stage.SUBMIT, Receipt.Status.IN_DOUBT, false);
        reported("settled", Receipt.Stage.SUBMIT, Receipt.Status.ACCEPTED, false);
        request("unsettled", 1, true);
        reported("unsettled", Receipt.Stage.SUBMIT, Receipt.Status.IN_DOUBT, false);
        assertThat(ledger().problems()).isEmpty();
        assertThat(ledger().result().inDoubt()).isEqualTo(1);

        reported("settled", Receipt.Stage.SUBMIT, Receipt.Status.REJECTED, false);
        assertThat(ledger().result().contradicted()).isEqualTo(1);

        request("denied", 1, false);
        taken("denied", Map.of(1, 1));
        reported("denied", Receipt.Stage.SUBMIT, Receipt.Status.EXPIRED, false);
        assertThat(ledger().result().denied()).isEqualTo(1);
    }

    @Test
    void acknowledgedReceiptsArePublishedOrWaitForAReason() {
        request("m", 1, false);
        taken("m", Map.of(1, 1));
        reported("m", Receipt.Stage.SUBMIT, Receipt.Status.ACCEPTED, false);
        receipt("never acknowledged", false);
        receipt("parked", true);
        deliveries.add("parked");
        receipt("published as unmatched", true);
        unmatched.add("published as unmatched");
        assertThat(ledger().problems()).isEmpty();
        assertThat(ledger().result().receiptsParked()).isEqualTo(1);
        assertThat(ledger().result().receiptsAcknowledged()).isEqualTo(2);

        receipt("dropped", true);
        receipt("m/1", true); // matched and not reported
        deliveries.add("m/1");
        known.add("m/1");
        assertThat(ledger().result().acknowledgedNotPublished()).isEqualTo(2);
        assertThat(ledger().problems()).hasSize(2).last().asString().endsWith("m/1 stored, known, of m");
    }

    @Test
    void ratesAndBindsOfHalfDeadSessionsCountApart() {
        for (int id = 1; id <= 5; id++) {
            session(id, "/127.0.0.2:100" + id, id * SECOND, LATER);
        }
        for (int i = 0; i < 51; i++) {
            submit(20 * SECOND + i, 0);
        }
        assertThat(ledger().result().limits().maxRatePerServer()).containsEntry("smpp1", 51);
        assertThat(ledger().result().limits().maxBindsPerServer()).containsEntry("smpp1", 5);
        assertThat(ledger().problems()).hasSize(2);

        refusedBinds.add(new RefusedBind(30 * SECOND, "smpp1", 9, 5));
        refusedBinds.add(new RefusedBind(1 * SECOND, "smpp1", 9, 5));
        incidents.halfDead("127.0.0.2", 4 * SECOND + SECOND / 2);
        LimitsReached limits = ledger().result().limits();
        assertThat(ledger().problems()).isEmpty();
        assertThat(limits.maxBindsPerServer()).containsEntry("smpp1", 4);
        assertThat(limits.halfDeadMaxBindsPerServer()).containsEntry("smpp1", 5);
        assertThat(limits.halfDeadMaxRatePerServer()).containsEntry("smpp1", 51);
        assertThat(limits.halfDeadSubmits()).isEqualTo(51);
        assertThat(limits.halfDeadBindsRefused()).isEqualTo(1);
        assertThat(limits.bindsRefused()).isEqualTo(1);
    }

    @Test
    void throttledAnswersOfAStormCountApart() {
        session(1, "/127.0.0.2:1001", 0, LATER);
        incidents.storm("smpp1", 10 * SECOND, 11 * SECOND);
        submit(10 * SECOND + 5, ESME_RTHROTTLED);
        submit(13 * SECOND, ESME_RTHROTTLED);
        assertThat(ledger().result().limits().throttledInStorms()).isEqualTo(1);
        assertThat(ledger().result().limits().throttledOutsideStorms()).isEqualTo(1);
    }

    @Test
    void theResultIsOneObjectWithTheLimitsAmongItsKeys() throws Exception {
        request("m", 1, false);
        JsonNode result = Json.MAPPER.readTree(Json.MAPPER.writeValueAsString(ledger().result()));
        assertThat(result.path("lost").asInt()).isEqualTo(1);
        assertThat(result.has("maxRatePerServer")).isTrue();
        assertThat(result.has("limits")).isFalse();
    }

    private Ledger ledger() {
        return Ledger.of(
                new FaultSettings(Duration.ofSeconds(90), 1, Path.of("worker.jar")),
                requests,
                new WireSeen(0, List.of(SMPP1), submits, receipts, sessions, refusedBinds, List.of()),
                new TopicsRead(messages, unmatched, known, deliveries, 0),
                incidents,
                100);
    }

    private void request(String messageId, int segments, boolean report) {
        requests.add(new Sent(messageId, "27820000001", "text", segments, report, null));
    }

    /** Over sessions of no concern; the SMSC id of each segment is the messageId, a slash and the segment. */
    private void taken(String messageId, Map<Integer, Integer> times) {
        times.forEach((segment, count) -> {
            for (int i = 0; i < count; i++) {
                submits.add(new SubmitRow(0, 0, segment, times.size(), 0, messageId + '/' + segment, messageId));
            }
        });
    }

    private void submit(long nanos, int verdict) {
        submits.add(new SubmitRow(nanos, 1, 1, 1, verdict, "", "another"));
    }

    private void receipt(String smscMessageId, boolean acknowledged) {
        receipts.add(new ReceiptRow(smscMessageId, 1, acknowledged));
    }

    private void session(int id, String peer, long fromNanos, @Nullable Long toNanos) {
        sessions.put(
                id,
                new SessionInfo(
                        id, "smpp1", peer, false, fromNanos, PeerBindType.TRANSCEIVER, fromNanos, toNanos, toNanos, 0));
    }

    private void reported(String messageId, Receipt.Stage stage, Receipt.Status status, boolean possibleDuplicate) {
        messages.computeIfAbsent(messageId, id -> new MessageSeen())
                .take(ReceiptBuilder.builder()
                        .messageId(messageId)
                        .eventId(messageId + stage + status)
                        .stage(stage)
                        .status(status)
                        .isFinal(true)
                        .at(Instant.EPOCH)
                        .segments(List.of())
                        .possibleDuplicate(possibleDuplicate ? true : null)
                        .build());
    }
}
