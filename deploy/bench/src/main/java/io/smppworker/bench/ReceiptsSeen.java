package io.smppworker.bench;

import io.smppworker.sandbox.user.TopicTail;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads sms.receipts, and keeps when each of the numbered {@link Requests} was answered. Thread-safe. */
final class ReceiptsSeen implements AutoCloseable {
    private static final String TOPIC = "sms.receipts";
    private static final String SUBMIT = "\"stage\":\"submit\"";
    private static final String FINAL = "\"final\":true";

    private final AtomicLongArray acceptedNanos;
    private final AtomicLongArray deliveredNanos;
    private final LongAdder accepted = new LongAdder();
    private final LongAdder delivered = new LongAdder();
    private final LongAdder repeated = new LongAdder();
    private final LongAdder strange = new LongAdder();
    private final TopicTail tail;

    /**
     * Starts reading.
     *
     * @param requests how many there are
     */
    ReceiptsSeen(String bootstrapServers, int requests) {
        acceptedNanos = new AtomicLongArray(requests);
        deliveredNanos = new AtomicLongArray(requests);
        tail = TopicTail.of(bootstrapServers, List.of(TOPIC), this::take);
    }

    /** How many requests have a receipt of stage submit. */
    long accepted() {
        return accepted.sum();
    }

    /** How many requests have a final receipt of stage delivery. */
    long delivered() {
        tail.check();
        return delivered.sum();
    }

    /** When the final receipt of a request was read, {@link System#nanoTime}; 0 while it was not. */
    long deliveredNanos(int number) {
        return deliveredNanos.get(number);
    }

    /** When the receipt of stage submit was read, likewise. */
    long acceptedNanos(int number) {
        return acceptedNanos.get(number);
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
        tail.close();
    }

    /** The key and two fields hold all that is wanted; whole JSON would cost the very processor that is measured. */
    private void take(ConsumerRecord<byte[], byte[]> taken) {
        int number = Requests.number(new String(taken.key(), StandardCharsets.US_ASCII));
        String value = new String(taken.value(), StandardCharsets.ISO_8859_1);
        if (number < 0) {
            strange.increment();
        } else if (value.contains(SUBMIT)) {
            if (acceptedNanos.compareAndSet(number, 0, System.nanoTime())) {
                accepted.increment();
            }
        } else if (value.contains(FINAL)) {
            boolean isFirst = deliveredNanos.compareAndSet(number, 0, System.nanoTime());
            (isFirst ? delivered : repeated).increment();
        }
    }
}
