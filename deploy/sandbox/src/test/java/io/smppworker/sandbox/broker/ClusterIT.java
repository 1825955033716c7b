package io.smppworker.sandbox.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class ClusterIT {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterIT.class);
    private static final String TOPIC = "things";
    private static final int PARTITIONS = 6;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Test
    void nothingAcknowledgedIsLostOverAKillAndARollingRestart() throws Exception {
        try (Cluster cluster = Cluster.open();
                Producing producing = new Producing(cluster.bootstrapServers())) {
            producing.awaitMore(50);
            producing.longestSilence();
            cluster.kill(0);
            producing.awaitMore(100);
            LOG.info("nothing was acknowledged for {} ms when a broker was killed", producing.longestSilence());
            cluster.start(0);
            cluster.awaitInSync(PATIENCE);
            for (int i = 0; i < Cluster.SIZE; i++) {
                cluster.stop(i);
                producing.awaitMore(50);
                cluster.start(i);
                cluster.awaitInSync(PATIENCE);
            }
            LOG.info("nothing was acknowledged for {} ms in the rolling restart", producing.longestSilence());
            Set<String> acknowledged = producing.stop();
            assertThat(consume(cluster.bootstrapServers(), acknowledged.size())).containsAll(acknowledged);
        }
    }

    @Test
    void everyTopicHasThreeCopiesUnlessItAsksForOthers() throws Exception {
        try (Cluster cluster = Cluster.open();
                Admin admin = Admin.create(configuration(cluster.bootstrapServers()))) {
            createTopic(admin);
            cluster.awaitInSync(PATIENCE);
            assertThat(consume(cluster.bootstrapServers(), 0)).isEmpty();
            Map<String, TopicDescription> topics = admin.describeTopics(List.of(TOPIC, "__consumer_offsets"))
                    .allTopicNames()
                    .get();
            assertThat(topics.values())
                    .flatMap(TopicDescription::partitions)
                    .allSatisfy(partition -> assertThat(partition.replicas()).hasSize(Cluster.SIZE));
        }
    }

    private static Map<String, Object> configuration(String bootstrapServers) {
        return Map.of("bootstrap.servers", bootstrapServers);
    }

    private static void createTopic(Admin admin) throws Exception {
        admin.createTopics(List.of(new NewTopic(TOPIC, PARTITIONS, (short) -1)))
                .all()
                .get();
    }

    /** Everything in the topic, at least so many, by a group. */
    private static Set<String> consume(String bootstrapServers, int count) {
        Map<String, Object> configuration =
                Map.of("bootstrap.servers", bootstrapServers, "group.id", "group", "auto.offset.reset", "earliest");
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(configuration, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(TOPIC));
            Set<String> values = new HashSet<>();
            await().atMost(PATIENCE).until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(each -> values.add(each.value()));
                return values.size() >= count && !consumer.assignment().isEmpty();
            });
            return values;
        }
    }

    /** A record every 20 ms, acknowledged by all copies in sync. */
    private static final class Producing implements AutoCloseable {
        private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        private final AtomicInteger next = new AtomicInteger();
        private final KafkaProducer<String, String> producer;
        private long lastNanos = System.nanoTime();
        private long longestNanos;

        Producing(String bootstrapServers) throws Exception {
            try (Admin admin = Admin.create(configuration(bootstrapServers))) {
                createTopic(admin);
            }
            producer = new KafkaProducer<>(
                    configuration(bootstrapServers), new StringSerializer(), new StringSerializer());
            var unused = clock.scheduleAtFixedRate(this::produce, 0, 20, TimeUnit.MILLISECONDS);
        }

        private void produce() {
            String value = "thing " + next.incrementAndGet();
            var unused = producer.send(new ProducerRecord<>(TOPIC, value, value), (metadata, refused) -> {
                if (refused == null) {
                    acknowledged();
                    acknowledged.add(value);
                }
            });
        }

        private synchronized void acknowledged() {
            long now = System.nanoTime();
            longestNanos = Math.max(longestNanos, now - lastNanos);
            lastNanos = now;
        }

        /** Between two acknowledgements, since the last call; in milliseconds. */
        synchronized long longestSilence() {
            long longest = longestNanos;
            longestNanos = 0;
            return TimeUnit.NANOSECONDS.toMillis(longest);
        }

        void awaitMore(int count) {
            int before = acknowledged.size();
            await().atMost(PATIENCE).until(() -> acknowledged.size() >= before + count);
        }

        Set<String> stop() {
            clock.shutdown();
            producer.flush();
            return acknowledged;
        }

        @Override
        public void close() {
            clock.shutdownNow();
            producer.close(Duration.ZERO);
        }
    }
}
