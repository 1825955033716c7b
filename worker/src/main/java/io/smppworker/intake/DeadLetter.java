package io.smppworker.intake;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smppworker.schemas.DeadLetterHeaders;
import io.smppworker.schemas.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * A record on the dead-letter topic.
 *
 * @param record as it is stored: the original's key, value and headers, and ours
 * @param why our headers
 */
public record DeadLetter(ConsumerRecord<byte[], byte[]> record, DeadLetterHeaders why) {
    private static final String PREFIX = "dead-letter.";
    private static final ObjectMapper MAPPER = Json.MAPPER;

    static DeadLetter of(ConsumerRecord<byte[], byte[]> stored) {
        Map<String, String> ours = new HashMap<>();
        for (Header header : stored.headers()) {
            if (header.key().startsWith(PREFIX) && header.value() != null) {
                ours.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
            }
        }
        return new DeadLetter(stored, MAPPER.convertValue(ours, DeadLetterHeaders.class));
    }

    /** When it was published to the dead-letter topic. */
    public Instant at() {
        try {
            return Instant.parse(Objects.requireNonNullElse(why.at(), ""));
        } catch (DateTimeParseException foreign) {
            return Instant.ofEpochMilli(record.timestamp());
        }
    }

    /** The value of a condition's key; empty when the record does not have it. */
    String text(String key) {
        String text = switch (key) {
            case "reason" -> why.reason();
            case "topic" -> why.topic();
            case "messageId" -> why.messageId();
            default -> why.worker();
        };
        return Objects.requireNonNullElse(text, "");
    }

    /** The original record as it was produced, to be produced to that topic. */
    ProducerRecord<byte[], byte[]> original(String topic) {
        Headers headers = new RecordHeaders();
        for (Header header : record.headers()) {
            if (!header.key().startsWith(PREFIX)) {
                headers.add(header);
            }
        }
        return new ProducerRecord<>(topic, null, record.key(), record.value(), headers);
    }
}
