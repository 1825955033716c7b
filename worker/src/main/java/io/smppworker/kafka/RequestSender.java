package io.smppworker.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.smppworker.config.WorkerConfig;
import io.smppworker.schemas.Json;
import io.smppworker.schemas.Receipt;
import io.smppworker.schemas.SendRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** A user's side of the contract: produces a request and reads its receipts. One thread; blocking. */
public final class RequestSender implements AutoCloseable {
    private final WorkerConfig config;
    private final LongSupplier ticker;
    private final KafkaProducer<byte[], byte[]> producer;
    private @Nullable TopicReader receipts;

    public RequestSender(WorkerConfig config, LongSupplier ticker) {
        this.config = config;
        this.ticker = ticker;
        ClientProperties properties = new ClientProperties(config.kafka(), config.workerId() + "-send");
        this.producer = new KafkaProducer<>(properties.producer());
    }

    /** Receipts are read from here on. To be called before {@link #send}. */
    public void listen() {
        receipts = new TopicReader(config, List.of(config.topics().receipts()));
        receipts.fromNow();
    }

    /** Stores the request on its lane. */
    public void send(SendRequest request, boolean urgent)
            throws JsonProcessingException, InterruptedException, ExecutionException {
        String topic = urgent ? config.topics().urgent() : config.topics().outbound();
        producer.send(new ProducerRecord<>(
                        topic,
                        request.messageId().getBytes(StandardCharsets.UTF_8),
                        Json.MAPPER.writeValueAsBytes(request)))
                .get();
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

    @Override
    public void close() {
        producer.close();
        if (receipts != null) {
            receipts.close();
        }
    }
}
