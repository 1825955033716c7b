package io.smppworker.sandbox.bench;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads sms.receipts from its beginning, read committed, on a thread of its own, and keeps when each of the numbered
 * {@link Requests} was answered. Thread-safe.
 */
final class ReceiptsSeen implements AutoCloseable {
    private static final String TOPIC = "sms.receipts";
    private static final Duration POLL = Duration.ofMillis(100);
    private static final String SUBMIT = "\"stage\":\"submit\"";
    private static final String FINAL = "\"final\":true";

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Thread thread;
    private final AtomicLongArray deliveredNanos;
    private final LongAdder accepted = new LongAdder();
    private final LongAdder delivered = new LongAdder();
    private final LongAdder repeated = new LongAdder();
    private final LongAdder strange = new LongAdder();
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private volatile boolean closing;

    /**
     * Starts reading; the topic must exist.
     *
     * @param requests how many there are
     */
    ReceiptsSeen(String bootstrapServers, int requests) {
        deliveredNanos = new AtomicLongArray(requests);
        consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "none"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(TOPIC).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        thread = new Thread(this::read, "receipts-seen");
        thread.setDaemon(true);
        thread.start();
    }

    /** How many receipts of stage submit have come. */
    long accepted() {
        return accepted.sum();
    }

    /** How many requests have a final receipt of stage delivery. */
    long delivered() {
        RuntimeException failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException("the receipts can not be read", failed);
        }
        return delivered.sum();
    }

    /** When the final receipt of a request was read, {@link System#nanoTime}; 0 while it was not. */
    long deliveredNanos(int number) {
        return deliveredNanos.get(number);
    }

    /** Final receipts beyond the first of a message. */
    long repeated() {
        return repeated.sum();
    }

    /** Receipts of other messages. */
    long strange() {
        return strange.sum();
    }

    @Override
    public void close() {
        closing = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        try (consumer) {
            while (!closing) {
                consumer.poll(POLL).forEach(this::take);
            }
        } catch (RuntimeException e) {
            failure.compareAndSet(null, e);
        }
    }

    /** The key and two fields tell all that is wanted; whole JSON would cost the very processor that is measured. */
    private void take(ConsumerRecord<byte[], byte[]> taken) {
        int number = Requests.number(new String(taken.key(), StandardCharsets.US_ASCII));
        String value = new String(taken.value(), StandardCharsets.ISO_8859_1);
        if (number < 0) {
            strange.increment();
        } else if (value.contains(SUBMIT)) {
            accepted.increment();
        } else if (value.contains(FINAL)) {
            boolean isFirst = deliveredNanos.compareAndSet(number, 0, System.nanoTime());
            (isFirst ? delivered : repeated).increment();
        }
    }
}
