package io.smppworker.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smppworker.sandbox.provider.PeerBindType;
import io.smppworker.sandbox.provider.ProviderConfig;
import io.smppworker.sandbox.provider.SessionInfo;
import io.smppworker.sandbox.worker.WorkerYaml;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who holds which bind, and of what kind. */
class BindsIT {
    @Test
    void transmittersSendAndReceiversReceive() {
        try (Scene scene = new Scene(ProviderConfig.defaults())) {
            scene.start("w1", yaml -> yaml.set("account.binds", Map.of("transmitter", 2, "receiver", 2)));
            scene.awaitAllSlotsHeldBy("w1");
            Map<PeerBindType, Long> byType =
                    scene.bound().stream().collect(Collectors.groupingBy(SessionInfo::bindType, Collectors.counting()));
            assertThat(byType).isEqualTo(Map.of(PeerBindType.TRANSMITTER, 8L, PeerBindType.RECEIVER, 8L));

            scene.sendMany("split", 100);
            scene.awaitFinalReceipts(Duration.ofMinutes(1));
            scene.assertEveryRequestAcceptedOnceAndReceipted();
            scene.assertLimitsHeld();
        }
    }

    @Test
    void aWorkerBeyondTheSlotsStandsByAndTakesOverWhenOneIsFree() {
        UnaryOperator<WorkerYaml> oneSlot = yaml -> yaml.set("account.binds", Map.of("transceiver", 1));
        try (Scene scene = new Scene(ProviderConfig.defaults())) {
            scene.start("w1", yaml -> oneSlot.apply(yaml).set("account.servers", firstServer(scene)));
            awaitHolder(scene, "w1");
            scene.start(
                    "w2",
                    yaml -> oneSlot.apply(yaml)
                            .set("account.servers", firstServer(scene))
                            .set("roles", List.of("submit")));
            // whichever of the two the group gives the slot to, the other stands by, without lanes
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> Stream.of("w1", "w2")
                            .anyMatch(worker ->
                                    scene.worker(worker).lastOfLog(100).contains("no bind slot for this worker")));
            scene.sendMany("standby", 200);
            await().atMost(Duration.ofMinutes(1)).until(() -> scene.bound().size() == 1);
            String holder = scene.workerOf(scene.bound().get(0));
            String standby = holder.equals("w1") ? "w2" : "w1";
            scene.stop(holder);
            awaitHolder(scene, standby);
            scene.start(
                    "w3",
                    yaml -> oneSlot.apply(yaml)
                            .set("account.servers", firstServer(scene))
                            .set("roles", List.of("correlate")));
            scene.awaitFinalReceipts(Duration.ofMinutes(2));
            scene.assertEveryRequestAcceptedOnceAndReceipted();
            assertThat(scene.limits().maxBindsPerServer()).containsEntry(firstName(scene), 1);
        }
    }

    private static void awaitHolder(Scene scene, String worker) {
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            scene.checkAlive();
            assertThat(scene.bound())
                    .singleElement()
                    .extracting(scene::workerOf)
                    .isEqualTo(worker);
        });
    }

    private static String firstName(Scene scene) {
        return scene.provider.servers().get(0).name();
    }

    private static List<Map<String, Object>> firstServer(Scene scene) {
        var server = scene.provider.servers().get(0);
        return List.of(Map.of("name", server.name(), "host", server.host(), "port", server.plainPort()));
    }
}
