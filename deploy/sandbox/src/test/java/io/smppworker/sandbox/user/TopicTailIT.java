package io.smppworker.sandbox.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smppworker.sandbox.broker.Broker;
import io.smppworker.sandbox.broker.Brokers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class TopicTailIT {
    private static final int PARTITIONS = 4;

    private final List<String> seen = Collections.synchronizedList(new ArrayList<>());

    /** A topic that comes into being after the start, one that never does, and a broker that is killed before the end. */
    @Test
    void readsEveryRecordOnceThoughTheBrokerIsKilledBeforeTheEnd() throws Exception {
        try (Broker broker = Brokers.embedded()) {
            Set<String> produced = new TreeSet<>();
            for (int round = 0; round < 2; round++) {
                seen.clear();
                TopicTail tail = TopicTail.of(
                        broker.bootstrapServers(),
                        List.of("later", "never"),
                        taken -> seen.add(new String(taken.value(), StandardCharsets.UTF_8)));
                if (round == 0) {
                    create(broker, "later");
                }
                produced.addAll(produce(broker, "later", round));
                await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                    tail.check();
                    assertThat(seen).hasSameSizeAs(produced);
                });
                broker.kill();
                broker.start();
                tail.close();
                tail.check();
                assertThat(seen).containsExactlyInAnyOrderElementsOf(produced);
            }
        }
    }

    private static void create(Broker broker, String topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1)))
                    .all()
                    .get();
        }
    }

    private static List<String> produce(Broker broker, String topic, int round) {
        List<String> values = IntStream.range(0, 1_000)
                .mapToObj(number -> round + "-" + number)
                .toList();
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            values.forEach(value -> {
                var unused = producer.send(new ProducerRecord<>(topic, value, value));
            });
        }
        return values;
    }
}
