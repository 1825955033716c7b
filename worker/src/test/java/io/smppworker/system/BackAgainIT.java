package io.smppworker.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smppworker.sandbox.process.JavaProcess;
import io.smppworker.sandbox.provider.ProviderConfig;
import io.smppworker.schemas.Receipt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** The commands for what comes back: dead letters that can be sent after all, and receipts and replies to look at. */
class BackAgainIT {
    private static final String LONG = "x".repeat(200);

    @Test
    void aDeadLetterIsSentOnceTheReasonIsGoneAndReceiptsAndRepliesAreTailed() {
        try (Scene scene = new Scene(ProviderConfig.defaults())) {
            aDeadLetterIsSentOnceTheReasonIsGone(scene);
            receiptsAndRepliesAreTailed(scene);
        }
    }

    /** By w1, which runs on. */
    private static void aDeadLetterIsSentOnceTheReasonIsGone(Scene scene) {
        Scene.Command early = scene.run(scene.yaml("cli"), "replay", "--filter", "all");
        assertThat(early.exitCode()).isEqualTo(1);
        assertThat(String.join("\n", early.lines()))
                .contains("there is no topic " + scene.topic("sms.dead-letters") + ": the topics command creates it");

        scene.start("strict", yaml -> yaml.set("outbound.maxSegments", 1));
        scene.awaitAllSlotsHeldBy("strict");
        scene.produce("sms.outbound", "long", "27820000001", LONG);
        scene.produce("sms.outbound.urgent", "long-urgent", "27820000001", LONG);
        scene.sendRaw("other", new byte[] {'?'});
        scene.flush();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> scene.seen().deadLetters().size() == 3);
        scene.stop("strict");
        scene.start("w1");
        scene.awaitAllSlotsHeldBy("w1");

        String filter = "reason=too-many-*";
        Scene.Command shown = scene.run(scene.yaml("cli"), "replay", "--filter", filter);
        assertThat(shown.exitCode()).describedAs("%s", shown.lines()).isZero();
        assertThat(shown.lines())
                .anyMatch(line -> line.contains("  long  too-many-segments: the message takes 2 segments"))
                .contains("2 dead letters would be put back; --apply does it");
        assertThat(scene.provider.counts().submits().accepted()).isZero();

        Scene.Command applied = scene.run(scene.yaml("cli"), "replay", "--filter", filter, "--apply");
        assertThat(applied.exitCode()).describedAs("%s", applied.lines()).isZero();
        assertThat(applied.lines()).contains("2 dead letters put back");
        for (String id : List.of("long", "long-urgent")) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() ->
                            !scene.seen().receipts(id, Receipt.Stage.DELIVERY).isEmpty());
            assertThat(scene.seen().receipts(id, Receipt.Stage.SUBMIT))
                    .extracting(Receipt::status)
                    .containsExactly(Receipt.Status.REJECTED, Receipt.Status.ACCEPTED);
        }

        Scene.Command wrong = scene.run(scene.yaml("cli"), "replay", "--filter", "reson=schema");
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(String.join("\n", wrong.lines()))
                .contains("unknown condition reson=schema: must be all, or reason=");
    }

    private static void receiptsAndRepliesAreTailed(Scene scene) {
        scene.send("before", "27820000009", "before anybody looks");
        scene.flush();
        scene.awaitFinalReceipts(Duration.ofSeconds(30));

        Queue<String> all = new ConcurrentLinkedQueue<>();
        Queue<String> one = new ConcurrentLinkedQueue<>();
        Queue<String> number = new ConcurrentLinkedQueue<>();
        Queue<String> json = new ConcurrentLinkedQueue<>();
        try (JavaProcess tail = tail(scene, all, "--since", "1h");
                JavaProcess ofOne = tail(scene, one, "--since", "1h", "--id", "wanted");
                JavaProcess ofNumber = tail(scene, number, "--since", "1h", "--number", "+27820000002");
                JavaProcess asJson = tail(scene, json, "--since", "1h", "--number", "27820000002", "--json")) {
            scene.send("wanted", "27820000002", "hello");
            scene.send("other", "27820009001", "hello");
            scene.flush();
            scene.provider.injectMo("27820000002", "27999", "a reply");
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                assertThat(tail.isAlive() && ofOne.isAlive() && ofNumber.isAlive() && asJson.isAlive())
                        .isTrue();
                assertThat(json)
                        .hasSize(3)
                        .allMatch(line -> line.startsWith("{") && line.endsWith("}"))
                        .anyMatch(line -> line.contains("\"text\":\"a reply\""))
                        .anyMatch(line -> line.contains("\"status\":\"DELIVERED\""));
                assertThat(all)
                        .anyMatch(line -> line.contains("  before  delivery  DELIVERED.  to 27820000009"))
                        .anyMatch(line -> line.contains("  other  delivery  UNDELIVERABLE.  to 27820009001")
                                && line.contains("the provider says UNDELIV"))
                        .anyMatch(line -> line.contains("  inbound  from 27820000002 to 27999  a reply"));
                assertThat(one).hasSize(2).allMatch(line -> line.contains("  wanted  "));
                assertThat(number)
                        .hasSize(3)
                        .anyMatch(line -> line.contains("a reply"))
                        .anyMatch(line -> line.contains("  wanted  submit  ACCEPTED  to 27820000002"));
            });
        }
    }

    private static JavaProcess tail(Scene scene, Queue<String> lines, String... options) {
        List<String> arguments = new ArrayList<>(List.of("tail"));
        arguments.addAll(List.of(options));
        return scene.begin(scene.yaml("cli"), lines::add, arguments.toArray(String[]::new));
    }
}
