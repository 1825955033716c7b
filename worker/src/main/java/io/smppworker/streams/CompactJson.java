package io.smppworker.streams;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.dataformat.smile.databind.SmileMapper;
import io.smppworker.schemas.Json;
import java.io.IOException;
import java.time.Instant;

/**
 * The format of records that only the correlator reads: Smile, which is binary JSON, with an instant as seconds and
 * nanoseconds of the epoch. Half of JSON's size, and read in half of its time. Thread-safe.
 */
public final class CompactJson {
    public static final ObjectMapper MAPPER = Json.dialect(SmileMapper.builder())
            .addModule(new SimpleModule()
                    .addSerializer(Instant.class, new InstantWriter())
                    .addDeserializer(Instant.class, new InstantReader()))
            .build();

    private CompactJson() {}

    private static final class InstantWriter extends JsonSerializer<Instant> {
        @Override
        public void serialize(Instant value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeArray(new long[] {value.getEpochSecond(), value.getNano()}, 0, 2);
        }
    }

    private static final class InstantReader extends JsonDeserializer<Instant> {
        @Override
        public Instant deserialize(JsonParser in, DeserializationContext context) throws IOException {
            long seconds = in.nextLongValue(0);
            int nanos = in.nextIntValue(0);
            in.nextToken();
            return Instant.ofEpochSecond(seconds, nanos);
        }
    }
}
