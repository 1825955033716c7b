package io.smppworker.intake;

import io.smppworker.kafka.StoringProducer;
import io.smppworker.schemas.DeadLetterHeaders;
import io.smppworker.schemas.Json;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Publishes unsendable records to the dead-letter topic, byte for byte, with the reason in headers. Thread-safe. */
final class DeadLetters {
    private final StoringProducer producer;
    private final String topic;
    private final String workerId;
    private final Clock clock;

    DeadLetters(StoringProducer producer, String topic, String workerId, Clock clock) {
        this.producer = producer;
        this.topic = topic;
        this.workerId = workerId;
        this.clock = clock;
    }

    /**
     * Publishes one record.
     *
     * @param detail what is wrong; never the text
     */
    void put(
            ConsumerRecord<byte[], byte[]> message,
            String reason,
            String detail,
            @Nullable String messageId,
            Runnable stored) {
        DeadLetterHeaders why = new DeadLetterHeaders(
                reason,
                detail,
                message.topic(),
                Integer.toString(message.partition()),
                Long.toString(message.offset()),
                workerId,
                clock.instant().toString(),
                messageId);
        producer.store(
                new ProducerRecord<>(topic, null, message.key(), message.value(), headers(message, why)),
                metadata -> stored.run());
    }

    private static Headers headers(ConsumerRecord<byte[], byte[]> message, DeadLetterHeaders why) {
        Headers headers = new RecordHeaders(message.headers().toArray());
        Map<?, ?> byName = Json.MAPPER.convertValue(why, Map.class);
        byName.forEach((name, value) -> headers.remove(name.toString())
                .add(name.toString(), value.toString().getBytes(StandardCharsets.UTF_8)));
        return headers;
    }
}
