package io.smppworker.sandbox.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.sandbox.broker.Broker;
import io.smppworker.sandbox.broker.Brokers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class FleetStateIT {
    @Test
    void anOpenTransactionIsToldAndWhereItIsOpen() throws ExecutionException, InterruptedException {
        try (Broker broker = Brokers.prompt();
                KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                        Map.of(
                                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                broker.bootstrapServers(),
                                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                                "left-open"),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            FleetState fleet = new FleetState(broker.bootstrapServers(), List.of(), Duration.ZERO);
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("topic-of-a-test", new byte[] {1}))
                    .get();

            List<String> told = fleet.describe();

            assertThat(told).anyMatch(line -> line.startsWith("group smpp-worker-correlator: "));
            assertThat(told).anyMatch(line -> line.startsWith("transaction left-open, "));
            assertThat(told)
                    .anyMatch(line ->
                            line.startsWith("partition topic-of-a-test-0: a transaction is open since offset 0"));
            producer.abortTransaction();
            assertThat(fleet.describe()).noneMatch(line -> line.contains("topic-of-a-test"));
        }
    }
}
