package io.smppworker.sandbox.faults;

import com.fasterxml.jackson.databind.JsonNode;
import io.smppworker.sandbox.referee.MessageSeen;
import io.smppworker.sandbox.user.TopicTail;
import io.smppworker.schemas.Json;
import io.smppworker.schemas.Receipt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Reads what the workers write from the beginning, and keeps of each record only what the ledger needs. Thread-safe. */
final class SuiteTopics implements AutoCloseable {
    private static final String RECEIPTS = "sms.receipts";
    private static final String SUBMISSIONS = "smpp.submissions";
    private static final String DELIVERIES = "smpp.deliveries";
    private static final String DEAD_LETTERS = "sms.dead-letters";

    private final Map<String, MessageSeen> messages = new HashMap<>();
    private final Set<String> unmatched = new HashSet<>();
    private final Set<String> accepted = new HashSet<>();
    private final Set<String> deliveries = new HashSet<>();
    private final TopicTail tail;
    private int deadLetters;
    private long receipts;
    private long records;

    /** Starts reading; the topics may come into being later. */
    SuiteTopics(String bootstrapServers) {
        tail = TopicTail.of(bootstrapServers, List.of(RECEIPTS, SUBMISSIONS, DELIVERIES, DEAD_LETTERS), this::take);
    }

    /**
     * How many records of all topics have been read.
     *
     * @throws IllegalStateException when the topics cannot be read
     */
    synchronized long records() {
        tail.check();
        return records;
    }

    /** How many records of {@code sms.receipts} have been read. */
    synchronized long receipts() {
        return receipts;
    }

    /** How many messages have a final submit outcome. */
    synchronized int outcomes() {
        return (int) messages.values().stream()
                .filter(seen -> !seen.submits().isEmpty())
                .count();
    }

    /**
     * All of it; only after {@link #close}.
     *
     * @throws IllegalStateException when the topics could not be read to their end
     */
    synchronized TopicsRead read() {
        tail.check();
        return new TopicsRead(messages, unmatched, accepted, deliveries, deadLetters);
    }

    /** Reads what the topics hold now to its end, and no further. */
    @Override
    public void close() {
        tail.close();
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
            throw new UncheckedIOException(
                    taken.topic() + " partition " + taken.partition() + " offset " + taken.offset(), e);
        }
    }

    private void receipt(Receipt receipt) {
        receipts++;
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
