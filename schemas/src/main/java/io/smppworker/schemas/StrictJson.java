package io.smppworker.schemas;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Octets to a JSON tree, where everything that two readers could understand differently is refused (RFC 8259 §4, §8.1):
 * encodings other than UTF-8, byte order marks, repeated fields, more than one document. Problems are described without
 * quoting the input.
 */
final class StrictJson {
    private static final StreamReadConstraints LIMITS =
            StreamReadConstraints.builder().maxNestingDepth(100).build();
    private static final JsonMapper MAPPER = JsonMapper.builder(
                    JsonFactory.builder().streamReadConstraints(LIMITS).build())
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private StrictJson() {}

    /** The result of parsing octets. */
    sealed interface Parsed {}

    /** One JSON value. */
    record Tree(JsonNode node) implements Parsed {}

    /** Not one JSON value. */
    record Malformed(String problem) implements Parsed {}

    static Parsed parse(byte @Nullable [] octets) {
        if (octets == null) {
            return new Malformed("no value (a tombstone)");
        }
        try {
            return parse(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString());
        } catch (CharacterCodingException e) {
            return new Malformed("not UTF-8");
        } catch (StreamConstraintsException e) {
            return new Malformed(
                    "beyond a limit: nested %d deep, numbers of %d characters, field names of %d characters"
                            .formatted(
                                    LIMITS.getMaxNestingDepth(),
                                    LIMITS.getMaxNumberLength(),
                                    LIMITS.getMaxNameLength()));
        } catch (NumberFormatException e) {
            return new Malformed("a number whose exponent no reader can hold");
        } catch (MismatchedInputException e) {
            return malformed("repeated field", e.getLocation());
        } catch (JsonProcessingException e) {
            return malformed("malformed", e.getLocation());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Parsed parse(String text) throws IOException {
        if (text.startsWith("\uFEFF")) {
            return new Malformed("starts with a byte order mark");
        }
        try (JsonParser parser = MAPPER.createParser(text)) {
            JsonNode node = MAPPER.readTree(parser);
            if (node == null) {
                return new Malformed("empty");
            }
            return parser.nextToken() == null
                    ? new Tree(node)
                    : malformed("more than one JSON value", parser.currentTokenLocation());
        }
    }

    private static Malformed malformed(String problem, JsonLocation location) {
        return new Malformed(
                "%s at line %d, column %d".formatted(problem, location.getLineNr(), location.getColumnNr()));
    }
}
