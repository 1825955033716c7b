package io.smppworker.sandbox.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.smppworker.schemas.Json;
import io.smppworker.schemas.SendRequest;
import io.smppworker.schemas.SendRequestBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Produces requests at a steady rate, on a thread of its own, whatever happens to the broker meanwhile. Thread-safe. */
final class Load implements AutoCloseable {
    private static final String BULK = "sms.outbound";
    private static final String URGENT = "sms.outbound.urgent";
    private static final int ONE_URGENT_IN = 20;
    private static final long TICK_MILLIS = 50;
    private static final int PATIENCE_MILLIS = 600_000;

    private final KafkaProducer<byte[], byte[]> producer;
    private final LoadRequests requests;
    private final int perSecond;
    private final Thread thread;
    private final List<Sent> stored = new ArrayList<>();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private volatile boolean stopping;

    /** Starts producing; returns at once. */
    Load(String bootstrapServers, long seed, int perSecond) {
        this.requests = new LoadRequests(seed);
        this.perSecond = perSecond;
        producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        true,
                        // a leader that has only just come up may take a later batch for the first of all (KAFKA-15591)
                        ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                        1,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        PATIENCE_MILLIS,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        PATIENCE_MILLIS),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        thread = new Thread(this::produce, "load");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * How many requests Kafka has.
     *
     * @throws IllegalStateException when it refused one
     */
    synchronized int count() {
        Exception refused = failure.get();
        if (refused != null) {
            throw new IllegalStateException("a request could not be produced", refused);
        }
        return stored.size();
    }

    /** The requests that Kafka has. */
    synchronized List<Sent> stored() {
        return List.copyOf(stored);
    }

    /** Stops producing and waits until Kafka has everything; what was stored can still be asked. */
    @Override
    public void close() {
        stopping = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close(stillWanted() ? Duration.ofMillis(PATIENCE_MILLIS) : Duration.ZERO);
    }

    private static boolean stillWanted() {
        return !Thread.currentThread().isInterrupted();
    }

    private void produce() {
        long startedNanos = System.nanoTime();
        long produced = 0;
        try {
            while (!stopping) {
                long due = (System.nanoTime() - startedNanos) * perSecond / TimeUnit.SECONDS.toNanos(1);
                for (; produced < due && !stopping; produced++) {
                    produce(requests.next(), produced % ONE_URGENT_IN == 0 ? URGENT : BULK);
                }
                TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failure.compareAndSet(null, e);
        }
    }

    private void produce(Sent sent, String topic) {
        byte[] key = sent.messageId().getBytes(StandardCharsets.US_ASCII);
        var unused = producer.send(new ProducerRecord<>(topic, key, value(sent)), (metadata, refused) -> {
            if (refused == null) {
                store(sent);
            } else {
                failure.compareAndSet(null, refused);
            }
        });
    }

    private synchronized void store(Sent sent) {
        stored.add(sent);
    }

    private static byte[] value(Sent sent) {
        SendRequest request = SendRequestBuilder.builder()
                .messageId(sent.messageId())
                .to(sent.to())
                .text(sent.text())
                .expiresAt(sent.expiresAfter() == null ? null : Instant.now().plus(sent.expiresAfter()))
                .onInDoubt(sent.report() ? SendRequest.OnInDoubt.REPORT : null)
                .customerReference(sent.messageId())
                .build();
        try {
            return Json.MAPPER.writeValueAsBytes(request);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
