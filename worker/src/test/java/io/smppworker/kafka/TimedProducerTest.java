package io.smppworker.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smppworker.config.KafkaConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class TimedProducerTest {
    private static final String NOBODY_LISTENS = "127.0.0.1:1";

    private final MockProducer<byte[], byte[]> kafka =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final List<Throwable> fatal = new ArrayList<>();
    private final TimedProducer producer = new TimedProducer(kafka, fatal::add);

    private CompletableFuture<RecordMetadata> store() {
        return producer.store(new ProducerRecord<>("smpp.deliveries", new byte[] {1}))
                .toCompletableFuture();
    }

    @Test
    void aRecordIsStoredWhenTheBrokerSaysSo() {
        CompletableFuture<RecordMetadata> stored = store();
        assertThat(stored).isNotDone();
        kafka.completeNext();
        assertThat(stored).isCompleted();
    }

    @Test
    void aRecordWhoseTimeHasPassedIsGivenUpAndNotSentAgain() {
        CompletableFuture<RecordMetadata> stored = store();
        kafka.errorNext(new TimeoutException("delivery.timeout.ms"));
        assertThat(stored).isCompletedExceptionally();
        assertThat(kafka.history()).hasSize(1);
        assertThat(fatal).isEmpty();
    }

    @Test
    void aFullBufferIsNoDifferent() {
        kafka.sendException = new TimeoutException("max.block.ms");
        assertThat(store()).isCompletedExceptionally();
        assertThat(fatal).isEmpty();
    }

    @Test
    void aRecordTooLargeForTheBrokerHarmsNoOther() {
        CompletableFuture<RecordMetadata> tooLarge = store();
        CompletableFuture<RecordMetadata> other = store();
        kafka.errorNext(new RecordTooLargeException());
        kafka.completeNext();
        assertThat(tooLarge).isCompletedExceptionally();
        assertThat(other).isCompleted();
        assertThat(fatal).isEmpty();
    }

    @Test
    void anErrorThatTimeCannotMendEndsTheWorker() {
        CompletableFuture<RecordMetadata> stored = store();
        kafka.errorNext(new ClusterAuthorizationException("no"));
        assertThat(stored).isCompletedExceptionally();
        assertThat(fatal).singleElement().isInstanceOf(ClusterAuthorizationException.class);
    }

    @Test
    void onceClosedItRefusesAndIsNoReasonToEnd() {
        producer.close();
        assertThat(store()).isCompletedExceptionally();
        assertThat(fatal).isEmpty();
    }

    @Test
    void aBrokerThatIsAwayHoldsNobodyUp() {
        try (TimedProducer away = new TimedProducer(new KafkaProducer<>(properties(Map.of())), fatal::add)) {
            CompletableFuture<RecordMetadata> stored =
                    away.store(new ProducerRecord<>("t", new byte[] {1})).toCompletableFuture();
            await().atMost(Duration.ofSeconds(5))
                    .untilAsserted(() -> assertThat(stored).isCompletedExceptionally());
            assertThat(fatal).isEmpty();
        }
    }

    @Test
    void noPropertyOfTheUsersUndoesThePromise() {
        Map<String, String> users = Map.of(
                ProducerConfig.ACKS_CONFIG, "1",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "false",
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "600000",
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "600000",
                ProducerConfig.LINGER_MS_CONFIG, "60000");
        assertThat(properties(users))
                .containsEntry(ProducerConfig.ACKS_CONFIG, "all")
                .containsEntry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true)
                .containsEntry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000)
                .containsEntry(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000)
                .containsEntry(ProducerConfig.LINGER_MS_CONFIG, 10);
    }

    private static Map<String, Object> properties(Map<String, String> users) {
        KafkaConfig kafka =
                new KafkaConfig(NOBODY_LISTENS, "group", true, -1, Duration.ofSeconds(10), List.of(), users);
        return new ClientProperties(kafka, "w1").deliveryProducer(Duration.ofSeconds(10));
    }
}
