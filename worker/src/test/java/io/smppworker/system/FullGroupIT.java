package io.smppworker.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smppworker.sandbox.broker.Brokers;
import io.smppworker.sandbox.provider.ProviderConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An error on which Kafka's consumer gives up for good, and that passes without anything done to the worker. */
class FullGroupIT {
    @Test
    void aWorkerThatTheGroupHasNoRoomForTakesOverWhenThereIs() {
        Map<String, String> broker = Map.of("group.max.size", "1", "group.initial.rebalance.delay.ms", "0");
        try (Scene scene = new Scene(ProviderConfig.defaults(), Brokers.embedded(broker))) {
            scene.start("w1", yaml -> yaml.set("roles", List.of("submit")));
            scene.awaitAllSlotsHeldBy("w1");
            scene.start("w2", yaml -> yaml.set("roles", List.of("submit")));
            await().alias("w2 was refused")
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> scene.worker("w2").lastOfLog(200).contains("joining again"));

            scene.stop("w1");
            scene.awaitAllSlotsHeldBy("w2");
            scene.send("after", "27820000001", "still here");
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> scene.provider.counts().submits().accepted() >= 1);
            scene.checkAlive();
            scene.stop("w2");
            assertThat(scene.provider.counts().submits().accepted()).isEqualTo(1);
            assertThat(scene.bound()).isEmpty();
            scene.assertLimitsHeld();
        }
    }
}
