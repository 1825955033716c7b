package io.smppworker.system;

import io.smppworker.sandbox.provider.DeliveryTrace;
import io.smppworker.sandbox.user.TopicTail;
import io.smppworker.schemas.Json;
import io.smppworker.schemas.Receipt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongPredicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** How long the provider's delivery receipts take to their user: from the first deliver_sm to the record read. */
final class ReceiptTimes implements AutoCloseable {
    private final Scene scene;
    private final Map<String, Long> readNanos = new ConcurrentHashMap<>();
    private final TopicTail tail;

    /** Starts reading the scene's receipts. */
    ReceiptTimes(Scene scene) {
        this.scene = scene;
        tail = TopicTail.of(scene.broker().bootstrapServers(), List.of(scene.topic("sms.receipts")), this::take);
    }

    private void take(ConsumerRecord<byte[], byte[]> taken) {
        try {
            Receipt receipt = Json.MAPPER.readValue(taken.value(), Receipt.class);
            if (receipt.stage() == Receipt.Stage.DELIVERY) {
                readNanos.putIfAbsent(receipt.messageId(), System.nanoTime());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether there are some, and none that was sent longer ago than that is still to be read. */
    boolean keepUp(Duration within) {
        long now = System.nanoTime();
        return !readNanos.isEmpty()
                && sentNanos().entrySet().stream()
                        .filter(sent -> now - sent.getValue() > within.toNanos())
                        .allMatch(sent -> readNanos.containsKey(sent.getKey()));
    }

    /** When the receipt of each message's last segment was first sent. */
    private Map<String, Long> sentNanos() {
        Map<String, Long> sentNanos = new HashMap<>();
        for (DeliveryTrace delivery : scene.provider.deliveries()) {
            String messageId = delivery.messageRef();
            if (messageId != null && delivery.receipt() && delivery.attempt() == 1) {
                sentNanos.merge(messageId, delivery.sentNanos(), Math::max);
            }
        }
        return sentNanos;
    }

    /** The 99th percentile, of the messages whose last segment's receipt was first sent at such a time (nanoTime). */
    Duration p99(LongPredicate when) {
        List<Long> took = new ArrayList<>();
        sentNanos().forEach((messageId, sent) -> {
            Long read = readNanos.get(messageId);
            if (read != null && when.test(sent)) {
                took.add(read - sent);
            }
        });
        Collections.sort(took);
        if (took.isEmpty()) {
            throw new IllegalStateException("no receipt of that time");
        }
        return Duration.ofNanos(took.get((int) Math.ceil(took.size() * 0.99) - 1));
    }

    @Override
    public void close() {
        tail.close();
        tail.check();
    }
}
