package io.smppworker.sandbox.user;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads topics from their beginning, read committed, on a thread of its own. Thread-safe. */
public final class TopicTail implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Consumer<ConsumerRecord<byte[], byte[]>> taker;
    private final Thread thread;
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private final List<String> missing;
    private final CountDownLatch closing = new CountDownLatch(1);

    private TopicTail(
            KafkaConsumer<byte[], byte[]> consumer,
            List<String> topics,
            Consumer<ConsumerRecord<byte[], byte[]>> taker) {
        this.consumer = consumer;
        this.taker = taker;
        missing = new ArrayList<>(topics);
        thread = new Thread(this::read, "topic-tail");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Starts reading. It takes no part in any group, so that the broker's end and return do not move it.
     *
     * @param topics may come into being later, with all their partitions
     * @param taker gets every record, on the reading thread; what it throws ends the reading
     */
    public static TopicTail of(
            String bootstrapServers, List<String> topics, Consumer<ConsumerRecord<byte[], byte[]>> taker) {
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "none",
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        return new TopicTail(consumer, topics, taker);
    }

    /**
     * Does nothing as long as all is well.
     *
     * @throws IllegalStateException when the topics cannot be read
     */
    public void check() {
        RuntimeException failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException("the topics cannot be read", failed);
        }
    }

    /** Reads what the topics hold now to its end, and no further. */
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        try (consumer) {
            boolean lastRound;
            do {
                lastRound = closing.getCount() == 0;
                assignWhatHasComeIntoBeing();
                if (consumer.assignment().isEmpty()) {
                    var unused = closing.await(POLL.toMillis(), TimeUnit.MILLISECONDS);
                } else {
                    consumer.poll(POLL).forEach(taker);
                }
            } while (!lastRound || !isAtEnd());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failure.compareAndSet(null, e);
        }
    }

    private void assignWhatHasComeIntoBeing() {
        List<TopicPartition> found = missing.stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        if (!found.isEmpty()) {
            found.forEach(partition -> missing.remove(partition.topic()));
            List<TopicPartition> all = new ArrayList<>(consumer.assignment());
            all.addAll(found);
            consumer.assign(all);
            consumer.seekToBeginning(found);
        }
    }

    private boolean isAtEnd() {
        return consumer.endOffsets(consumer.assignment()).entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }
}
