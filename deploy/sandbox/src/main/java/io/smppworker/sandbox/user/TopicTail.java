package io.smppworker.sandbox.user;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    private volatile boolean closing;

    private TopicTail(KafkaConsumer<byte[], byte[]> consumer, Consumer<ConsumerRecord<byte[], byte[]>> taker) {
        this.consumer = consumer;
        this.taker = taker;
        thread = new Thread(this::read, "topic-tail");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Starts reading topics that exist. It takes no part in any group, so that the broker's end and return do not move it.
     *
     * @param taker gets every record, on the reading thread; what it throws ends the reading
     * @throws IllegalStateException when one of the topics does not exist
     */
    public static TopicTail of(
            String bootstrapServers, List<String> topics, Consumer<ConsumerRecord<byte[], byte[]>> taker) {
        KafkaConsumer<byte[], byte[]> consumer =
                consumer(bootstrapServers, Map.of(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none"));
        List<TopicPartition> partitions = topics.stream()
                .flatMap(topic -> partitions(consumer, topic).stream())
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return new TopicTail(consumer, taker);
    }

    /**
     * Starts reading topics that may come into being later, as a group of its own.
     *
     * @param taker as of {@link #of}
     */
    public static TopicTail ofFuture(
            String bootstrapServers, List<String> topics, Consumer<ConsumerRecord<byte[], byte[]>> taker) {
        KafkaConsumer<byte[], byte[]> consumer = consumer(
                bootstrapServers,
                Map.of(
                        ConsumerConfig.GROUP_ID_CONFIG,
                        "tail-of-" + topics.get(0),
                        ConsumerConfig.GROUP_PROTOCOL_CONFIG,
                        "consumer",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.METADATA_MAX_AGE_CONFIG,
                        1000));
        consumer.subscribe(topics);
        return new TopicTail(consumer, taker);
    }

    private static KafkaConsumer<byte[], byte[]> consumer(String bootstrapServers, Map<String, Object> special) {
        Map<String, Object> properties = new HashMap<>(special);
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer, String topic) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        if (partitions.isEmpty()) {
            consumer.close();
            throw new IllegalStateException("there is no topic " + topic);
        }
        return partitions;
    }

    /**
     * Does nothing as long as all is well.
     *
     * @throws IllegalStateException when the topics can not be read
     */
    public void check() {
        RuntimeException failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException("the topics can not be read", failed);
        }
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

    private void read() {
        try (consumer) {
            while (!closing || !isAtEnd()) {
                consumer.poll(POLL).forEach(taker);
            }
        } catch (RuntimeException e) {
            failure.compareAndSet(null, e);
        }
    }

    private boolean isAtEnd() {
        return consumer.endOffsets(consumer.assignment()).entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }
}
