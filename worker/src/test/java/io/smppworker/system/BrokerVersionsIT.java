package io.smppworker.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smppworker.sandbox.broker.Brokers;
import io.smppworker.sandbox.provider.ProviderConfig;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whole path on brokers of other versions, each with its defaults: what a worker needs is on all of them. */
class BrokerVersionsIT {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerVersionsIT.class);
    private static final int REQUESTS = 1_500;
    private static final int WHEN_KILLED = 300;

    @ParameterizedTest
    @ValueSource(strings = {"3.9.1", "4.3.1", "4.4.0"})
    void nothingIsLostNorDoubledInSilenceWhenOneIsKilledAndAnotherComes(String version) {
        // answers that take a while keep the windows in use
        ProviderConfig config = ProviderConfig.defaults().withResponseDelay(Duration.ofMillis(100));
        long startedNanos = System.nanoTime();
        try (Scene scene = new Scene(config, Brokers.ofVersion(version))) {
            scene.start("w1");
            scene.start("w2");
            scene.awaitAllSlotsHeldBy("w1", "w2");
            scene.sendMany("version", REQUESTS);
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> scene.provider.counts().submits().accepted() >= WHEN_KILLED);

            scene.kill("w1");
            long killedNanos = System.nanoTime();
            scene.start("w3");
            scene.awaitAllSlotsHeldBy("w2", "w3");
            LOG.info(
                    "Kafka {}: all slots held again {} ms after a kill, with another worker's start",
                    version,
                    (System.nanoTime() - killedNanos) / 1_000_000);

            scene.awaitFinalReceipts(Duration.ofMinutes(2));
            LOG.info("Kafka {}: {} s in all", version, (System.nanoTime() - startedNanos) / 1_000_000_000);
            scene.assertEveryRequestAcceptedAndDelivered();
            scene.assertEveryDuplicateDeclared();
            scene.assertLimitsHeld();
            assertThat(scene.seen().unreadable()).isEmpty();
        }
    }
}
