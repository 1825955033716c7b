package io.smppworker.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smppworker.sandbox.provider.ProviderConfig;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Workers come and go under load; the provider sees one well-behaved client. */
class ScalingIT {
    private static final Duration HANDOVER = Duration.ofSeconds(15);

    @Test
    void fromOneWorkerToFourAndBackToTwoNothingIsLostNothingDoubledAndEveryLimitHeld() {
        try (Scene scene = new Scene(ProviderConfig.defaults())) {
            scene.start("w1");
            scene.awaitAllSlotsHeldBy("w1");
            int segments = scene.sendMany("scale", 12_000);
            scene.awaitRate(190);

            scene.start("w2", yaml -> yaml);
            scene.start("w3", yaml -> yaml.set("roles", List.of("submit")));
            scene.start("w4", yaml -> yaml.set("roles", List.of("submit")));
            awaitJoined(scene, "w2", "w3", "w4");
            scene.awaitAllSlotsHeldBy(HANDOVER, "w1", "w2", "w3", "w4");
            scene.awaitRate(180);

            scene.stop("w1");
            scene.awaitAllSlotsHeldBy(HANDOVER, "w2", "w3", "w4");
            scene.stop("w4");
            scene.awaitAllSlotsHeldBy(HANDOVER, "w2", "w3");

            scene.awaitFinalReceipts(Duration.ofMinutes(2));
            scene.assertEveryRequestAcceptedOnceAndReceipted();
            assertThat(scene.provider.log().submits().accepted()).isEqualTo(segments);
            scene.assertLimitsHeld();
        }
    }

    /** A worker has joined when it has bound for the first time: starting a JVM is not the handover. */
    private static void awaitJoined(Scene scene, String... workerIds) {
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            scene.checkAlive();
            assertThat(scene.provider.log().sessions().stream().map(scene::workerOf))
                    .contains(workerIds);
        });
    }
}
