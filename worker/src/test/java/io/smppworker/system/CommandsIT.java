package io.smppworker.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smppworker.sandbox.provider.ProviderConfig;
import io.smppworker.sandbox.worker.WorkerYaml;
import io.smppworker.schemas.Receipt;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;

/** The commands as a user types them: what they print and how they exit. */
class CommandsIT {
    @Test
    void requestsAreSentByHandAndFromAFileAndNoneThatWouldBeADeadLetter() throws Exception {
        try (Scene scene = new Scene(ProviderConfig.defaults())) {
            scene.start("w1");
            scene.awaitAllSlotsHeldBy("w1");
            manyAreSentFromAFileAndNoneOfOneWithABadLine(scene);
            aRequestSentByHandPrintsItsReceiptsUntilTheFinalOne(scene);
            aRequestThatWouldBeADeadLetterIsNotProduced(scene);
        }
    }

    private static void aRequestSentByHandPrintsItsReceiptsUntilTheFinalOne(Scene scene) {
        Scene.Command sent = scene.run(scene.yaml("cli"), "send", "--to", "27820000001", "--text", "by hand", "--wait");
        assertThat(sent.exitCode()).describedAs("%s", sent.lines()).isZero();
        assertThat(sent.lines())
                .anyMatch(line -> line.startsWith("messageId "))
                .anyMatch(line -> line.contains("\"status\":\"ACCEPTED\""))
                .anyMatch(line -> line.contains("\"status\":\"DELIVERED\"") && line.contains("\"final\":true"));
    }

    private static void aRequestThatWouldBeADeadLetterIsNotProduced(Scene scene) {
        Scene.Command refused = scene.run(scene.yaml("cli"), "send", "--to", "abc", "--text", "x");
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(lines(refused))
                .containsExactly("not produced: --to must be 3..20 digits, one leading + allowed and dropped");
    }

