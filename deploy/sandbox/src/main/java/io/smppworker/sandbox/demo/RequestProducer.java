package io.smppworker.sandbox.demo;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Produces the demo's requests as fast as Kafka takes them, on a thread of its own. Thread-safe. */
final class RequestProducer {
    private final AtomicInteger produced = new AtomicInteger();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final Map<String, Long> producedAtNanos = new ConcurrentHashMap<>();

    /** Starts producing; returns at once. */
    RequestProducer(String bootstrapServers, List<Planned> requests) {
        Thread thread = new Thread(() -> produce(bootstrapServers, requests), "request-producer");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * How many Kafka has acknowledged.
     *
     * @throws IllegalStateException when it refused one
     */
    int produced() {
        Exception refused = failure.get();
        if (refused != null) {
            throw new IllegalStateException("a request could not be produced", refused);
        }
        return produced.get();
    }

    /** messageId → when it was handed to the producer, {@link System#nanoTime}. */
    Map<String, Long> producedAtNanos() {
        return producedAtNanos;
    }

    private void produce(String bootstrapServers, List<Planned> requests) {
        // One request at a time: a leader that has only just come up may take a later batch for the first of all
        // (KAFKA-15591).
        Map<String, Object> configuration = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                1);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(configuration, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (Planned request : requests) {
                byte @Nullable [] key = null;
                if (request.messageId() != null) {
                    key = request.messageId().getBytes(StandardCharsets.US_ASCII);
                    producedAtNanos.put(request.messageId(), System.nanoTime());
                }
                byte[] value = request.value().getBytes(StandardCharsets.UTF_8);
                var unused = producer.send(new ProducerRecord<>(request.topic(), key, value), (metadata, refused) -> {
                    if (refused == null) {
                        produced.incrementAndGet();
                    } else {
                        failure.compareAndSet(null, refused);
                    }
                });
            }
        }
    }
}
