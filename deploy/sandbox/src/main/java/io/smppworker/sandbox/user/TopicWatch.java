package io.smppworker.sandbox.user;

import io.smppworker.schemas.Inbound;
import io.smppworker.schemas.Json;
import io.smppworker.schemas.Receipt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Reads the topics that the workers write for their users, from the beginning, on a thread of its own. Thread-safe. */
public final class TopicWatch implements AutoCloseable {
    private final UserTopics topics;
    private final Map<String, List<Receipt>> receipts = new HashMap<>();
    private final List<Inbound> inbound = new ArrayList<>();
    private final List<TopicsSeen.DeadLetter> deadLetters = new ArrayList<>();
    private final List<String> unreadable = new ArrayList<>();
    private final TopicTail tail;

    /** Starts reading; the topics may come into being later. */
    public TopicWatch(String bootstrapServers, UserTopics topics) {
        this.topics = topics;
        tail = TopicTail.of(
                bootstrapServers, List.of(topics.receipts(), topics.inbound(), topics.deadLetters()), this::take);
    }

    /** How many records have been seen. */
    public synchronized int count() {
        return receiptCount() + inbound.size() + deadLetters.size() + unreadable.size();
    }

    /** How many receipts have been seen. */
    public synchronized int receiptCount() {
        return receipts.values().stream().mapToInt(List::size).sum();
    }

    /** All of it, as of now. */
    public synchronized TopicsSeen seen() {
        Map<String, List<Receipt>> copy = new HashMap<>();
        receipts.forEach((messageId, list) -> copy.put(messageId, List.copyOf(list)));
        return new TopicsSeen(copy, List.copyOf(inbound), List.copyOf(deadLetters), List.copyOf(unreadable));
    }

    /**
     * Reads what the topics hold now to its end, and no further; what was seen can still be asked.
     *
     * @throws IllegalStateException when the topics could not be read
     */
    @Override
    public void close() {
        tail.close();
        tail.check();
    }

    private synchronized void take(ConsumerRecord<byte[], byte[]> taken) {
        try {
            if (taken.topic().equals(topics.receipts())) {
                Receipt receipt = Json.MAPPER.readValue(taken.value(), Receipt.class);
                receipts.computeIfAbsent(receipt.messageId(), id -> new ArrayList<>())
                        .add(receipt);
            } else if (taken.topic().equals(topics.inbound())) {
                inbound.add(Json.MAPPER.readValue(taken.value(), Inbound.class));
            } else {
                deadLetters.add(deadLetter(taken));
            }
        } catch (IOException e) {
            unreadable.add(taken.topic() + " partition " + taken.partition() + " offset " + taken.offset());
        }
    }

    private static TopicsSeen.DeadLetter deadLetter(ConsumerRecord<byte[], byte[]> taken) {
        String source = String.join(
                " ",
                header(taken, "dead-letter.topic"),
                header(taken, "dead-letter.partition"),
                header(taken, "dead-letter.offset"));
        return new TopicsSeen.DeadLetter(
                source, header(taken, "dead-letter.reason"), header(taken, "dead-letter.message-id"), taken.value());
    }

    private static String header(ConsumerRecord<byte[], byte[]> taken, String name) {
        Header header = taken.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
