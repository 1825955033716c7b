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
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** A user's side of the contract: produces a request and reads its receipts. One thread; blocking. */
public final class RequestSender implements AutoCloseable {
    private final WorkerConfig config;
    private final LongSupplier ticker;
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> receipts;

    public RequestSender(WorkerConfig config, LongSupplier ticker) {
        this.config = config;
        this.ticker = ticker;
        ClientProperties properties = new ClientProperties(config.kafka(), config.workerId() + "-send");
        this.producer = new KafkaProducer<>(properties.producer());
        Map<String, Object> reader = properties.reader();
        reader.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        this.receipts = new KafkaConsumer<>(reader);
    }

    /** Receipts are read from here on. To be called before {@link #send}. */
    public void listen() {
        List<TopicPartition> partitions = receipts.partitionsFor(config.topics().receipts()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        receipts.assign(partitions);
        receipts.seekToEnd(partitions);
        partitions.forEach(receipts::position);
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
        byte[] key = messageId.getBytes(StandardCharsets.UTF_8);
        long startNanos = ticker.getAsLong();
        while (ticker.getAsLong() - startNanos < timeout.toNanos()) {
            for (ConsumerRecord<byte[], byte[]> stored : receipts.poll(Duration.ofMillis(200))) {
                if (Arrays.equals(stored.key(), key)) {
                    Receipt receipt = read(stored.value());
                    seen.accept(receipt);
                    if (receipt.isFinal()) {
                        return true;
                    }
                }
            }
        }
        return false;
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
        receipts.close();
    }
}
