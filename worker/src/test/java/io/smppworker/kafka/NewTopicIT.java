package io.smppworker.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smppworker.SharedBroker;
import io.smppworker.config.ConfigFile;
import io.smppworker.config.WorkerConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker with its defaults, and a topic that is not there, or only just. */
class NewTopicIT {
    private static final int RECORDS = 2_000;
    private static final int TOPICS = 3;

    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private final SharedBroker broker = SharedBroker.withDefaults(run);
    private final Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));

    @TempDir
    private Path directory;

    @AfterEach
    void close() {
        admin.close();
        broker.close();
    }

    /** Its leaders come up one by one, and refuse what comes before; what comes after must not overtake that. */
    @Test
    void whatIsProducedAtOnceIsStoredInWhole() throws Exception {
        for (int number = 0; number < TOPICS; number++) {
            String topic = create("many-" + number);
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                    new ClientProperties(config(broker.bootstrapServers()).kafka(), "w1").producer());
            try {
                for (int record = 0; record < RECORDS; record++) {
                    byte[] key = Integer.toString(record).getBytes(StandardCharsets.UTF_8);
                    sent.add(producer.send(new ProducerRecord<>(topic, key, new byte[200])));
                }
                for (Future<RecordMetadata> one : sent) {
                    assertThat(one.get(1, TimeUnit.MINUTES).hasOffset()).isTrue();
                }
            } finally {
                producer.close(Duration.ZERO); // it would wait for ever for one that is never taken
            }
        }
    }

    @Test
    void sendSaysThatThereIsNoneAndDoesNotHaveTheBrokersMakeIt() throws Exception {
        try (RequestSender sender = new RequestSender(config(broker.bootstrapServers()), false, System::nanoTime)) {
            assertThatThrownBy(sender::lookUp)
                    .hasMessage(
                            "Kafka at %s has no topic sms.outbound-%s: start a worker, or let the topics command create it"
                                    .formatted(broker.bootstrapServers(), run));
        }
        assertThat(admin.listTopics().names().get()).doesNotContain("sms.outbound-" + run);
    }

    @Test
    void sendWaitsForOneThatIsBeingCreated() throws Exception {
        try (RequestSender sender = new RequestSender(config(broker.bootstrapServers()), false, System::nanoTime)) {
            CompletableFuture<Void> looked = CompletableFuture.runAsync(sender::lookUp);
            create("sms.outbound");
            assertThatCode(() -> looked.get(1, TimeUnit.MINUTES)).doesNotThrowAnyException();
        }
    }

    @Test
    void sendSaysThatKafkaDoesNotAnswer() throws Exception {
        try (RequestSender sender = new RequestSender(config("127.0.0.1:1"), false, System::nanoTime)) {
            assertThatThrownBy(sender::lookUp)
                    .hasMessage(
                            "Kafka at 127.0.0.1:1 does not answer: check kafka.bootstrapServers, and kafka.properties"
                                    + " when the brokers ask for TLS or a log-in");
        }
    }

    private String create(String name) throws Exception {
        String topic = name + "-" + run;
        admin.createTopics(List.of(new NewTopic(topic, Optional.of(16), Optional.empty())))
                .all()
                .get();
        return topic;
    }

    private WorkerConfig config(String bootstrapServers) throws IOException {
        Path file = directory.resolve("worker.yaml");
        Files.writeString(file, """
            kafka: {bootstrapServers: "%s"}
            account: {systemId: id, password: secret}
            topics: {sms.outbound: "sms.outbound-%s"}
            """.formatted(bootstrapServers, run));
        return ((ConfigFile.Loaded) ConfigFile.load(file, Map.of())).config();
    }
}
