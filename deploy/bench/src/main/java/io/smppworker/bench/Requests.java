package io.smppworker.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.smppworker.schemas.Json;
import io.smppworker.schemas.SendRequest;
import io.smppworker.schemas.SendRequestBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Short requests, numbered from 0: their number is in their messageId. */
final class Requests {
    static final String BULK = "sms.outbound";
    static final String URGENT = "sms.outbound.urgent";
    private static final String PREFIX = "bench-";
    private static final String TEXT = "Your parcel arrives today between 10:00 and 12:00. Reply STOP to opt out.";
    /** Recipients whose numbers end in this have no story of their own at the simulated provider. */
    private static final String PLAIN_ENDING = "1111";

    private Requests() {}

    /**
     * Produces so many in bulk, from this number on; returns when Kafka has them.
     *
     * @throws IllegalStateException when it refused one
     */
    static void produce(String bootstrapServers, int first, int count) {
        produce(bootstrapServers, 20, send -> {
            for (int number = first; number < first + count; number++) {
                send.accept(record(BULK, number));
            }
        });
    }

    /**
     * Produces so many at an even rate, from number 0 on; returns when Kafka has them.
     *
     * @return when each was handed over, {@link System#nanoTime}
     * @throws IllegalStateException when Kafka refused one
     */
    static long[] produceSteadily(String bootstrapServers, String topic, int count, int perSecond) {
        return produceSteadily(bootstrapServers, topic, 0, count, perSecond, 0);
    }

    /**
     * As the other.
     *
     * @param first number of the requests
     * @param lingerMillis how long the producer gathers
     */
    static long[] produceSteadily(
            String bootstrapServers, String topic, int first, int count, int perSecond, int lingerMillis) {
        long[] produced = new long[count];
        produce(bootstrapServers, lingerMillis, send -> {
            long startNanos = System.nanoTime();
            for (int number = 0; number < count; number++) {
                long dueNanos = startNanos + TimeUnit.SECONDS.toNanos(number) / perSecond;
                while (System.nanoTime() - dueNanos < 0) {
                    LockSupport.parkNanos(dueNanos - System.nanoTime());
                }
                produced[number] = System.nanoTime();
                send.accept(record(topic, first + number));
            }
        });
        return produced;
    }

    private static void produce(
            String bootstrapServers, int lingerMillis, Consumer<Consumer<ProducerRecord<byte[], byte[]>>> sending) {
        Map<String, Object> configuration = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.LINGER_MS_CONFIG,
                lingerMillis,
                // a leader that has only just come up may take a later batch for the first of all (KAFKA-15591)
                ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                1);
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(configuration, new ByteArraySerializer(), new ByteArraySerializer())) {
            sending.accept(request -> {
                var unused = producer.send(request, (metadata, refused) -> {
                    if (refused != null) {
                        failure.compareAndSet(null, refused);
                    }
                });
            });
        }
        Exception refused = failure.get();
        if (refused != null) {
            throw new IllegalStateException("a request could not be produced", refused);
        }
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, int number) {
        return new ProducerRecord<>(topic, messageId(number).getBytes(StandardCharsets.US_ASCII), value(number));
    }

    /** The number of the request with this messageId; -1 when it is none of ours. */
    static int number(String messageId) {
        return messageId.startsWith(PREFIX) ? Integer.parseInt(messageId.substring(PREFIX.length())) : -1;
    }

    private static String messageId(int number) {
        return PREFIX + number;
    }

    private static byte[] value(int number) {
        String messageId = messageId(number);
        SendRequest request = SendRequestBuilder.builder()
                .messageId(messageId)
                .to("278" + (1_000_000 + number) + PLAIN_ENDING)
                .text(TEXT)
                .customerReference(messageId)
                .build();
        try {
            return Json.MAPPER.writeValueAsBytes(request);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
