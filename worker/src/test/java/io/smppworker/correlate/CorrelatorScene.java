package io.smppworker.correlate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smppworker.SharedBroker;
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
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.GroupState;
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

    private final Broker broker;
    private final String run;
    private final TopicNames topics;
    private final KafkaProducer<String, byte[]> producer;
    private final KafkaConsumer<String, byte[]> consumer;
    private final List<Receipt> receipts = new ArrayList<>();
    private final Queue<Exception> unsent = new ConcurrentLinkedQueue<>();

    /** For tests that are not of correlators' start, and leave the broker alone. */
    CorrelatorScene() {
        this(newRun());
    }

    private CorrelatorScene(String run) {
        this(SharedBroker.prompt(run), run);
    }

    /** With a broker of its own, to be stopped and killed. */
    CorrelatorScene(Broker broker) {
        this(broker, newRun());
    }

    private CorrelatorScene(Broker broker, String run) {
        this.broker = broker;
        this.run = run;
        topics = topics(run);
        createTopics();
        // An idempotent producer may hang on a topic that was created a moment ago, when its second batch is taken
        // first.
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "enable.idempotence", false),
                new StringSerializer(),
                new ByteArraySerializer());
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        broker.bootstrapServers(),
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

    /** For tests of what correlators that start together do on a broker with its defaults, which they leave alone. */
    static CorrelatorScene onDefaults() {
        String run = newRun();
        return new CorrelatorScene(SharedBroker.withDefaults(run), run);
    }

    private static String newRun() {
        return UUID.randomUUID().toString().substring(0, 8);
    }

    private static TopicNames topics(String run) {
        return Settings.topics("-" + run);
    }

    private void createTopics() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(Stream.of(topics.submissions(), topics.deliveries(), topics.receipts(), topics.inbound())
                            .map(name -> new NewTopic(name, PARTITIONS, (short) 1))
                            .toList())
                    .all()
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    Broker broker() {
        return broker;
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
        return properties(run, broker.bootstrapServers(), stateDir);
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
                new PublishedRecorded());
    }

    Correlator correlator(Path stateDir) {
        return correlator(properties(stateDir));
    }

    Correlator correlator(Properties properties) {
        return new Correlator(properties, settings(), System::nanoTime, new PublishedRecorded());
    }

    /** Until so many correlators are members of their group, and it is stable. */
    void awaitMembers(int members) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            await().atMost(PATIENCE).ignoreExceptions().until(() -> {
                Map<String, ConsumerGroupDescription> groups = admin.describeConsumerGroups(List.of(applicationId()))
                        .all()
                        .get();
                return groups.values().stream()
                        .allMatch(group -> group.groupState() == GroupState.STABLE
                                && group.members().size() == members);
            });
        }
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

    void awaitReported(Stories stories) {
        producer.flush();
        assertThat(unsent).isEmpty();
        await().atMost(PATIENCE).untilAsserted(() -> stories.assertReported(receiptsSoFar()));
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
        consumer.close();
        broker.close();
    }
}
