package io.smppworker.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StoringProducerTest {
    private final Kafka kafka = new Kafka();
    private final List<Throwable> fatal = new CopyOnWriteArrayList<>();
    private final List<String> stored = new CopyOnWriteArrayList<>();
    private final StoringProducer producer =
            new StoringProducer(kafka, fatal::add, Executors.newSingleThreadScheduledExecutor());

    /** Like Kafka's own, it reports to the callback within {@code send} that it has no metadata. */
    private static final class Kafka extends MockProducer<byte[], byte[]> {
        private volatile boolean withoutMetadata;

        Kafka() {
            super(false, null, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> message, Callback callback) {
            if (withoutMetadata) {
                TimeoutException error = new TimeoutException("max.block.ms");
                callback.onCompletion(null, error);
                return CompletableFuture.failedFuture(error);
            }
            return super.send(message, callback);
        }
    }

    @AfterEach
    void close() {
        producer.close();
    }

    private void store(String text) {
        producer.store(
                new ProducerRecord<>("smpp.submissions", text.getBytes(StandardCharsets.UTF_8)),
                metadata -> stored.add(text));
    }

    private void storeSoon(String text) {
        producer.storeSoon(
                new ProducerRecord<>("smpp.submissions", text.getBytes(StandardCharsets.UTF_8)),
                metadata -> stored.add(text));
    }

    private List<String> sent() {
        List<String> texts = new ArrayList<>();
        kafka.history().forEach(message -> texts.add(new String(message.value(), StandardCharsets.UTF_8)));
        return texts;
    }

    @Test
    void whatIsInNoHurryGoesBeforeTheNextRecord() {
        storeSoon("a");
        storeSoon("b");
        store("c");
        assertThat(sent()).containsExactly("a", "b", "c");
    }

    @Test
    void whatIsInNoHurryGoesByItselfWhenNothingFollows() {
        storeSoon("a");
        await().until(() -> sent().equals(List.of("a")));
        storeSoon("b");
        await().until(() -> sent().equals(List.of("a", "b")));
    }

    @Test
    void whatIsInNoHurryIsSentAtTheEnd() {
        storeSoon("a");
        producer.close();
        assertThat(sent()).containsExactly("a");
        storeSoon("b");
        assertThat(stored).doesNotContain("b");
    }

    @Test
    void whatTheProducerDoesNotTakeForATimeIsStoredInTheOrderOfHandingOver() {
        kafka.withoutMetadata = true;
        store("a");
        store("b");
        kafka.withoutMetadata = false;
        store("c");
        assertThat(sent()).describedAs("c may not overtake").isEmpty();
        await().until(() -> sent().size() == 3);
        store("d");
        assertThat(sent()).containsExactly("a", "b", "c", "d");
        while (kafka.completeNext()) {
            // one after the other
        }
        assertThat(stored).containsExactly("a", "b", "c", "d");
        assertThat(fatal).isEmpty();
    }

    @Test
    void whatTheBrokerDoesNotTakeIsSentAgain() {
        store("a");
        kafka.errorNext(new TimeoutException("delivery.timeout.ms"));
        await().until(() -> sent().size() == 2);
        kafka.completeNext();
        assertThat(stored).containsExactly("a");
        assertThat(fatal).isEmpty();
    }

    @Test
    void anErrorThatTimeCannotMendEndsTheWorker() {
        store("a");
        kafka.errorNext(new ClusterAuthorizationException("no"));
        assertThat(fatal).singleElement().isInstanceOf(ClusterAuthorizationException.class);
        assertThat(stored).isEmpty();
    }

    @Test
    void onceClosedItSendsNothingAndIsNoReasonToEnd() {
        store("a");
        producer.close();
        store("b");
        assertThat(sent()).containsExactly("a");
        assertThat(fatal).isEmpty();
    }
}
