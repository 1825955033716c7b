package io.smppworker.sandbox.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;

class ClusterIT {
    private static final String TOPIC = "things";
    private static final int PARTITIONS = 6;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

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
}
