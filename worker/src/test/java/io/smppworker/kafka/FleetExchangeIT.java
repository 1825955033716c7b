package io.smppworker.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.smppworker.SharedBroker;
import io.smppworker.config.ConfigFile;
import io.smppworker.config.WorkerConfig;
import io.smppworker.sandbox.broker.Broker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class FleetExchangeIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String STATUS = "smpp.status";
    private static final List<String> TOPICS = List.of(
            "sms.outbound",
            "sms.outbound.urgent",
            "sms.receipts",
            "sms.inbound",
            "sms.dead-letters",
            "smpp.binds",
            "smpp.submissions",
            "smpp.deliveries",
            STATUS);

    private final String run = UUID.randomUUID().toString();
    private final String topic = STATUS + "-" + run;

    @TempDir
    private Path directory;

    /** A worker that cannot say how it is for a moment is seen afterwards, and who writes nonsense disturbs nobody. */
    @Test
    void neitherAStatusThatFailsOnceNorARecordOfSomebodyElseEndsIt() throws Exception {
        try (Broker broker = SharedBroker.prompt(run)) {
            WorkerConfig one = config("one", broker);
            WorkerConfig two = config("two", broker);
            createTopics(one);
            AtomicInteger asked = new AtomicInteger();
            try (FleetExchange hearing =
                            new FleetExchange(one, () -> status("one"), System::nanoTime, Clock.systemUTC());
                    FleetExchange failing = new FleetExchange(
                            two,
                            () -> {
                                if (asked.getAndIncrement() == 0) {
                                    throw new IllegalStateException("the dispatcher does not answer");
                                }
                                return status("two");
                            },
                            System::nanoTime,
                            Clock.systemUTC())) {
                hearing.start();
                failing.start();
                await().atMost(SOON).untilAsserted(() -> {
                    produce(one, "stranger", "no JSON");
                    produce(one, "another", "1");
                    assertThat(hearing.others())
                            .extracting(FleetExchange.Other::workerId)
                            .containsExactly("two");
                    assertThat(failing.others())
                            .extracting(FleetExchange.Other::workerId)
                            .containsExactly("one");
                });
                assertThat(asked.get()).isGreaterThan(1);
                assertThat(hearing.others().get(0).status().path("is").asText()).isEqualTo("two");
            }
        }
    }

    @Test
    void usesATopicThatIsMadeAfterItsStart() throws Exception {
        ListAppender<ILoggingEvent> said = new ListAppender<>();
        said.start();
        Logger log = (Logger) LoggerFactory.getLogger(FleetExchange.class);
        log.addAppender(said);
        try (Broker broker = SharedBroker.prompt(run);
                FleetExchange one = telling("one", broker);
                FleetExchange two = telling("two", broker)) {
            one.start();
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(said.list)
                            .extracting(ILoggingEvent::getFormattedMessage)
                            .anyMatch(line -> line.startsWith("there is no topic " + topic)));
            createTopics(config("two", broker));
            two.start();
            await().atMost(SOON).untilAsserted(() -> {
                assertThat(one.others()).hasSize(1);
                assertThat(two.others()).hasSize(1);
            });
        } finally {
            log.detachAppender(said);
        }
    }

    @Test
    void ofThoseThatStartTogetherOneIsTheFirst() throws Exception {
        try (Broker broker = SharedBroker.prompt(run)) {
            createTopics(config("one", broker));
            try (FleetExchange one = telling("one", broker);
                    FleetExchange two = telling("two", broker);
                    FleetExchange three = telling("three", broker)) {
                List<FleetExchange> fleet = List.of(one, two, three);
                assertThat(fleet).allMatch(worker -> worker.isPreceded(status -> true));

                fleet.forEach(FleetExchange::start);

                await().atMost(SOON)
                        .untilAsserted(() -> assertThat(fleet)
                                .filteredOn(worker -> !worker.isPreceded(status -> true))
                                .hasSize(1));
                await().atMost(SOON)
                        .untilAsserted(() -> assertThat(fleet).allMatch(worker -> !worker.isPreceded(status -> false)));
            }
        }
    }

    private FleetExchange telling(String workerId, Broker broker) throws Exception {
        return new FleetExchange(config(workerId, broker), () -> status(workerId), System::nanoTime, Clock.systemUTC());
    }

    private static byte[] status(String is) {
        return "{\"is\":\"%s\"}".formatted(is).getBytes(StandardCharsets.UTF_8);
    }

    private static void createTopics(WorkerConfig config) throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(new ClientProperties(config.kafka(), "topics").common())) {
            new Topics(admin, config.topics(), 1, 1).verify(Topics.Missing.CREATE);
        }
    }

    private void produce(WorkerConfig as, String key, String value) throws InterruptedException, ExecutionException {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(new ClientProperties(as.kafka(), "stranger").statusProducer())) {
            producer.send(new ProducerRecord<>(
                            topic, key.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8)))
                    .get();
        }
    }

    private WorkerConfig config(String workerId, Broker broker) throws Exception {
        Path file = Files.writeString(
                directory.resolve(workerId + ".yaml"), """
                workerId: %s
                kafka: {bootstrapServers: "%s"}
                topics: {%s}
                account: {systemId: acme, password: s3cret}
                """.formatted(workerId, broker.bootstrapServers(), topics()));
        return ((ConfigFile.Loaded) ConfigFile.load(file, Map.of())).config();
    }

    private String topics() {
        return TOPICS.stream().map(name -> name + ": " + name + "-" + run).collect(Collectors.joining(", "));
    }
}
