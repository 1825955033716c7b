package io.smppworker.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smppworker.sandbox.provider.DeliverCounts;
import io.smppworker.sandbox.provider.ProviderConfig;
import io.smppworker.sandbox.provider.Quirks;
import io.smppworker.sandbox.provider.Quirks.IdBase;
import io.smppworker.sandbox.provider.ReceiptForm;
import io.smppworker.sandbox.provider.ReceiptStory;
import io.smppworker.sandbox.worker.WorkerYaml;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Receipts in number, with ids written one way in submit_sm_resp and another way in receipts. */
class ManyReceiptsIT {
    private static final int COUNT = Integer.getInteger("receipts.count", 20_000);
    private static final int PER_SECOND = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(90 + COUNT / 50);

    @Test
    void everyRequestHasItsOneFinalReceiptHoweverTheIdIsWritten() {
        Quirks quirks = Quirks.none()
                .withUntidyIds(IdBase.HEX, IdBase.DECIMAL)
                .withForms(ReceiptForm.DOCUMENTED, ReceiptForm.TEXT_ALONE, ReceiptForm.QUOTED_RECEIPT)
                .withStories(Map.of(ReceiptStory.TWICE, 5, ReceiptStory.EARLY, 5));
        ProviderConfig provider =
                ProviderConfig.defaults().withThrottlePerSecond(PER_SECOND).withQuirks(quirks);
        try (Scene scene = new Scene(provider)) {
            scene.start("w1", ManyReceiptsIT::account);
            scene.start("w2", ManyReceiptsIT::account);
            scene.awaitAllSlotsHeldBy("w1", "w2");
            for (int i = 0; i < COUNT; i++) {
                scene.send("many-" + i, "2782" + (1_000_000 + i % 1_000), "number " + i);
            }
            scene.flush();
            scene.awaitFinalReceipts(PATIENCE);
            await().atMost(PATIENCE)
                    .until(() -> scene.provider.counts().receipts().pending() == 0);
            scene.send("last", "27821000000", "behind all the others");
            scene.flush();
            scene.awaitFinalReceipts(PATIENCE);

            DeliverCounts receipts = scene.provider.counts().receipts();
            assertThat(receipts.created()).isBetween(COUNT * 103L / 100, COUNT * 107L / 100);
            assertThat(receipts.acknowledged()).isEqualTo(receipts.created());
            scene.assertEveryRequestAcceptedOnceAndReceipted();
            assertThat(scene.seen().receipts())
                    .describedAs("messages with receipts: none but those that were sent")
                    .hasSize(COUNT + 1);
            assertThat(scene.seen().unreadable()).isEmpty();
            assertThat(scene.provider.summary().violations()).isEmpty();
        }
    }

    private static WorkerYaml account(WorkerYaml yaml) {
        return yaml.set("account.throttle", PER_SECOND)
                .set("account.messageIds.submitResp", "hex")
                .set("account.messageIds.receipt", "decimal");
    }
}
