package io.smppworker.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smppworker.sandbox.broker.Brokers;
import io.smppworker.sandbox.process.JvmProbe;
import io.smppworker.sandbox.provider.DeliveryTrace;
import io.smppworker.sandbox.provider.ProviderConfig;
import io.smppworker.sandbox.provider.SessionInfo;
import io.smppworker.schemas.Receipt;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The broker is gone for a while, receipts under way: the provider keeps what Kafka cannot take, and nothing is lost. */
class KafkaOutageIT {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaOutageIT.class);
    private static final Duration OUTAGE = Duration.ofSeconds(60);
    /** By which a heap may be fuller at the end of the outage than when it began to be felt. */
    private static final long HEAP_SLACK = 16L * 1024 * 1024;

    private static final int ESME_RX_T_APPN = 0x64;

    @Test
    void aBrokerThatIsKilledCostsNoBindAndNoReceipt() {
        ProviderConfig config =
                ProviderConfig.defaults().withReceiptDelay(Duration.ofMillis(200), Duration.ofSeconds(15));
        try (Scene scene = new Scene(config, Brokers.withControllerApart())) {
            scene.start("w1", yaml -> yaml.set("account.timers.store", "3s"));
            scene.start("w2", yaml -> yaml.set("account.timers.store", "3s").set("roles", List.of("submit")));
            scene.awaitAllSlotsHeldBy("w1", "w2");
            Set<Integer> sessions = sessions(scene);

            scene.sendMany("before", 600);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> scene.provider.counts().submits().accepted() >= 300 && hasFinalReceipt(scene));
            scene.broker().kill();
            long killedNanos = System.nanoTime();
            sendManyLater(scene);
            await().atMost(Duration.ofSeconds(30)).until(() -> refused(scene) > 0);
            long heapBefore = liveHeapOctets(scene);
            await().atMost(OUTAGE.multipliedBy(2))
                    .pollInterval(Duration.ofMillis(500))
                    .untilAsserted(() -> {
                        scene.checkAlive();
                        assertThat(sessions(scene)).describedAs("sessions").isEqualTo(sessions);
                        assertThat(System.nanoTime() - killedNanos).isGreaterThan(OUTAGE.toNanos());
                    });
            long heapAfter = liveHeapOctets(scene);
            LOG.info(
                    "Kafka away for {} s: live heap of a worker {} KiB, then {} KiB",
                    OUTAGE.toSeconds(),
                    heapBefore / 1024,
                    heapAfter / 1024);
            assertThat(heapAfter).describedAs("live heap").isLessThan(heapBefore + HEAP_SLACK);
            scene.broker().start();

            scene.awaitFinalReceipts(Duration.ofMinutes(2));
            assertThat(sessions(scene)).describedAs("sessions").isEqualTo(sessions);
            scene.assertEveryRequestAcceptedOnceAndReceipted();
            scene.assertLimitsHeld();
            assertThat(scene.provider.counts().receipts().acknowledged())
                    .isEqualTo(scene.provider.counts().receipts().created());
        }
    }

    /** Receipts are on their way through all of it. */
    private static boolean hasFinalReceipt(Scene scene) {
        return scene.seen().receipts().values().stream().flatMap(List::stream).anyMatch(Receipt::isFinal);
    }

    private static long liveHeapOctets(Scene scene) {
        try (JvmProbe probe = scene.worker("w1").process().probe()) {
            return probe.liveHeapOctets();
        }
    }

    private static void sendManyLater(Scene scene) {
        for (int i = 0; i < 100; i++) {
            scene.send("during-" + i, "27820000001", "short");
        }
    }

    private static Set<Integer> sessions(Scene scene) {
        return scene.bound().stream().map(SessionInfo::id).collect(Collectors.toSet());
    }

    private static long refused(Scene scene) {
        return scene.provider.deliveries().stream()
                .map(DeliveryTrace::answerStatus)
                .filter(Objects::nonNull)
                .filter(status -> status == ESME_RX_T_APPN)
                .count();
    }
}
