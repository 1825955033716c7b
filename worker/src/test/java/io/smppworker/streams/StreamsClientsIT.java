package io.smppworker.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.SharedBroker;
import io.smppworker.sandbox.broker.Broker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.junit.jupiter.api.Test;

/** A stream thread's producer whose transaction is being aborted for another: its commit always ends as fenced. */
class StreamsClientsIT {
    private static final int TIMES = 30;

    @Test
    void aCommitThatAnotherAbortsIsFencedAndNoFailure() throws Exception {
        String run = UUID.randomUUID().toString();
        List<RuntimeException> ends = new ArrayList<>();
        try (Broker broker = SharedBroker.withDefaults(run);
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(run, 1, (short) 1))).all().get();
            for (int time = 0; time < TIMES; time++) {
                try (Producer<byte[], byte[]> producer = producer(broker, run)) {
                    producer.initTransactions();
                    producer.beginTransaction();
                    producer.send(new ProducerRecord<>(run, new byte[1])).get();
                    var fenced = admin.fenceProducers(List.of(run)).all();
                    while (stateOf(admin, run) == TransactionState.ONGOING) {
                        Thread.onSpinWait();
                    }
                    try {
                        producer.commitTransaction();
                    } catch (RuntimeException end) {
                        ends.add(end);
                    }
                    fenced.get();
                }
            }
        }
        assertThat(ends)
                .hasSize(TIMES)
                .hasOnlyElementsOfTypes(ProducerFencedException.class, InvalidProducerEpochException.class);
    }

    private static TransactionState stateOf(Admin admin, String transactionalId) throws Exception {
        return admin.describeTransactions(List.of(transactionalId))
                .description(transactionalId)
                .get()
                .state();
    }

    private static Producer<byte[], byte[]> producer(Broker broker, String transactionalId) {
        PromptCommits prompt = new PromptCommits(Duration.ofMillis(100), Duration.ofMillis(100), System::nanoTime);
        return new StreamsClients(prompt)
                .getProducer(Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        broker.bootstrapServers(),
                        ProducerConfig.CLIENT_ID_CONFIG,
                        transactionalId + "-producer",
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                        transactionalId));
    }
}
