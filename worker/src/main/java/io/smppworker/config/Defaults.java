package io.smppworker.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/**
 * The default of every key: {@code worker.example.yaml}, the same file that users read. So it also declares which keys
 * there are and what kind of value each takes. Its values of required keys are examples, and are blanked here.
 */
final class Defaults {
    private static final String RESOURCE = "/worker.example.yaml";
    private static final int PLAIN_PORT = 4075;
    private static final String TLVS = "account.tlvs";

    /** Keys of account.addressing whose default is a number, and which take a word too. */
    private static final List<String> NUMBER_OR_WORD = List.of("ton", "npi");

    private Defaults() {}

    /** The defaults that hold for this file: a few depend on what it says. Environment references are left in. */
    static ObjectNode suiting(ObjectNode given) {
        ObjectNode defaults = read();
        section(defaults, "/kafka").put("bootstrapServers", "");
        section(defaults, "/account").put("systemId", "").put("password", "");
        defaults.at("/account/addressing")
                .forEach(kind -> NUMBER_OR_WORD.forEach(
                        key -> ((ObjectNode) kind).put(key, kind.path(key).asText())));
        if (given.at("/account/binds").isObject()) {
            section(defaults, "/account/binds").put("transceiver", 0);
        }
        if (given.at("/account/tls/enabled").asText().equalsIgnoreCase("false")) {
            defaults.at("/account/servers").forEach(server -> ((ObjectNode) server).put("port", PLAIN_PORT));
        }
        return defaults;
    }

    /**
     * The defaults of a list element's missing keys: those of the first default element, without its name and host; none for
     * {@code account.tlvs}, whose default is empty.
     */
    static JsonNode element(ArrayNode defaults, String path) {
        if (path.equals(TLVS)) {
            return defaults.objectNode().put("tag", "").putNull("hex").putNull("text");
        }
        JsonNode first = defaults.path(0).deepCopy();
        return first instanceof ObjectNode server ? server.put("name", "").put("host", "") : TextNode.valueOf("");
    }

    private static ObjectNode section(ObjectNode tree, String pointer) {
        return (ObjectNode) tree.at(pointer);
    }

    private static ObjectNode read() {
        try (InputStream example = Defaults.class.getResourceAsStream(RESOURCE)) {
            return (ObjectNode) new YAMLMapper().readTree(Objects.requireNonNull(example, RESOURCE));
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE, e);
        }
    }
}
