package io.smppworker.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smppworker.sandbox.provider.ProviderConfig;
import io.smppworker.schemas.Json;
import io.smppworker.schemas.Receipt;
import io.smppworker.schemas.SendRequestBuilder;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Requests produced in transactions that are committed, aborted or left open; and records with timestamps of any
 * kind. Long, because each scene needs its own producers.
 */
class TransactionalProducersIT {
    private static final String LANE = "sms.outbound";
    private static final String OUTBOX = "outbox-1";

    @Test
    void whatIsAbortedIsNeverSentAndTheLagComesToNothing() throws Exception {
        try (Scene scene = new Scene(ProviderConfig.defaults());
                KafkaProducer<byte[], byte[]> outbox = producer(scene, OUTBOX);
                KafkaProducer<byte[], byte[]> plain = producer(scene, null)) {
            scene.start("w1");
            scene.awaitAllSlotsHeldBy("w1");
            outbox.initTransactions();
            List<String> committed = new ArrayList<>();

            outbox.beginTransaction();
            for (int partition = 0; partition < Scene.SLOTS; partition++) {
                committed.add(put(scene, outbox, partition, "committed-" + partition));
            }
            outbox.commitTransaction();
            awaitDelivered(scene, committed);
            awaitNoLag(scene, "w1");

            outbox.beginTransaction();
            for (int partition = 0; partition < Scene.SLOTS; partition++) {
                put(scene, outbox, partition, "aborted-" + partition);
                put(scene, outbox, partition, "again-" + partition);
            }
            outbox.flush();
            committed.add(put(scene, plain, 0, "behind-it")); // waits for the end of the transaction
            outbox.abortTransaction();
            outbox.beginTransaction();
            for (int partition = 0; partition < Scene.SLOTS; partition++) {
                committed.add(put(scene, outbox, partition, "again-" + partition));
            }
            outbox.commitTransaction();
            awaitDelivered(scene, committed);

            outbox.beginTransaction();
            for (int partition = 0; partition < Scene.SLOTS; partition++) {
                put(scene, outbox, partition, "aborted-last-" + partition);
            }
            outbox.abortTransaction();
            awaitNoLag(scene, "w1");

            // the next owner goes on right behind markers and aborted records
            scene.kill("w1");
            scene.start("w2");
            scene.awaitAllSlotsHeldBy("w2");
            outbox.beginTransaction();
            for (int partition = 0; partition < Scene.SLOTS; partition++) {
                committed.add(put(scene, outbox, partition, "next-" + partition));
            }
            outbox.commitTransaction();
            awaitDelivered(scene, committed);
            awaitNoLag(scene, "w2");

            assertThat(scene.provider.messages())
                    .containsOnlyKeys(committed)
                    .allSatisfy((id, submits) -> assertThat(submits.arrived()).isEqualTo(Map.of(1, 1)));
            scene.assertLimitsHeld();
        }
    }

    @Test
    void neitherATimestampNorATransactionLeftOpenHoldsUpWhatIsNotItsOwn() throws Exception {
        try (Scene scene = new Scene(ProviderConfig.defaults());
                KafkaProducer<byte[], byte[]> plain = producer(scene, null)) {
            scene.start("w1");
            scene.awaitAllSlotsHeldBy("w1");
            List<String> sent = new ArrayList<>(aValidityNeitherRunsOutAtOnceNorNeverBecauseOfATimestamp(scene, plain));
            oneLeftOpenHoldsUpItsPartitionAloneAndIsNamedWithWhatToDo(scene, plain, sent);
        }
    }

