package io.smppworker.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smppworker.sandbox.provider.ProviderConfig;
import io.smppworker.schemas.Receipt;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Servers go and come back; the rest is used to the full and nothing is lost. */
class OutageIT {
    @Test
    void trafficGoesOnOverTheServersThatAreUpAndComesBackWithTheOthers() {
        try (Scene scene = new Scene(ProviderConfig.defaults())) {
            scene.start("w1");
            scene.start("w2", yaml -> yaml.set("roles", List.of("submit")));
            scene.awaitAllSlotsHeldBy("w1", "w2");
            try (Backlog backlog = new Backlog(scene, "outage")) {
                scene.awaitRate(Scene.WHOLE_RATE);
                scene.provider.stopServer("smpp2");
                scene.awaitRate(0.9 * 150);
                scene.provider.stopServer("smpp3");
                scene.provider.stopServer("smpp4");
                scene.awaitRate(0.9 * 50);

                List.of("smpp2", "smpp3", "smpp4").forEach(scene.provider::startServer);
                scene.awaitAllSlotsHeldBy(Duration.ofSeconds(30), "w1", "w2");
                scene.awaitRate(Scene.WHOLE_RATE);
            }

            scene.awaitFinalReceipts(Duration.ofMinutes(2));
            assertNothingLostAndEveryRepetitionDeclared(scene);
            assertThat(scene.limits().exceeded()).isEmpty();
        }
    }

    @Test
    void withTwoSlotsEachAndTwoServersDownNoRequestWaitsOnAWorkerThatCannotSend() {
        try (Scene scene = new Scene(ProviderConfig.defaults())) {
            String[] workers = {"w1", "w2", "w3", "w4", "w5", "w6", "w7", "w8"};
            for (String worker : workers) {
                List<String> roles = worker.equals("w1") ? List.of("submit", "correlate") : List.of("submit");
                scene.start(worker, yaml -> yaml.set("roles", roles));
            }
            scene.awaitAllSlotsHeldBy(Duration.ofMinutes(2), workers);
            try (Backlog backlog = new Backlog(scene, "lanes")) {
                scene.awaitRate(150);
                // the slots of every other worker are on these two
                scene.provider.stopServer("smpp1");
                scene.provider.stopServer("smpp3");
                scene.awaitRate(0.9 * 100);
                assertThat(scene.bound()).hasSize(8);
            }

            scene.awaitFinalReceipts(Duration.ofMinutes(2));
            assertNothingLostAndEveryRepetitionDeclared(scene);
            assertThat(scene.limits().exceeded()).isEmpty();
        }
    }

    @Test
    void withEveryServerDownForLongerThanSlotsMayFailAllWaitsAndGoesOn() {
        try (Scene scene = new Scene(ProviderConfig.defaults())) {
            scene.provider.servers().forEach(server -> scene.provider.stopServer(server.name()));
            scene.start("w1");
            scene.start("w2", yaml -> yaml.set("roles", List.of("submit")));
            awaitLogged(scene, "w1", "have not been bound for");
            awaitLogged(scene, "w2", "have not been bound for");
            scene.sendMany("wait", 500);
            scene.provider.servers().forEach(server -> scene.provider.startServer(server.name()));

            scene.awaitAllSlotsHeldBy("w1", "w2");
            scene.awaitFinalReceipts(Duration.ofMinutes(2));
            scene.assertEveryRequestAcceptedOnceAndReceipted();
            scene.assertLimitsHeld();
            assertThat(scene.bound().stream().collect(Collectors.groupingBy(scene::workerOf, Collectors.counting())))
                    .describedAs("slots: who was bound first again takes nothing from the other")
                    .isEqualTo(Map.of("w1", 8L, "w2", 8L));
        }
    }

    private static void awaitLogged(Scene scene, String worker, String words) {
        await().atMost(Duration.ofMinutes(1))
                .until(() -> scene.worker(worker).lastOfLog(100).contains(words));
    }

    /** A server that goes leaves submissions in doubt; they are sent again, and the receipt says so. */
    private static void assertNothingLostAndEveryRepetitionDeclared(Scene scene) {
        scene.assertEveryRequestAcceptedAndDelivered();
        scene.provider
                .messages()
                .forEach((id, submits) -> submits.accepted().forEach((index, times) -> {
                    if (times > 1) {
                        Receipt receipt =
                                scene.seen().receipts(id, Receipt.Stage.SUBMIT).get(0);
                        assertThat(receipt.segments().get(index - 1).attempts())
                                .describedAs("attempts of segment %d of %s, accepted %d times", index, id, times)
                                .isGreaterThanOrEqualTo(times);
                    }
                }));
    }
}
