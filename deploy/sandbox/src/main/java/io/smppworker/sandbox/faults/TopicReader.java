package io.smppworker.sandbox.faults;

import com.fasterxml.jackson.databind.JsonNode;
import io.smppworker.schemas.Json;
import io.smppworker.schemas.Receipt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the workers write, from the beginning and read committed, on a thread of its own, and keeps of each record
 * only what the ledger needs. It takes no part in any group, so that the broker's end and return do not move it.
 * Thread-safe.
 */
final class TopicReader implements AutoCloseable {
    private static final String RECEIPTS = "sms.receipts";
    private static final String SUBMISSIONS = "smpp.submissions";
    private static final String DELIVERIES = "smpp.deliveries";
    private static final String DEAD_LETTERS = "sms.dead-letters";
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Thread thread;
    private final Map<String, MessageSeen> messages = new HashMap<>();
    private final Set<String> unmatched = new HashSet<>();
    private final Set<String> accepted = new HashSet<>();
    private final Set<String> deliveries = new HashSet<>();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private int deadLetters;
    private long records;
    private volatile boolean closing;

    /** Starts reading; the topics must exist. */
    TopicReader(String bootstrapServers) {
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
        List<TopicPartition> partitions = List.of(RECEIPTS, SUBMISSIONS, DELIVERIES, DEAD_LETTERS).stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        thread = new Thread(this::consume, "topic-reader");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * How many records of all topics have been read.
     *
     * @throws IllegalStateException when the topics can not be read
     */
    synchronized long records() {
        check();
        return records;
    }

    /** How many messages have a final submit outcome. */
    synchronized int outcomes() {
        return (int) messages.values().stream()
                .filter(seen -> !seen.outcomes().isEmpty())
                .count();
    }

    /**
     * All of it; only after {@link #close}.
     *
     * @throws IllegalStateException when the topics could not be read to their end
     */
    synchronized TopicsRead read() {
        check();
        return new TopicsRead(messages, unmatched, accepted, deliveries, deadLetters);
    }

    /** Reads what the topics hold now to its end, and no further. */
    @Override
    public void close() {
        closing = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void check() {
        Exception failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException("the topics can not be read", failed);
        }
    }

    private void consume() {
        try (consumer) {
            while (!closing || !isAtEnd()) {
                consumer.poll(POLL).forEach(this::take);
            }
        } catch (RuntimeException e) {
            failure.compareAndSet(null, e);
        }
    }

    private boolean isAtEnd() {
        return consumer.endOffsets(consumer.assignment()).entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private synchronized void take(ConsumerRecord<byte[], byte[]> taken) {
        records++;
        try {
            switch (taken.topic()) {
                case RECEIPTS -> receipt(Json.MAPPER.readValue(taken.value(), Receipt.class));
                case SUBMISSIONS -> submission(Json.MAPPER.readTree(taken.value()));
                case DELIVERIES -> delivery(taken.key());
                default -> deadLetters++;
            }
        } catch (IOException e) {
            failure.compareAndSet(
                    null,
                    new IOException(
                            taken.topic() + " partition " + taken.partition() + " offset " + taken.offset(), e));
        }
    }

    private void receipt(Receipt receipt) {
        if (Boolean.TRUE.equals(receipt.unmatched())) {
            unmatched.add(receipt.messageId());
        } else {
            messages.computeIfAbsent(receipt.messageId(), id -> new MessageSeen())
                    .take(receipt);
        }
    }

    private void submission(JsonNode entry) {
        String smscMessageId = entry.path("smscMessageId").asText();
        if (!smscMessageId.isEmpty()) {
            accepted.add(smscMessageId);
        }
    }

    private void delivery(byte @Nullable [] key) {
        if (key != null) {
            deliveries.add(new String(key, StandardCharsets.UTF_8));
        }
    }
}
