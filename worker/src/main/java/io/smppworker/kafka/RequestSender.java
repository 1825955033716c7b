package io.smppworker.kafka;

import io.smppworker.config.WorkerConfig;
import io.smppworker.schemas.Json;
import io.smppworker.schemas.Receipt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** A user's side of the contract: produces requests on one lane and reads their receipts. One thread; blocking. */
public final class RequestSender implements AutoCloseable {
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final WorkerConfig config;
    private final String topic;
    private final LongSupplier ticker;
    private final Producer<byte[], byte[]> producer;
    private @Nullable TopicReader receipts;

    /** @param ticker nanoseconds */
    public RequestSender(WorkerConfig config, boolean urgent, LongSupplier ticker) {
        this(
                config,
                urgent,
                ticker,
                new KafkaProducer<>(new ClientProperties(config.kafka(), config.workerId() + "-send").producer()));
    }

    RequestSender(WorkerConfig config, boolean urgent, LongSupplier ticker, Producer<byte[], byte[]> producer) {
        this.config = config;
        this.topic = urgent ? config.topics().urgent() : config.topics().outbound();
        this.ticker = ticker;
        this.producer = producer;
    }

    /** The lane's topic. */
    public String topic() {
        return topic;
    }

    /**
     * Asks Kafka for the lane's topic, so that a problem of all requests is reported once and before the first.
     *
     * @throws IllegalStateException with a message for people, when Kafka does not answer or has no such topic
     * @throws KafkaException when Kafka refuses to answer this user
     */
    public void lookUp() {
        RequiredTopics.lookUp(config.kafka(), List.of(topic));
    }

    /** Receipts are read from here on. To be called before {@link #send}. Throws as {@link #lookUp}. */
    public void listen() {
        RequiredTopics.lookUp(config.kafka(), List.of(config.topics().receipts()));
        receipts = new TopicReader(config, List.of(config.topics().receipts()));
        receipts.fromNow();
    }

    /**
     * Stores a request; returns when it is.
     *
     * @param json the request, UTF-8
     * @throws IllegalStateException when Kafka has not answered within 30 s
     */
    public void send(String messageId, byte[] json) throws InterruptedException, ExecutionException {
        CompletableFuture<@Nullable Exception> answer = new CompletableFuture<>();
        store(messageId, json, answer::complete);
        try {
            Exception refusal = answer.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
            if (refusal != null) {
                throw new ExecutionException(refusal);
            }
        } catch (java.util.concurrent.TimeoutException e) {
            throw new IllegalStateException("Kafka has not answered within %d s: whether %s is stored is not known"
                    .formatted(ANSWER.toSeconds(), messageId));
        }
    }

    /**
     * Hands a request over to be stored.
     *
     * @param json the request, UTF-8
     * @param answered called once, on this thread or the producer's: with null when it is stored, else with the reason why it
     *     is not
     */
    public void store(String messageId, byte[] json, Consumer<@Nullable Exception> answered) {
        byte[] key = messageId.getBytes(StandardCharsets.UTF_8);
        try {
            var unused = producer.send(
                    new ProducerRecord<>(topic, key, json), (metadata, refusal) -> answered.accept(refusal));
        } catch (RuntimeException e) {
            answered.accept(e);
        }
    }

    /**
     * Hands over the message's receipts as they come.
     *
     * @return whether its final one came in time: of delivery, or of a submit that failed
     */
    public boolean awaitReceipts(String messageId, Duration timeout, Consumer<Receipt> seen) {
        TopicReader reader = Objects.requireNonNull(receipts, "nobody listens");
        byte[] key = messageId.getBytes(StandardCharsets.UTF_8);
        long startNanos = ticker.getAsLong();
        AtomicBoolean ended = new AtomicBoolean();
        while (!ended.get() && ticker.getAsLong() - startNanos < timeout.toNanos()) {
            reader.poll(stored -> {
                if (Arrays.equals(stored.key(), key)) {
                    Receipt receipt = read(stored.value());
                    seen.accept(receipt);
                    ended.compareAndSet(false, receipt.isFinal());
                }
            });
        }
        return ended.get();
    }

    private static Receipt read(byte[] value) {
        try {
            return Json.MAPPER.readValue(value, Receipt.class);
        } catch (IOException e) {
            throw new UncheckedIOException("receipt", e);
        }
    }

    /** Gives up requests that Kafka has not answered for after 2 s. */
    @Override
    public void close() {
        producer.close(CLOSE);
        if (receipts != null) {
            receipts.close();
        }
    }
}
