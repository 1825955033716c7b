package io.smppworker.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Lays the user's tree over the defaults. A default's kind (section, list, whole number, true or false, text) is the kind its
 * key takes; whatever does not fit is rejected, and the default stays. An empty section takes any key.
 */
final class Merge {
    private final Problems problems;

    Merge(Problems problems) {
        this.problems = problems;
    }

    /** Makes a new tree with exactly the keys of {@code defaults} and values of their kinds. */
    ObjectNode section(ObjectNode defaults, ObjectNode given, String path) {
        ObjectNode merged = defaults.deepCopy();
        List<String> known = new ArrayList<>();
        defaults.fieldNames().forEachRemaining(known::add);
        for (var entry : given.properties()) {
            String key = entry.getKey();
            String keyPath = Problems.child(path, key);
            if (known.isEmpty()) {
                merged.set(key, element(TextNode.valueOf(""), entry.getValue(), keyPath));
            } else if (known.contains(key)) {
                merged.set(key, value(defaults.path(key), entry.getValue(), keyPath));
            } else {
                problems.add(keyPath, unknown(key, known));
            }
        }
        return merged;
    }

    private static String unknown(String key, List<String> known) {
        return Spelling.nearest(key, known)
                .map(nearest -> "unknown key; did you mean `" + nearest + "`?")
                .orElse("unknown key; known here: " + String.join(", ", known));
    }

    private JsonNode value(JsonNode fallback, JsonNode given, String path) {
        if (given.isNull()) {
            return fallback;
        }
        if (fallback instanceof ObjectNode defaults) {
            return given instanceof ObjectNode section
                    ? section(defaults, section, path)
                    : rejected(path, "must be a section of keys and values", fallback);
        }
        if (fallback instanceof ArrayNode defaults) {
            return given instanceof ArrayNode list
                    ? list(defaults, list, path)
                    : rejected(path, "must be a list, as [a, b]", fallback);
        }
        return given instanceof TextNode scalar
                ? scalar(fallback, scalar, path)
                : rejected(path, "must be a single value", fallback);
    }

    private ArrayNode list(ArrayNode defaults, ArrayNode given, String path) {
        ArrayNode list = given.arrayNode();
        for (JsonNode element : given) {
            list.add(element(Defaults.element(defaults, path), element, Problems.element(path, list.size())));
        }
        return list;
    }

    private JsonNode element(JsonNode fallback, JsonNode given, String path) {
        return given.isNull() ? rejected(path, "must not be empty", fallback) : value(fallback, given, path);
    }

    private JsonNode scalar(JsonNode fallback, TextNode given, String path) {
        String text = given.textValue();
        if (fallback.isInt()) {
            try {
                return IntNode.valueOf(Integer.parseInt(text));
            } catch (NumberFormatException e) {
                return rejected(path, "must be a whole number", fallback);
            }
        }
        if (fallback.isBoolean()) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "true" -> BooleanNode.TRUE;
                case "false" -> BooleanNode.FALSE;
                default -> rejected(path, "must be true or false", fallback);
            };
        }
        return fallback.isNull() && text.isEmpty() ? NullNode.instance : given;
    }

    private JsonNode rejected(String path, String message, JsonNode fallback) {
        problems.reject(path, message);
        return fallback;
    }
}
