package io.smppworker.correlate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smppworker.config.TopicNames;
import io.smppworker.message.MessageIdForm;
import io.smppworker.message.SegmentReceipts;
import io.smppworker.sandbox.broker.Broker;
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
import java.util.Properties;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;

/** Topics of its own on a real broker, as workers and users see them, and correlators between them. */
final class CorrelatorScene implements CorrelatorInput, AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(90);

    static final int PARTITIONS = 4;

    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private final TopicNames topics = topics(run);
    private final String bootstrapServers;
    private final KafkaProducer<String, byte[]> producer;
    private final KafkaConsumer<String, byte[]> consumer;
    private final List<Receipt> receipts = new ArrayList<>();
    private final Queue<Exception> unsent = new ConcurrentLinkedQueue<>();

    CorrelatorScene(Broker broker) {
        bootstrapServers = broker.bootstrapServers();
        createTopics();
        // An idempotent producer may hang on a topic that was created a moment ago, when its second batch is taken
        // first.
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "enable.idempotence", false),
                new StringSerializer(),
                new ByteArraySerializer());
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "auto.offset.reset",
                        "earliest",
                        "isolation.level",
                        "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        // not by a group: when the broker comes back, its committed position would be one of before, and what is read
        // twice would look like a receipt that was published twice
        consumer.assign(IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new TopicPartition(topics.receipts(), partition))
                .toList());
    }

    private static TopicNames topics(String run) {
        return Settings.topics("-" + run);
    }

    private void createTopics() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(Stream.of(topics.submissions(), topics.deliveries(), topics.receipts(), topics.inbound())
                            .map(name -> new NewTopic(name, PARTITIONS, (short) 1))
                            .toList())
                    .all()
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    String run() {
        return run;
    }

    String applicationId() {
        return applicationId(run);
    }

    private static String applicationId(String run) {
        return "correlator-" + run;
    }

    Properties properties(Path stateDir) {
        return properties(run, bootstrapServers, stateDir);
    }

    private static Properties properties(String run, String bootstrapServers, Path stateDir) {
        return Correlator.properties(
                applicationId(run), bootstrapServers, stateDir, 1, Duration.ofSeconds(6), Map.of());
    }

    CorrelatorSettings settings() {
        return settings(topics);
    }

    private static CorrelatorSettings settings(TopicNames topics) {
        return Settings.of(topics, MessageIdForm.RAW, MessageIdForm.RAW, SegmentReceipts.ALL, PARTITIONS);
    }

    /** A correlator of the scene of that name, for a process of its own. */
    static Correlator correlator(String run, String bootstrapServers, Path stateDir) {
        return new Correlator(
                properties(run, bootstrapServers, stateDir),
                settings(topics(run)),
                System::nanoTime,
                new PublishedHeard());
    }

    Correlator correlator(Path stateDir) {
        return correlator(properties(stateDir));
    }

    Correlator correlator(Properties properties) {
        return new Correlator(properties, settings(), System::nanoTime, new PublishedHeard());
    }

    static void awaitRunning(Correlator correlator) {
        await().atMost(PATIENCE).until(() -> correlator.state() == KafkaStreams.State.RUNNING);
    }

    @Override
    public void journal(SubmissionRecord... entries) {
        for (SubmissionRecord entry : entries) {
            send(topics.submissions(), Math.floorMod(entry.messageId().hashCode(), PARTITIONS), entry);
        }
    }

    @Override
    public void deliver(DeliveryRecord... records) {
        for (DeliveryRecord record : records) {
            send(topics.deliveries(), Entries.partition(record, PARTITIONS), record);
        }
    }

    private void send(String topic, @Nullable Integer partition, Object value) {
        try {
            var unused = producer.send(
                    new ProducerRecord<>(topic, partition, null, Json.MAPPER.writeValueAsBytes(value)),
                    (stored, failure) -> {
                        if (failure != null) {
                            unsent.add(failure);
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Receipt> receiptsSoFar() {
        read((receipt, partition) -> {});
        return receipts;
    }

    /** Hands over what is new, with its partition. */
    void read(ObjIntConsumer<Receipt> reader) {
        consumer.poll(Duration.ofMillis(200)).forEach(record -> {
            try {
                Receipt receipt = Json.MAPPER.readValue(record.value(), Receipt.class);
                receipts.add(receipt);
                reader.accept(receipt, record.partition());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    void awaitTold(Stories stories) {
        producer.flush();
        assertThat(unsent).isEmpty();
        await().atMost(PATIENCE).untilAsserted(() -> stories.assertTold(receiptsSoFar()));
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
        consumer.close();
    }
}
