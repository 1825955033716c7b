package io.smppworker.correlate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.smppworker.schemas.Json;
import java.io.IOException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** A record type as JSON octets, in the contract's dialect. Thread-safe; what cannot be read is a SerializationException. */
final class JsonForm<T> {
    private final ObjectReader reader;
    private final ObjectWriter writer;

    JsonForm(Class<T> type) {
        this.reader = Json.MAPPER.readerFor(type);
        this.writer = Json.MAPPER.writerFor(type);
    }

    byte[] write(T value) {
        try {
            return writer.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new SerializationException("not writable as JSON", e);
        }
    }

    T read(byte[] octets, int offset, int length) {
        try {
            return reader.readValue(octets, offset, length);
        } catch (IOException e) {
            // The cause would quote the record, which may hold numbers and texts.
            throw new SerializationException("not readable: " + e.getClass().getSimpleName());
        }
    }

    static <T> Serde<T> serde(Class<T> type) {
        JsonForm<T> form = new JsonForm<>(type);
        return Serdes.serdeFrom(
                (topic, value) -> value == null ? null : form.write(value),
                (topic, octets) -> octets == null ? null : form.read(octets, 0, octets.length));
    }
}
