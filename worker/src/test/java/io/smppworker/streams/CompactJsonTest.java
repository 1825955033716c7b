package io.smppworker.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.smppworker.schemas.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompactJsonTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1970-01-01T00:00:00Z",
                "1969-12-31T23:59:59.999999999Z",
                "2026-03-01T10:00:00.000001Z",
                "9999-12-31T23:59:59.999999999Z",
                "-1000000000-01-01T00:00:00Z"
            })
    void anInstantKeepsItsNanoseconds(String text) {
        Instant instant = Instant.parse(text);
        RecordSerde<Instant> form = RecordSerde.compact(Instant.class);
        byte[] octets = form.write(instant);
        assertThat(form.read(octets, 0, octets.length)).isEqualTo(instant);
    }

    @Test
    void theNumbersOfAContextKeepEveryDigit() throws Exception {
        String context = "{\"a\":1.10,\"b\":123456789012345678901234567890,\"c\":0.1000000000000000055511151231257827,"
                + "\"d\":1E+400,\"e\":[true,null,\"é\\u0000\"]}";
        byte[] octets = CompactJson.MAPPER.writeValueAsBytes(Json.MAPPER.readTree(context));
        JsonNode read = CompactJson.MAPPER.readTree(octets);
        assertThat(Json.MAPPER.writeValueAsString(read))
                .isEqualTo(Json.MAPPER.writeValueAsString(Json.MAPPER.readTree(context)))
                .contains("1.10", "123456789012345678901234567890", "0.1000000000000000055511151231257827");
    }

    @Test
    void whatIsNotInThisFormIsRefusedWithoutQuotingIt() {
        byte[] json = "[\"27820000067\"]".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> RecordSerde.compact(Instant.class).read(json, 0, json.length))
                .isInstanceOf(SerializationException.class)
                .hasMessageNotContaining("2782")
                .hasNoCause();
    }
}
