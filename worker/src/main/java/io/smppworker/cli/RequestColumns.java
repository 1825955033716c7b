package io.smppworker.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.smppworker.schemas.ContractSchema;
import io.smppworker.schemas.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a CSV file of send requests, as its header names them: fields of the JSON Schema, nested ones with a dot
 * ({@code binary.hex}, {@code context.anything}). A cell becomes a value of the schema's type: text, a number, or JSON for
 * objects and arrays; an empty one leaves the field out. Immutable.
 */
final class RequestColumns {
    private static final JsonNode SCHEMA = schema();
    private static final ObjectReader READER = Json.MAPPER
            .reader()
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);
    private static final int MOST_NAMED = 40;

    private final List<Column> columns;

    /**
     * One column.
     *
     * @param field of the request
     * @param inner a field nested in that one, or null
     * @param type JSON Schema's type of the value
     */
    private record Column(String field, @Nullable String inner, String type) {}

    private RequestColumns(List<Column> columns) {
        this.columns = columns;
    }

    /** @throws BadInput when it is no header */
    static RequestColumns of(List<String> header) throws BadInput {
        List<Column> columns = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < header.size(); i++) {
            String name = header.get(i).strip();
            Column column = column(name);
            if (column == null) {
                throw new BadInput(
                        "has a header whose column %d%s is no field of a request (%s); context.%s would hand it on to"
                                        .formatted(
                                                i + 1,
                                                named(name),
                                                String.join(", ", fields()),
                                                isPlain(name) ? name : "NAME")
                                + " the receipts");
            }
            if (!seen.add(name)) {
                throw new BadInput("has a header with two columns " + name);
            }
            columns.add(column);
        }
        for (Column column : columns) {
            if (column.inner() != null && seen.contains(column.field())) {
                throw new BadInput("has a header with a column %1$s and one inside of it, %1$s.%2$s"
                        .formatted(column.field(), column.inner()));
            }
        }
        return new RequestColumns(columns);
    }

    private static @Nullable Column column(String name) {
        int dot = name.indexOf('.');
        String field = dot < 0 ? name : name.substring(0, dot);
        JsonNode property = SCHEMA.path("properties").path(field);
        if (property.isMissingNode()) {
            return null;
        }
        if (dot < 0) {
            return new Column(field, null, type(property));
        }
        String inner = name.substring(dot + 1);
        JsonNode nested = property.path("properties");
        boolean isFree = type(property).equals("object") && nested.isMissingNode();
        return inner.isEmpty() || (!isFree && !nested.has(inner))
                ? null
                : new Column(field, inner, type(nested.path(inner)));
    }

    private static String type(JsonNode property) {
        return property.path("type").asText("string");
    }

    private static List<String> fields() {
        List<String> fields = new ArrayList<>();
        SCHEMA.path("properties").fieldNames().forEachRemaining(fields::add);
        return fields;
    }

    /** Quotes only what looks like a name: in a file without a header it would be a phone number or a text. */
    private static String named(String name) {
        return isPlain(name) ? ", " + name + "," : "";
    }

    private static boolean isPlain(String name) {
        return name.length() <= MOST_NAMED && name.matches("[A-Za-z_][A-Za-z0-9_.-]*");
    }

    int size() {
        return columns.size();
    }

    /** @param cells as many as there are columns */
    ObjectNode request(List<String> cells) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < cells.size(); i++) {
            Column column = columns.get(i);
            if (!cells.get(i).isEmpty()) {
                JsonNode value = value(cells.get(i), column.type());
                if (column.inner() == null) {
                    request.set(column.field(), value);
                } else {
                    request.withObjectProperty(column.field()).set(column.inner(), value);
                }
            }
        }
        return request;
    }

    /** A cell that is not of the type stays text, and the schema refuses it with its own message. */
    private static JsonNode value(String cell, String type) {
        if (type.equals("string")) {
            return TextNode.valueOf(cell);
        }
        try {
            JsonNode value = READER.readTree(cell);
            boolean fits = type.equals("integer") ? value.isIntegralNumber() : value.isContainerNode();
            return fits ? value : TextNode.valueOf(cell);
        } catch (JsonProcessingException | NumberFormatException notJson) {
            return TextNode.valueOf(cell);
        }
    }

    private static JsonNode schema() {
        try (InputStream schema = ContractSchema.class.getResourceAsStream("send-request.schema.json")) {
            return Json.MAPPER.readTree(schema);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