    private static void manyAreSentFromAFileAndNoneOfOneWithABadLine(Scene scene) throws Exception {
        Path csv = Files.createTempFile("many", ".csv");
        try {
            Files.writeString(csv, "messageId,to,text\na-1,27820000001,€\na-2,abc,x\na-3,27820000001,x\n");
            Scene.Command bad = scene.run(scene.yaml("cli"), "send", "--from-file", csv.toString());
            assertThat(bad.exitCode()).isEqualTo(2);
            assertThat(lines(bad)).anyMatch(line -> line.startsWith("line 3: /to: must be 3..20 digits"));

            StringBuilder rows = new StringBuilder("messageId;to;text;context.row\n");
            for (int row = 1; row <= 200; row++) {
                rows.append("a-%d;27820000001;\"text; %d €\";%d\n".formatted(row, row, row));
            }
            Files.writeString(csv, rows);
            Scene.Command good = scene.run(scene.yaml("cli"), "send", "--from-file", csv.toString());
            assertThat(good.exitCode()).describedAs("%s", good.lines()).isZero();
            assertThat(lines(good)).singleElement().asString().startsWith("200 requests produced to ");
        } finally {
            Files.delete(csv);
        }
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(scene.seen().receipts()).hasSize(200));
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(scene.seen().receipts("a-200", Receipt.Stage.DELIVERY))
                        .singleElement()
                        .satisfies(receipt -> assertThat(receipt.context()).hasToString("{\"row\":\"200\"}")));
    }

    @Test
    void topicsAreCreatedOnceAndAGroupOfOtherConsumersIsRefusedWithWhatToDo() {
        try (Scene scene = new Scene(ProviderConfig.defaults())) {
            topicsAreCreatedOnceAndVerifiedAfterwards(scene);
            aGroupOfOtherConsumersIsRefusedWithWhatToDo(scene);
        }
    }

    private static void topicsAreCreatedOnceAndVerifiedAfterwards(Scene scene) {
        Scene.Command first = scene.run(scene.yaml("cli"), "topics");
        assertThat(first.exitCode()).describedAs("%s", first.lines()).isZero();
        assertThat(first.lines())
                .filteredOn(line -> line.contains("created with 16 partitions"))
                .hasSize(6);
        assertThat(first.lines())
                .anyMatch(line -> line.contains("submissions") && line.contains("with 4 partitions"))
                .anyMatch(line -> line.contains("deliveries") && line.contains("with 2 partitions"))
                .anyMatch(line -> line.contains("status") && line.contains("with 1 partition"));
        Scene.Command second = scene.run(scene.yaml("cli"), "topics");
        assertThat(second.exitCode()).isZero();
        assertThat(second.lines())
                .filteredOn(line -> line.contains("has 16 partitions"))
                .hasSize(6);
    }

    /** The topics exist. */
    private static void aGroupOfOtherConsumersIsRefusedWithWhatToDo(Scene scene) {
        try (KafkaConsumer<byte[], byte[]> stranger = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        scene.broker().bootstrapServers(),
                        ConsumerConfig.GROUP_ID_CONFIG,
                        scene.groupId()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            stranger.subscribe(List.of(scene.topic("sms.outbound")));
            await().atMost(Duration.ofMinutes(1)).until(() -> {
                stranger.poll(Duration.ofMillis(100));
                return !stranger.assignment().isEmpty();
            });

            WorkerYaml yaml = scene.yaml("w1");
            Scene.Command check = scene.run(yaml, "check");
            assertThat(check.exitCode()).isEqualTo(1);
            assertThat(lines(check))
                    .contains("✓ clock: agrees with the brokers'")
                    .anyMatch(line -> line.startsWith("✗ group " + scene.groupId()) && line.contains("kafka.groupId"));

            Scene.Command run = scene.run(yaml, "run");
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.lines())
                    .anyMatch(line -> line.contains("members that are no workers") && line.contains("kafka.groupId"));
        }
    }

    @Test
    void aLeaseTopicOfTheWrongSizeStopsTheWorkerWithTheWayToMendIt() throws Exception {
        try (Scene scene = new Scene(ProviderConfig.defaults())) {
            create(scene, scene.topic("smpp.binds"), 8);
            Scene.Command refused = scene.run(scene.yaml("w1"), "run");
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.lines())
                    .anyMatch(line -> line.contains("has 8 partitions, but the account has 16 bind slots")
                            && line.contains("kafka-topics --alter"));
        }
    }

    @Test
    void lanesOfAnotherSizeWorkWithAWarningThatNamesTheExactOne() throws Exception {
        try (Scene scene = new Scene(ProviderConfig.defaults())) {
            create(scene, scene.topic("sms.outbound"), 5);
            scene.start("w1");
            scene.awaitAllSlotsHeldBy("w1");
            scene.sendMany("lanes", 50);
            scene.awaitFinalReceipts(Duration.ofMinutes(1));
            scene.assertEveryRequestAcceptedOnceAndReceipted();
            assertThat(scene.worker("w1").lastOfLog(500))
                    .contains("has 5 partitions: it works, but")
                    .contains("exactly 16");
        }
    }

    @Test
    void aWorkerThatStartsWhileKafkaIsAwayIsLiveAndSaysWhatItWaitsFor() {
        try (Scene scene = new Scene(ProviderConfig.defaults())) {
            scene.start("w1", yaml -> yaml.kafka("127.0.0.1:1"));
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> scene.worker("w1").admin() != null);
            assertThat(scene.admin("w1", "/live")).contains("\"live\":true");
            assertThat(scene.admin("w1", "/ready"))
                    .contains(
                            "\"ready\":false",
                            "the role submit has not started, for which it needs Kafka at 127.0.0.1:1");
            scene.stop("w1");
        }
    }

    @Test
    void aCheckShowsAllThatAWorkerNeedsAndChangesNothing() throws Exception {
        try (Scene scene = new Scene(ProviderConfig.defaults())) {
            WorkerYaml yaml = scene.yaml("w1");
            Scene.Command good = scene.run(yaml, "check");
            assertThat(good.exitCode()).describedAs("%s", good.lines()).isZero();
            assertThat(lines(good))
                    .hasSize(1 + 3 + 9 + 1 + 1 + 4)
                    .noneMatch(line -> line.startsWith("✗"))
                    .anyMatch(line -> line.contains("group session timeout: ") && line.contains("kafka.sessionTimeout"))
                    .anyMatch(line -> line.contains("topic " + scene.topic("smpp.binds") + ": does not exist yet"))
                    .anyMatch(line -> line.startsWith("! clock: ") && line.contains(scene.topic("smpp.status")))
                    .anyMatch(line -> line.startsWith("✓ server smpp4 ") && line.contains("bound as TRANSCEIVER"));
            assertThat(scene.bound()).isEmpty();

            create(scene, scene.topic("smpp.binds"), 8);
            create(scene, scene.topic("smpp.submissions"), 4);
            create(scene, scene.groupId() + "-correlator-reports-by-message-repartition", 4);
            create(scene, scene.topic("smpp.deliveries"), 3);
            create(scene, scene.groupId() + "-correlator-by-smsc-id-repartition", 2);
            scene.provider.stopServer("smpp2");
            Scene.Command bad = scene.run(yaml.set("account.password", "wrong"), "check");
            assertThat(bad.exitCode()).isEqualTo(1);
            assertThat(lines(bad))
                    .anyMatch(line -> line.startsWith("✗ topic") && line.contains("kafka-topics --alter"))
                    .anyMatch(line -> line.startsWith("✓ topic") && line.contains("reports-by-message"))
                    .anyMatch(line -> line.startsWith("✗ topic")
                            && line.contains("by-smsc-id")
                            && line.contains(scene.topic("smpp.deliveries") + " has 3"))
                    .anyMatch(line -> line.startsWith("✗ server smpp1") && line.contains("account.password"))
                    .anyMatch(line -> line.startsWith("✗ server smpp2") && line.contains("not connected"))
                    .noneMatch(line -> line.contains("wrong"));

            Scene.Command nobody = scene.run(yaml.kafka("127.0.0.1:1"), "check");
            assertThat(nobody.exitCode()).isEqualTo(1);
            assertThat(lines(nobody))
                    .anyMatch(
                            line -> line.startsWith("✗ kafka 127.0.0.1:1") && line.contains("kafka.bootstrapServers"));
        }
    }

    /** Of both streams, where nothing but lines for a person may be. */
    private static List<String> lines(Scene.Command command) {
        assertThat(command.lines()).noneMatch(line -> line.startsWith("{") || line.contains("clientId="));
        return command.lines();
    }

    @Test
    void everyProblemOfTheConfigurationIsReportedAtOnceAndNoSecret() {
        try (Scene scene = new Scene(ProviderConfig.defaults())) {
            WorkerYaml yaml = scene.yaml("w1")
                    .set("account.windw", 10)
                    .set("account.throttle", -1)
                    .set("account.password", "sécret")
                    .set("kafka.replicationFactor", "many");
            Scene.Command refused = scene.run(yaml, "run");
            assertThat(refused.exitCode()).isEqualTo(2);
            String said = String.join("\n", refused.lines());
            assertThat(said)
                    .contains("account.windw", "window")
                    .contains("account.throttle")
                    .contains("account.password")
                    .contains("kafka.replicationFactor")
                    .doesNotContain("sécret", "cret");
        }
    }

    private static void create(Scene scene, String topic, int partitions) throws Exception {
        try (Admin admin = Admin.create(Map.of(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, scene.broker().bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(topic, Optional.of(partitions), Optional.empty())))
                    .all()
                    .get();
        }
    }
}
