package io.smppworker.correlate;

import static org.awaitility.Awaitility.await;

import io.smppworker.message.MessageIdForm;
import io.smppworker.sandbox.broker.Broker;
import io.smppworker.sandbox.broker.Brokers;
import io.smppworker.schemas.DeliveryRecord;
import io.smppworker.schemas.Json;
import io.smppworker.schemas.Receipt;
import io.smppworker.schemas.SubmissionRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorrelatorIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static Broker broker;

    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private final CorrelatorTopics topics =
            new CorrelatorTopics("submissions-" + run, "deliveries-" + run, "receipts-" + run, "inbound-" + run);

    @BeforeAll
    static void startBroker() {
        broker = Brokers.open();
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @Test
    void aMessageIsToldOnceThoughItsCorrelatorLeavesAndAnotherTakesOver(@TempDir Path firstDir, @TempDir Path secondDir)
            throws Exception {
        createTopics();
        Stories stories = new Stories(300, new Random(11));
        List<Consumer<CorrelatorInput>> events = stories.events();
        try (Wire wire = new Wire();
                Correlator second = correlator(secondDir)) {
            try (Correlator first = correlator(firstDir)) {
                first.start();
                awaitRunning(first);
                events.subList(0, events.size() / 3).forEach(event -> event.accept(wire));
                second.start();
                awaitRunning(second);
                events.subList(events.size() / 3, events.size() / 2).forEach(event -> event.accept(wire));
            }
            events.subList(events.size() / 2, events.size()).forEach(event -> event.accept(wire));
            await().atMost(PATIENCE).untilAsserted(() -> stories.assertTold(wire.receiptsSoFar()));
        }
    }

    private void createTopics() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(Stream.of(topics.submissions(), topics.deliveries(), topics.receipts(), topics.inbound())
                            .map(name -> new NewTopic(name, 4, (short) 1))
                            .toList())
                    .all()
                    .get();
        }
    }

    private Correlator correlator(Path stateDir) {
        return new Correlator(
                Correlator.properties(
                        "correlator-" + run, broker.bootstrapServers(), stateDir, 1, Duration.ofMillis(100), Map.of()),
                new CorrelatorSettings(
                        topics,
                        MessageIdForm.RAW,
                        MessageIdForm.RAW,
                        Duration.ofDays(3),
                        Duration.ofHours(1),
                        Duration.ofMinutes(10),
                        4));
    }

    private static void awaitRunning(Correlator correlator) {
        await().atMost(PATIENCE).until(() -> correlator.state() == KafkaStreams.State.RUNNING);
    }

    /** The topics as workers and users see them. */
    private final class Wire implements CorrelatorInput, AutoCloseable {
        private final KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer());
        private final KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        broker.bootstrapServers(),
                        "group.id",
                        "user-" + run,
                        "auto.offset.reset",
                        "earliest",
                        "isolation.level",
                        "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        private final List<Receipt> receipts = new ArrayList<>();

        Wire() {
            consumer.subscribe(List.of(topics.receipts()));
        }

        @Override
        public void journal(SubmissionRecord... entries) {
            for (SubmissionRecord entry : entries) {
                send(topics.submissions(), entry);
            }
        }

        @Override
        public void deliver(DeliveryRecord... records) {
            for (DeliveryRecord record : records) {
                send(topics.deliveries(), record);
            }
        }

        private void send(String topic, Object value) {
            try {
                var unused = producer.send(new ProducerRecord<>(topic, Json.MAPPER.writeValueAsBytes(value)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        List<Receipt> receiptsSoFar() {
            consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                try {
                    receipts.add(Json.MAPPER.readValue(record.value(), Receipt.class));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            return receipts;
        }

        @Override
        public void close() {
            producer.close();
            consumer.close();
        }
    }
}
