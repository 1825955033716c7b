package io.smppworker.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * YAML as a tree in which every scalar is its text as written, so that a password of digits keeps its leading zeros, and in
 * which a key given twice is rejected. Problems name lines and keys, never values.
 */
final class YamlTree {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final YAMLFactory YAML = new YAMLFactory();

    /** Messages of the scanner that may be quoted: they contain no character of the file. */
    private static final Pattern QUOTABLE = Pattern.compile(
            "mapping .*|sequence .*|could not find .*|expected (<|'|,).*|found unexpected .*", Pattern.DOTALL);

    private final YAMLParser parser;
    private final Problems problems;

    private YamlTree(YAMLParser parser, Problems problems) {
        this.parser = parser;
        this.problems = problems;
    }

    /** Reads the file's mapping: empty for an empty file, and when it cannot be read. */
    static ObjectNode read(String yaml, Problems problems) {
        try (YAMLParser parser = YAML.createParser(yaml)) {
            return new YamlTree(parser, problems).document();
        } catch (JsonProcessingException e) {
            problems.reject(Problems.WHOLE, syntaxProblem(e));
            return NODES.objectNode();
        } catch (IOException e) {
            throw new UncheckedIOException("Reading from a string cannot fail", e);
        }
    }

    private ObjectNode document() throws IOException {
        if (parser.nextToken() == null) {
            return NODES.objectNode();
        }
        JsonNode root = value("");
        if (parser.nextToken() != null) {
            problems.reject(Problems.WHOLE, "must hold one YAML document, another starts in line " + line());
        }
        if (root instanceof ObjectNode mapping) {
            return mapping;
        }
        if (!root.isNull()) {
            problems.reject(Problems.WHOLE, "must be a mapping of keys to values");
        }
        return NODES.objectNode();
    }

    private JsonNode value(String path) throws IOException {
        if (parser.isCurrentAlias()) {
            problems.reject(path, "must be written out: aliases are not supported, line " + line());
            return NODES.nullNode();
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> mapping(path);
            case START_ARRAY -> sequence(path);
            case VALUE_NULL -> NODES.nullNode();
            default -> NODES.textNode(parser.getText());
        };
    }

    private ObjectNode mapping(String path) throws IOException {
        ObjectNode mapping = NODES.objectNode();
        Map<String, Integer> lines = new HashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            String keyPath = Problems.child(path, key);
            Integer first = lines.putIfAbsent(key, line());
            if (first != null) {
                problems.add(keyPath, "is given twice, in lines " + first + " and " + line());
            }
            parser.nextToken();
            mapping.set(key, value(keyPath));
        }
        return mapping;
    }

    private ArrayNode sequence(String path) throws IOException {
        ArrayNode sequence = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            sequence.add(value(Problems.element(path, sequence.size())));
        }
        return sequence;
    }

    private int line() {
        return parser.currentTokenLocation().getLineNr();
    }

    private static String syntaxProblem(JsonProcessingException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof MarkedYAMLException syntax && syntax.getProblemMark() != null) {
                Mark mark = syntax.getProblemMark();
                String problem = QUOTABLE.matcher(syntax.getProblem()).matches()
                        ? syntax.getProblem()
                        : "a character that cannot stand here (indent with spaces, not tabs; quote a value that starts"
                                + " with a special character)";
                return "is not valid YAML: line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1) + ": "
                        + problem;
            }
        }
        JsonLocation location = e.getLocation();
        return "is not valid YAML" + (location == null ? "" : ": line " + location.getLineNr());
    }
}
