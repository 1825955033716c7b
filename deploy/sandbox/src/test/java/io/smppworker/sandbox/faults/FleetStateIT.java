package io.smppworker.sandbox.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smppworker.sandbox.broker.Broker;
import io.smppworker.sandbox.broker.Brokers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class FleetStateIT {
    private final String topic = "fleet-state-" + UUID.randomUUID();

    @Test
    void theGroupAndAnOpenTransactionAndWhereItIsOpenAreReported() throws ExecutionException, InterruptedException {
        try (Broker broker = Brokers.prompt();
                KafkaProducer<byte[], byte[]> producer = producer(broker);
                KafkaConsumer<byte[], byte[]> member = member(broker)) {
            FleetState fleet = new FleetState(broker.bootstrapServers(), List.of(), Duration.ZERO);
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(topic, new byte[] {1})).get();
            member.subscribe(List.of(topic));
            await().until(() -> {
                member.poll(Duration.ofMillis(100));
                return !member.assignment().isEmpty();
            });

            List<String> reported = fleet.describe();
            assertThat(reported).contains("group smpp-worker: Stable");
            assertThat(reported)
                    .anyMatch(line -> line.startsWith("  consumer-smpp-worker-") && line.endsWith(": 1 partitions"));
            assertThat(reported).anyMatch(line -> line.startsWith("group smpp-worker-correlator: not known: "));
            assertThat(reported).anyMatch(line -> line.startsWith("transaction " + topic + ", "));
            assertThat(reported)
                    .anyMatch(
                            line -> line.startsWith("partition " + topic + "-0: a transaction is open since offset 0"));

            producer.abortTransaction();
            await().untilAsserted(() -> assertThat(fleet.describe())
                    .contains("group smpp-worker: Stable")
                    .noneMatch(line -> line.contains(topic)));
        }
    }

    private KafkaProducer<byte[], byte[]> producer(Broker broker) {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        broker.bootstrapServers(),
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                        topic),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private KafkaConsumer<byte[], byte[]> member(Broker broker) {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        broker.bootstrapServers(),
                        ConsumerConfig.GROUP_ID_CONFIG,
                        "smpp-worker"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}
