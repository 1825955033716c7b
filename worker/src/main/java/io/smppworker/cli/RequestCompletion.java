package io.smppworker.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smppworker.schemas.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Adds the fields that a request does not have: a messageId, the command's source address and its text. Present fields are
 * left as they are, octet for octet, and so is a value that is no JSON object: the check that follows judges it. Not
 * thread-safe.
 */
final class RequestCompletion {
    private static final String MESSAGE_ID = "messageId";
    private static final String TEXT = "text";

    private final String idPrefix;
    private final @Nullable String from;
    private final @Nullable String text;
    private long generatedIds;

    /** @param idPrefix of the messageIds that are made up; the line's number follows */
    RequestCompletion(String idPrefix, @Nullable String from, @Nullable String text) {
        this.idPrefix = idPrefix;
        this.from = from;
        this.text = text;
    }

    /** @param json a request that may not be complete */
    byte[] complete(long line, byte[] json) throws IOException {
        if (!(tree(json) instanceof ObjectNode given)) {
            return json;
        }
        ObjectNode missing = JsonNodeFactory.instance.objectNode();
        if (!given.has(MESSAGE_ID)) {
            missing.put(MESSAGE_ID, idPrefix + line);
            generatedIds++;
        }
        if (from != null && !given.has("from")) {
            missing.put("from", from);
        }
        if (text != null && !given.has(TEXT) && !given.has("binary")) {
            missing.put(TEXT, text);
        }
        return missing.isEmpty() ? json : append(json, given.isEmpty(), missing);
    }

    String idPrefix() {
        return idPrefix;
    }

    /** Whether that messageId was made up here, and so is on no other line. */
    boolean made(String messageId) {
        return messageId.startsWith(idPrefix);
    }

    /** How many had no messageId of their own. */
    long generatedIds() {
        return generatedIds;
    }

    private static @Nullable JsonNode tree(byte[] json) {
        try {
            return Json.MAPPER.readTree(json);
        } catch (IOException | NumberFormatException notJson) {
            return null;
        }
    }

    /** Appends at the end, so that an error elsewhere is still reported at its column in the file. */
    private static byte[] append(byte[] json, boolean isEmpty, ObjectNode missing) throws IOException {
        int end = json.length - 1;
        while (json[end] != '}') {
            end--;
        }
        byte[] fields = Json.MAPPER.writeValueAsBytes(missing);
        ByteArrayOutputStream whole = new ByteArrayOutputStream(json.length + fields.length);
        whole.write(json, 0, end);
        if (!isEmpty) {
            whole.write(',');
        }
        whole.write(fields, 1, fields.length - 1);
        whole.write(json, end + 1, json.length - end - 1);
        return whole.toByteArray();
    }
}
