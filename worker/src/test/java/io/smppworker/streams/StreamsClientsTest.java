package io.smppworker.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Kafka Streams gets to see of a producer's failures. */
class StreamsClientsTest {
    /** As brokers answer it, and as clients of Kafka have it in later calls, older and newer ones. */
    static Stream<KafkaException> aborted() {
        InvalidTxnStateException answer = new InvalidTxnStateException("answered by a broker");
        KafkaException abortable = new TransactionAbortableException("to be aborted", answer);
        return Stream.of(
                answer,
                new KafkaException("we are in an error state", answer),
                abortable,
                new KafkaException("we are in an error state", abortable));
    }

    static Stream<KafkaException> others() {
        return Stream.of(
                new InvalidProducerEpochException("bumped"),
                new ProducerFencedException("fenced"),
                new TimeoutException("late"),
                new KafkaException("without a cause"),
                new TransactionAbortableException("to be aborted", new TimeoutException("late")),
                new KafkaException("we are in an error state", new TimeoutException("late")));
    }

    @ParameterizedTest
    @MethodSource("aborted")
    void aCallInATransactionThatAnotherHasAbortedIsFenced(KafkaException failure) {
        assertThatThrownBy(() -> StreamsClients.orFenced(() -> {
                    throw failure;
                }))
                .isInstanceOf(ProducerFencedException.class)
                .hasCause(failure);
    }

    @ParameterizedTest
    @MethodSource("others")
    void aCallThatFailsOtherwiseFailsAsItDoes(KafkaException failure) {
        assertThatThrownBy(() -> StreamsClients.orFenced(() -> {
                    throw failure;
                }))
                .isSameAs(failure);
    }

    @Test
    void aCallThatSucceedsIsMadeOnce() {
        List<String> calls = new ArrayList<>();
        StreamsClients.orFenced(() -> calls.add("called"));
        assertThat(calls).containsExactly("called");
    }

    @ParameterizedTest
    @MethodSource("aborted")
    void aRecordInATransactionThatAnotherHasAbortedIsFenced(KafkaException failure) {
        assertThat(givenToTheCallback(failure))
                .isInstanceOf(ProducerFencedException.class)
                .hasCause(failure);
    }

    @ParameterizedTest
    @MethodSource("others")
    void aRecordThatFailsOtherwiseFailsAsItDoes(KafkaException failure) {
        assertThat(givenToTheCallback(failure)).isSameAs(failure);
    }

    @Test
    void aRecordThatIsStoredHasNotFailedAndOneWithoutACallbackStaysSo() {
        assertThat(givenToTheCallback(null)).isNull();
        IllegalStateException notKafkas = new IllegalStateException("closed");
        assertThat(givenToTheCallback(notKafkas)).isSameAs(notKafkas);
        assertThat(StreamsClients.orFenced((Callback) null)).isNull();
    }

    /** As {@code StreamsProducer.send} has it: a task has moved when the cause says that the producer is fenced. */
    @ParameterizedTest
    @MethodSource("aborted")
    void whatSendThrowsHasTheFenceAsItsCause(KafkaException failure) {
        assertThat(StreamsClients.withFencedCause(failure)).hasCauseInstanceOf(ProducerFencedException.class);
    }

    @ParameterizedTest
    @MethodSource("others")
    void whatSendThrowsOtherwiseIsAsItWas(KafkaException failure) {
        assertThat(StreamsClients.withFencedCause(failure)).isSameAs(failure);
    }

    private static @Nullable Exception givenToTheCallback(@Nullable Exception failure) {
        List<@Nullable Exception> given = new ArrayList<>();
        Callback callback = StreamsClients.orFenced((metadata, passed) -> given.add(passed));
        Objects.requireNonNull(callback).onCompletion(null, failure);
        assertThat(given).hasSize(1);
        return given.get(0);
    }
}
