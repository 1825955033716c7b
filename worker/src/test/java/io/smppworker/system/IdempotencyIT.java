package io.smppworker.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smppworker.sandbox.provider.ProviderConfig;
import io.smppworker.schemas.Receipt;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A request produced twice is submitted once, whoever reads its copies, and each copy is answered. */
class IdempotencyIT {
    private static final int REQUESTS = 100;

    @Test
    void aRequestProducedAgainIsAnsweredWithWhatBecameOfTheFirst() {
        try (Scene scene = new Scene(ProviderConfig.defaults())) {
            scene.start("w1");
            scene.awaitAllSlotsHeldBy("w1");
            for (int i = 0; i < REQUESTS; i++) {
                scene.send("twice-" + i, "27820000001", "once is enough");
                scene.produce("sms.outbound", "twice-" + i, "27820000001", "once is enough");
            }
            scene.flush();
            scene.awaitFinalReceipts(Duration.ofMinutes(1));
            awaitRepeatsAnswered(scene, 1);

            // another lane, and another worker that knows of it from the journal alone
            scene.start("w2");
            scene.awaitAllSlotsHeldBy("w1", "w2");
            scene.stop("w1");
            scene.awaitAllSlotsHeldBy("w2");
            for (int i = 0; i < REQUESTS; i++) {
                scene.produce("sms.outbound.urgent", "twice-" + i, "27820000001", "once is enough");
            }
            scene.flush();
            awaitRepeatsAnswered(scene, 2);

            assertThat(scene.provider.messages().values())
                    .hasSize(REQUESTS)
                    .allSatisfy(submits -> assertThat(submits.arrived()).isEqualTo(Map.of(1, 1)));
            List<Receipt> repeats = repeats(scene, "twice-7");
            assertThat(repeats.get(1).status()).isEqualTo(Receipt.Status.DELIVERED);
            assertThat(repeats)
                    .allSatisfy(receipt -> assertThat(receipt.duplicateOf())
                            .isNotNull()
                            .satisfies(first -> assertThat(first.topic()).isEqualTo(scene.topic("sms.outbound"))));
        }
    }

    private static void awaitRepeatsAnswered(Scene scene, int each) {
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            for (int i = 0; i < REQUESTS; i++) {
                assertThat(repeats(scene, "twice-" + i))
                        .describedAs("twice-" + i)
                        .hasSize(each);
            }
        });
    }

    private static List<Receipt> repeats(Scene scene, String messageId) {
        return scene.seen().receipts().getOrDefault(messageId, List.of()).stream()
                .filter(receipt -> receipt.duplicateOf() != null)
                .toList();
    }
}
