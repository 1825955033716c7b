package io.smppworker.streams;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.smppworker.schemas.Json;
import java.io.IOException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * A record type as octets: the contract's JSON on topics that others read, {@link CompactJson} on the correlator's own
 * topics and in its stores. Thread-safe; an unreadable record is a SerializationException.
 */
public final class RecordSerde<T> {
    private final ObjectReader reader;
    private final ObjectWriter writer;

    private RecordSerde(ObjectMapper mapper, Class<T> type) {
        this.reader = mapper.readerFor(type);
        this.writer = mapper.writerFor(type);
    }

    public static <T> RecordSerde<T> json(Class<T> type) {
        return new RecordSerde<>(Json.MAPPER, type);
    }

    public static <T> RecordSerde<T> compact(Class<T> type) {
        return new RecordSerde<>(CompactJson.MAPPER, type);
    }

    public byte[] write(T value) {
        try {
            return writer.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new SerializationException("not writable", e);
        }
    }

    public T read(byte[] octets, int offset, int length) {
        try {
            return reader.readValue(octets, offset, length);
        } catch (IOException e) {
            // The cause would quote the record, which may hold numbers and texts.
            throw new SerializationException("not readable: " + e.getClass().getSimpleName());
        }
    }

    public Serde<T> serde() {
        return Serdes.serdeFrom(
                (topic, value) -> value == null ? null : write(value),
                (topic, octets) -> octets == null ? null : read(octets, 0, octets.length));
    }
}
