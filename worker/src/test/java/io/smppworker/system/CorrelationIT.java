package io.smppworker.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smppworker.sandbox.provider.DeliveryTrace;
import io.smppworker.sandbox.provider.ProviderConfig;
import io.smppworker.sandbox.provider.SessionInfo;
import io.smppworker.schemas.Receipt;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Receipts come back on any bind of any worker, in any order; each finds its message. */
class CorrelationIT {
    @Test
    void receiptsAndRepliesComeBackWhereverTheyBelong() {
        try (Scene scene = new Scene(ProviderConfig.defaults())) {
            scene.start("w1");
            scene.awaitAllSlotsHeldBy("w1");
            aReplyFromAHandsetIsPublishedOnce(scene);

            scene.start("w2");
            scene.awaitAllSlotsHeldBy("w1", "w2");
            aReceiptFindsItsMessageOnAnotherWorkerAndBeforeTheResponse(scene);
            scene.assertLimitsHeld();
            whatTheProviderReportsIsWhatTheUserReads(scene);
        }
    }

    private static void aReplyFromAHandsetIsPublishedOnce(Scene scene) {
        scene.provider.injectMo("27831112222", "27820000000", "Yes please €");
        await().atMost(Duration.ofMinutes(1))
                .until(() -> !scene.seen().inbound().isEmpty());
        assertThat(scene.seen().inbound()).singleElement().satisfies(inbound -> {
            assertThat(inbound.from()).isEqualTo("27831112222");
            assertThat(inbound.to()).isEqualTo("27820000000");
            assertThat(inbound.text()).isEqualTo("Yes please €");
            assertThat(inbound.complete()).isTrue();
            assertThat(inbound.worker()).isEqualTo("w1");
        });
    }

    private static void aReceiptFindsItsMessageOnAnotherWorkerAndBeforeTheResponse(Scene scene) {
        for (int i = 0; i < 100; i++) {
            scene.send("any-" + i, "2782" + (1_000_000 + i), "over any bind");
            scene.send("early-" + i, "278200" + (10 + i % 80) + "9006", "receipt first");
        }
        scene.flush();
        scene.awaitFinalReceipts(Duration.ofSeconds(90));
        scene.assertEveryRequestAcceptedOnceAndReceipted();

        Set<String> elsewhere = scene.provider.deliveries().stream()
                .filter(DeliveryTrace::receipt)
                .filter(trace -> !workerOf(scene, trace.submitSession()).equals(scene.workerOf(trace.session())))
                .map(DeliveryTrace::messageRef)
                .collect(Collectors.toSet());
        assertThat(elsewhere)
                .describedAs("messages whose receipt came to a worker that had not submitted them")
                .hasSizeGreaterThan(20);
        assertThat(elsewhere).anyMatch(id -> id.startsWith("any-")).anyMatch(id -> id.startsWith("early-"));
    }

    private static void whatTheProviderReportsIsWhatTheUserReads(Scene scene) {
        scene.send("undeliverable", "27820009001", "x");
        scene.send("expired", "27820009002", "x");
        scene.send("blocked", "27820009003", "x");
        scene.send("twice", "27820009007", "x");
        scene.send("refused", "27820097011", "x");
        scene.send("long", "27820000001", "long ".repeat(80));
        scene.flush();
        scene.awaitFinalReceipts(Duration.ofMinutes(1));

        assertThat(finals(scene, "undeliverable")).containsExactly(Receipt.Status.UNDELIVERABLE);
        assertThat(finals(scene, "expired")).containsExactly(Receipt.Status.EXPIRED);
        assertThat(finals(scene, "twice")).containsExactly(Receipt.Status.DELIVERED);
        assertThat(finals(scene, "refused")).containsExactly(Receipt.Status.REJECTED);
        assertThat(finals(scene, "long")).containsExactly(Receipt.Status.DELIVERED);
        Receipt blocked =
                scene.seen().receipts("blocked", Receipt.Stage.DELIVERY).get(0);
        assertThat(blocked.segments())
                .singleElement()
                .satisfies(segment -> assertThat(segment.rawStatus()).isEqualTo("BLIST"));
        Receipt refused = scene.seen().receipts("refused", Receipt.Stage.SUBMIT).get(0);
        assertThat(refused.error()).isNotNull().satisfies(error -> {
            assertThat(error.commandStatus()).isEqualTo("0x0000000B");
            assertThat(error.name()).isEqualTo("ESME_RINVDSTADR");
        });
        assertThat(scene.seen().receipts("long", Receipt.Stage.DELIVERY).get(0).segments())
                .hasSize(3);
    }

    private static String workerOf(Scene scene, @Nullable SessionInfo session) {
        return session == null ? "nobody" : scene.workerOf(session);
    }

    private static List<Receipt.Status> finals(Scene scene, String messageId) {
        return scene.seen().receipts().getOrDefault(messageId, List.of()).stream()
                .filter(Receipt::isFinal)
                .map(Receipt::status)
                .toList();
    }
}
