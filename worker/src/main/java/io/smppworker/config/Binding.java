package io.smppworker.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Makes records of a merged tree. A text that is no enum constant, duration or path is rejected like a wrong kind. */
final class Binding {
    static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .withCoercionConfigDefaults(
                    coercion -> coercion.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
            .addModule(new SimpleModule()
                    .addDeserializer(Duration.class, new OfText<>(Duration.class, DurationText::parse))
                    .addDeserializer(Path.class, new OfText<>(Path.class, Binding::path)))
            .build();

    private Binding() {}

    /**
     * Binds again after each rejected value, with its default in its place, or without it where it has none, until all fit, so
     * that all are reported.
     */
    static WorkerConfig bind(ObjectNode tree, ObjectNode defaults, Problems problems) {
        while (true) {
            try {
                return MAPPER.treeToValue(tree, WorkerConfig.class);
            } catch (InvalidFormatException e) {
                JsonPointer where =
                        ((JsonParser) e.getProcessor()).getParsingContext().pathAsPointer();
                problems.reject(keyPath(where), allowed(e.getTargetType()));
                restoreDefault(tree, defaults, where);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("The defaults' kinds and the records do not agree", e);
            }
        }
    }

    private static String allowed(Class<?> type) {
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", ", "must be one of ", ""));
        }
        return type == Duration.class ? "must be a duration, as 500ms, 30s, 2m, 1h or PT30S" : "must be a file path";
    }

    private static String keyPath(JsonPointer where) {
        String path = "";
        for (JsonPointer at = where; !at.matches(); at = at.tail()) {
            path = at.mayMatchElement()
                    ? Problems.element(path, at.getMatchingIndex())
                    : Problems.child(path, at.getMatchingProperty());
        }
        return path;
    }

    private static void restoreDefault(ObjectNode tree, ObjectNode defaults, JsonPointer where) {
        JsonNode fallback = defaults;
        for (JsonPointer at = where; !at.matches(); at = at.tail()) {
            fallback = at.mayMatchElement() ? fallback.path(0) : fallback.path(at.getMatchingProperty());
        }
        JsonNode parent = tree.at(where.head());
        if (parent instanceof ArrayNode list) {
            list.set(where.last().getMatchingIndex(), fallback.isMissingNode() ? NullNode.instance : fallback);
        } else if (fallback.isMissingNode()) {
            ((ObjectNode) parent).remove(where.last().getMatchingProperty());
        } else {
            ((ObjectNode) parent).set(where.last().getMatchingProperty(), fallback);
        }
    }

    /** Reads a path; empty when the text is no path. */
    static Optional<Path> path(String text) {
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Reads a type from its text; empty means the text is none. */
    private static final class OfText<T> extends StdScalarDeserializer<T> {
        private final transient Function<String, Optional<T>> parse;

        OfText(Class<T> type, Function<String, Optional<T>> parse) {
            super(type);
            this.parse = parse;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            String text = parser.getText();
            return parse.apply(text)
                    .orElseThrow(() -> InvalidFormatException.from(parser, "not of this form", text, handledType()));
        }
    }
}
