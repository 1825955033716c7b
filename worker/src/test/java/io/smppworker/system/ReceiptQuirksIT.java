package io.smppworker.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smppworker.sandbox.provider.ProviderConfig;
import io.smppworker.sandbox.provider.Quirks;
import io.smppworker.sandbox.provider.Quirks.IdBase;
import io.smppworker.sandbox.provider.Quirks.IdKind;
import io.smppworker.sandbox.provider.ReceiptForm;
import io.smppworker.sandbox.provider.ReceiptStory;
import io.smppworker.sandbox.user.TopicsSeen;
import io.smppworker.sandbox.worker.WorkerYaml;
import io.smppworker.schemas.Receipt;
import io.smppworker.schemas.Receipt.Stage;
import io.smppworker.schemas.Receipt.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every form and story of receipts that the provider can come up with; users read the same whichever it was. */
class ReceiptQuirksIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @Test
    void everyFormOfReceiptAndIdMeansTheSame() {
        Quirks quirks = Quirks.none()
                .withIds(IdKind.values())
                .withUntidyIds(IdBase.DECIMAL, IdBase.HEX)
                .withForms(ReceiptForm.values())
                .withStories(Map.of(
                        ReceiptStory.EARLY, 20,
                        ReceiptStory.TWICE, 20,
                        ReceiptStory.PROGRESS, 20,
                        ReceiptStory.LATE_PROGRESS, 20));
        try (Scene scene = new Scene(ProviderConfig.defaults().withQuirks(quirks))) {
            scene.start("w1", ReceiptQuirksIT::account);
            scene.start("w2", ReceiptQuirksIT::account);
            scene.awaitAllSlotsHeldBy("w1", "w2");
            List<String> delivered = new ArrayList<>();
            List<String> failed = new ArrayList<>();
            for (int i = 0; i < 600; i++) {
                String text = i % 10 == 0 ? "id:1 stat:UNDELIV ".repeat(20) : "id:1 stat:UNDELIV";
                delivered.add(scene.send("good-" + i, "2782" + (1_000_000 + i), text));
                if (i % 4 == 0) {
                    failed.add(scene.send("bad-" + i, "278200" + (10 + i % 80) + "9001", "id:2 stat:DELIVRD"));
                }
            }
            scene.produce("sms.outbound", "nameless", "27820009009", "taken without an id");
            scene.flush();
            scene.awaitFinalReceipts(PATIENCE);
            await().atMost(PATIENCE)
                    .until(() -> scene.provider.counts().receipts().pending() == 0);
            await().atMost(PATIENCE)
                    .until(() ->
                            !scene.seen().receipts("nameless", Stage.SUBMIT).isEmpty());

            TopicsSeen topics = scene.seen();
            assertThat(delivered).allSatisfy(id -> assertEnd(topics, id, Status.DELIVERED));
            assertThat(failed).allSatisfy(id -> assertEnd(topics, id, Status.UNDELIVERABLE));
            assertThat(topics.receipts().getOrDefault("nameless", List.of()))
                    .extracting(Receipt::status)
                    .containsExactly(Status.ACCEPTED);
            assertThat(topics.receipts())
                    .describedAs("messages with receipts: none but those that were sent")
                    .hasSize(delivered.size() + failed.size() + 1);
            scene.assertLimitsHeld();
        }
    }

    @Test
    void theSecondOfTwoContradictoryReceiptsCorrectsTheFirst() {
        Quirks quirks = Quirks.none().withStories(Map.of(ReceiptStory.CONTRADICTED, 100));
        try (Scene scene = new Scene(ProviderConfig.defaults().withQuirks(quirks))) {
            scene.start("w1");
            scene.awaitAllSlotsHeldBy("w1");
            List<String> sent = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                sent.add(scene.send("both-" + i, "2782" + (1_000_000 + i), "delivered and not"));
            }
            scene.flush();
            scene.awaitFinalReceipts(PATIENCE);
            await().atMost(PATIENCE)
                    .until(() -> scene.provider.counts().receipts().acknowledged() == 200);
            await().alias(
                            "a correction for nearly every message: those are without that are accepted after both receipts")
                    .atMost(PATIENCE)
                    .until(() -> sent.stream()
                                    .filter(id -> ends(scene, id).size() == 2)
                                    .count()
                            > 90);
            assertThat(sent).allSatisfy(id -> {
                List<Receipt> ends = ends(scene, id);
                assertThat(ends).allMatch(Receipt::isFinal);
                assertThat(ends.get(0).supersedes()).isNull();
                if (ends.size() > 1) {
                    assertThat(ends)
                            .extracting(Receipt::status)
                            .containsExactlyInAnyOrder(Status.DELIVERED, Status.UNDELIVERABLE);
                    assertThat(ends.get(1).supersedes()).isEqualTo(ends.get(0).eventId());
                }
            });
        }
    }

    @Test
    void theFirstSegmentsReceiptEndsALongMessageWhereTheProviderSendsNoOther() {
        try (Scene scene =
                new Scene(ProviderConfig.defaults().withQuirks(Quirks.none().withFirstSegmentOnly()))) {
            scene.start("w1", yaml -> yaml.set("account.segmentReceipts", "first"));
            scene.awaitAllSlotsHeldBy("w1");
            for (int i = 0; i < 50; i++) {
                scene.send("long-" + i, "2782" + (1_000_000 + i), "three segments ".repeat(25));
            }
            scene.flush();
            scene.awaitFinalReceipts(PATIENCE);
            assertThat(scene.provider.counts().receipts().created()).isEqualTo(50);
            assertThat(scene.provider.counts().submits().accepted()).isEqualTo(150);
            scene.assertEveryRequestAcceptedOnceAndReceipted();
        }
    }

    private static List<Receipt> ends(Scene scene, String messageId) {
        return scene.seen().receipts(messageId, Stage.DELIVERY);
    }

    private static WorkerYaml account(WorkerYaml yaml) {
        return yaml.set("account.messageIds.submitResp", "decimal").set("account.messageIds.receipt", "hex");
    }

    /** Accepted once, then one final delivery receipt, and nothing but progress before it. */
    private static void assertEnd(TopicsSeen topics, String messageId, Status end) {
        assertThat(topics.receipts(messageId, Stage.SUBMIT))
                .describedAs("submit receipts of %s", messageId)
                .extracting(Receipt::status)
                .containsExactly(Status.ACCEPTED);
        List<Receipt> delivery = topics.receipts(messageId, Stage.DELIVERY);
        assertThat(delivery.get(delivery.size() - 1))
                .describedAs("last delivery receipt of %s", messageId)
                .satisfies(last -> assertThat(last.isFinal()).isTrue())
                .satisfies(last -> assertThat(last.status()).isEqualTo(end));
        assertThat(delivery.subList(0, delivery.size() - 1))
                .describedAs("earlier delivery receipts of %s", messageId)
                .allSatisfy(receipt -> {
                    assertThat(receipt.isFinal()).isFalse();
                    assertThat(receipt.status()).isIn(Status.ENROUTE, Status.ACCEPTED);
                });
    }
}
