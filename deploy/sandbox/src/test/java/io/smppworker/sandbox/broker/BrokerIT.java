package io.smppworker.sandbox.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.server.common.MetadataVersion;
import org.junit.jupiter.api.Test;

class BrokerIT {
    private static final String TOPIC = "things";
    /** Groups form at once. */
    private static final Map<String, String> PROMPT = Map.of("group.initial.rebalance.delay.ms", "0");

    @Test
    void recordsOutliveAKillAndAStop() throws Exception {
        try (Broker broker = Brokers.embedded(PROMPT)) {
            String address = broker.bootstrapServers();
            createTopic(address);
            produce(address, "before the kill");

            broker.kill();
            broker.start();
            assertThat(consume(address, "first", 1)).containsExactly("before the kill");
            produce(address, "after the kill");

            broker.stop();
            broker.start();
            assertThat(broker.bootstrapServers()).isEqualTo(address);
            assertThat(consume(address, "second", 2)).containsExactly("before the kill", "after the kill");
        }
    }

    @Test
    void aBrokerOfAnotherVersionServesAndKeepsItsRecordsOverARestart() throws Exception {
        String version = "3.9.1";
        try (Broker broker = Brokers.ofVersion(version)) {
            createTopic(broker.bootstrapServers());
            produce(broker.bootstrapServers(), "before");
            assertThat(versionOf(broker)).isEqualTo(version.substring(0, version.lastIndexOf('.')));
            broker.stop();
            broker.start();
            assertThat(consume(broker.bootstrapServers(), "group", 1)).containsExactly("before");
        }
    }

    @Test
    void aVersionWithoutAModuleIsRefused() {
        assertThatThrownBy(() -> Brokers.ofVersion("0.8.0"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0.8.0");
    }

    /** As its metadata.version feature says. */
    private static String versionOf(Broker broker) throws Exception {
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()))) {
            Map<String, FinalizedVersionRange> features =
                    admin.describeFeatures().featureMetadata().get().finalizedFeatures();
            short level =
                    Objects.requireNonNull(features.get("metadata.version")).maxVersionLevel();
            return MetadataVersion.fromFeatureLevel(level).shortVersion();
        }
    }

    @Test
    void isReadySoonAndLeavesNoProcessAndNoFile() {
        Set<Long> processesBefore = children();
        Set<Path> filesBefore = brokerDirectories();
        Instant start = Instant.now();
        Broker broker = Brokers.embedded();
        Path directory;
        try {
            assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(30));
            assertThat(children()).hasSizeGreaterThan(processesBefore.size());
            directory = directoryOf(broker, filesBefore);
        } finally {
            broker.close();
        }
        assertThat(children().stream().filter(pid -> !processesBefore.contains(pid)))
                .allMatch(BrokerIT::isWatchdog);
        assertThat(directory).doesNotExist();
    }

    @Test
    void aRunningBrokerIsNotStartedTwice() {
        try (Broker broker = Brokers.embedded()) {
            assertThatThrownBy(broker::start).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void anInterruptFromTheTerminalDoesNotEndItBeforeItsOwner() throws Exception {
        try (Broker broker = Brokers.embedded(PROMPT)) {
            createTopic(broker.bootstrapServers());
            long pid = children().stream()
                    .filter(child -> !isWatchdog(child))
                    .max(Long::compare)
                    .orElseThrow();
            new ProcessBuilder("sh", "-c", "kill -INT " + pid).start().waitFor();
            produce(broker.bootstrapServers(), "still there");
            assertThat(consume(broker.bootstrapServers(), "group", 1)).containsExactly("still there");
        }
    }

    @Test
    void aGivenBrokerIsUsedButNeverEnded() {
        Broker given = new GivenBroker("somewhere:9092");
        assertThat(given.bootstrapServers()).isEqualTo("somewhere:9092");
        assertThatThrownBy(given::kill)
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("somewhere:9092")
                .hasMessageContaining(Brokers.ENVIRONMENT_VARIABLE);
        given.close();
    }

    private static void createTopic(String bootstrapServers) throws Exception {
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
        }
    }

    private static void produce(String bootstrapServers, String value) throws Exception {
        Map<String, Object> configuration = Map.of("bootstrap.servers", bootstrapServers, "acks", "all");
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(configuration, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(TOPIC, value)).get();
        }
    }

    /** By a group, so that the group coordinator is seen to work too; of the protocol that every version has. */
    private static List<String> consume(String bootstrapServers, String group, int count) {
        Map<String, Object> configuration =
                Map.of("bootstrap.servers", bootstrapServers, "group.id", group, "auto.offset.reset", "earliest");
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(configuration, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(TOPIC));
            List<String> values = new ArrayList<>();
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                for (ConsumerRecord<String, String> consumed : consumer.poll(Duration.ofMillis(100))) {
                    values.add(consumed.value());
                }
                return values.size() >= count;
            });
            return values;
        }
    }

    private static Set<Long> children() {
        return ProcessHandle.current()
                .children()
                .map(ProcessHandle::pid)
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static boolean isWatchdog(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(handle -> handle.info().commandLine())
                .filter(line -> line.contains("Watchdog"))
                .isPresent();
    }

    /** The only new one that is this broker's: tests run beside this one, and have theirs. */
    private static Path directoryOf(Broker broker, Set<Path> before) {
        List<Path> own = brokerDirectories().stream()
                .filter(directory -> !before.contains(directory) && isOf(broker, directory))
                .toList();
        assertThat(own).hasSize(1);
        return own.get(0);
    }

    private static boolean isOf(Broker broker, Path directory) {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(directory.resolve("broker.properties"))) {
            properties.load(in);
        } catch (IOException notYetOrNoMore) {
            return false;
        }
        return ("PLAINTEXT://" + broker.bootstrapServers()).equals(properties.getProperty("advertised.listeners"));
    }

    private static Set<Path> brokerDirectories() {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> String.valueOf(file.getFileName()).startsWith("smpp-worker-broker-"))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