    /** Returns what was sent, all of it on partition 0. */
    private static Set<String> aValidityNeitherRunsOutAtOnceNorNeverBecauseOfATimestamp(
            Scene scene, KafkaProducer<byte[], byte[]> plain) {
        long now = Instant.now().toEpochMilli();
        Map<String, Long> timestamps = Map.of(
                "the-epoch",
                0L,
                "in-seconds",
                now / 1000,
                "years-old",
                now - Duration.ofDays(1500).toMillis(),
                "ahead",
                now + Duration.ofMinutes(50).toMillis(), // brokers take no more than an hour by default
                "a-while-ago",
                now - Duration.ofMinutes(5).toMillis());
        timestamps.forEach((id, timestamp) -> put(scene, plain, 0, timestamp, id, "PT10M"));
        awaitDelivered(scene, timestamps.keySet());

        put(scene, plain, 0, now - Duration.ofMinutes(11).toMillis(), "too-late", "PT10M");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(scene.seen().receipts("too-late", Receipt.Stage.SUBMIT))
                        .extracting(Receipt::status)
                        .containsExactly(Receipt.Status.EXPIRED));
        return timestamps.keySet();
    }

    private static void oneLeftOpenHoldsUpItsPartitionAloneAndIsNamedWithWhatToDo(
            Scene scene, KafkaProducer<byte[], byte[]> plain, List<String> sent) {
        sent.add(put(scene, plain, 3, "before-it"));
        awaitDelivered(scene, sent);

        KafkaProducer<byte[], byte[]> dead = producer(scene, OUTBOX);
        dead.initTransactions();
        dead.beginTransaction();
        put(scene, dead, 3, "never");
        dead.flush();
        dead.close(Duration.ZERO); // as if it were killed: it aborts nothing

        String heldUp = put(scene, plain, 3, "behind-it");
        for (int partition = 0; partition < Scene.SLOTS; partition++) {
            if (partition != 3) {
                sent.add(put(scene, plain, partition, "beside-it-" + partition));
            }
        }
        awaitDelivered(scene, sent);
        awaitNamed(scene);
        assertThat(lag(scene, "w1")).isZero();
        assertThat(scene.run(scene.yaml("cli"), "check").lines())
                .filteredOn(line -> line.startsWith("! partition "))
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .contains(
                                scene.topic(LANE) + "-3",
                                "transactional.id " + OUTBOX,
                                "kafka-transactions.sh",
                                "--start-offset 1"));
        assertThat(scene.provider.messages()).doesNotContainKeys(heldUp, "never");

        try (KafkaProducer<byte[], byte[]> again = producer(scene, OUTBOX)) {
            again.initTransactions(); // aborts what it had left
            sent.add(heldUp);
            awaitDelivered(scene, sent);
            awaitNoLag(scene, "w1");
        }
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(openTransactions(scene, "w1")).isEmpty());
        assertThat(scene.provider.messages()).containsOnlyKeys(sent);
    }

    /** On {@code /status}: the one that holds up partition 3 from offset 1 on. */
    private static void awaitNamed(Scene scene) {
        await().atMost(Duration.ofSeconds(40))
                .untilAsserted(() -> assertThat(openTransactions(scene, "w1"))
                        .singleElement()
                        .satisfies(open -> {
                            assertThat(open.path("topic").asText()).isEqualTo(scene.topic(LANE));
                            assertThat(open.path("partition").asInt()).isEqualTo(3);
                            assertThat(open.path("offset").asLong()).isEqualTo(1);
                            assertThat(open.path("transactionalId").asText()).isEqualTo(OUTBOX);
                            assertThat(Instant.parse(open.path("since").asText()))
                                    .isBefore(Instant.now());
                            assertThat(Instant.parse(open.path("endsAt").asText()))
                                    .isAfter(Instant.now());
                            assertThat(open.path("toDo").asText())
                                    .contains("kafka-transactions.sh", "abort", "--partition 3", "--start-offset 1");
                        }));
    }

    private static KafkaProducer<byte[], byte[]> producer(Scene scene, @Nullable String transactionalId) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, scene.broker().bootstrapServers());
        // else a batch may be overtaken at a leader that is not ready yet, and never be taken
        properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        if (transactionalId != null) {
            properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
            properties.put(
                    ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                    Math.toIntExact(Duration.ofMinutes(10).toMillis()));
        }
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static String put(Scene scene, KafkaProducer<byte[], byte[]> producer, int partition, String messageId) {
        return put(scene, producer, partition, null, messageId, null);
    }

    /** Returns the messageId, which is the customer reference too, so that the provider's log knows it. */
    private static String put(
            Scene scene,
            KafkaProducer<byte[], byte[]> producer,
            int partition,
            @Nullable Long timestamp,
            String messageId,
            @Nullable String validity) {
        try {
            ObjectNode request = Json.MAPPER.valueToTree(SendRequestBuilder.builder()
                    .messageId(messageId)
                    .to("27820000001")
                    .text("A")
                    .customerReference(messageId)
                    .build());
            if (validity != null) {
                request.put("validity", validity);
            }
            var unused = producer.send(new ProducerRecord<>(
                    scene.topic(LANE),
                    partition,
                    timestamp,
                    messageId.getBytes(StandardCharsets.UTF_8),
                    Json.MAPPER.writeValueAsBytes(request)));
            return messageId;
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void awaitDelivered(Scene scene, Iterable<String> messageIds) {
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            scene.checkAlive();
            for (String id : messageIds) {
                assertThat(scene.seen().receipts(id, Receipt.Stage.DELIVERY))
                        .describedAs("delivery receipts of %s", id)
                        .extracting(Receipt::status)
                        .containsExactly(Receipt.Status.DELIVERED);
            }
        });
    }

    /** As {@code /status} has it, and as kafka-consumer-groups. */
    private static void awaitNoLag(Scene scene, String workerId) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(groupLag(scene))
                    .describedAs("as kafka-consumer-groups has it")
                    .isZero();
            assertThat(lag(scene, workerId)).describedAs("as /status has it").isZero();
        });
    }

    private static long groupLag(Scene scene) throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, scene.broker().bootstrapServers()))) {
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(scene.groupId())
                    .partitionsToOffsetAndMetadata()
                    .get();
            Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
            committed.keySet().forEach(partition -> latest.put(partition, OffsetSpec.latest()));
            assertThat(latest).hasSize(3 * Scene.SLOTS);
            return admin.listOffsets(latest).all().get().entrySet().stream()
                    .mapToLong(end -> end.getValue().offset()
                            - Objects.requireNonNull(committed.get(end.getKey()))
                                    .offset())
                    .sum();
        }
    }

    private static long lag(Scene scene, String workerId) {
        long lag = 0;
        for (JsonNode lane : status(scene, workerId).path("lanes")) {
            lag += lane.path("lag").asLong();
        }
        return lag;
    }

    private static List<JsonNode> openTransactions(Scene scene, String workerId) {
        List<JsonNode> open = new ArrayList<>();
        for (JsonNode lane : status(scene, workerId).path("lanes")) {
            lane.path("openTransactions").forEach(open::add);
        }
        return open;
    }

    private static JsonNode status(Scene scene, String workerId) {
        try {
            return Json.MAPPER.readTree(scene.admin(workerId, "/status"));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
