package io.smppworker.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AsyncApiTest {
    private static final Map<String, String> SCHEMA_OF_TOPIC = Map.of(
            "sms.outbound", "send-request",
            "sms.outbound.urgent", "send-request",
            "sms.receipts", "receipt",
            "sms.inbound", "inbound",
            "smpp.submissions", "submission-record",
            "smpp.deliveries", "delivery-record");

    private JsonNode api;

    @BeforeEach
    void load() throws IOException {
        api = new YAMLMapper().readTree(Files.readAllBytes(Path.of("asyncapi.yaml")));
    }

    @Test
    void itHasTheShapeOfAsyncApi3() {
        assertThat(api.get("asyncapi").textValue()).isEqualTo("3.0.0");
        assertThat(api.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "asyncapi", "info", "defaultContentType", "servers", "channels", "operations", "components");
        assertThat(api.at("/info/title").textValue()).isNotBlank();
        assertThat(api.at("/info/version").textValue()).isNotBlank();
        assertThat(api.get("servers")).allSatisfy(server -> {
            assertThat(server.get("host").textValue()).isNotBlank();
            assertThat(server.get("protocol").textValue()).isEqualTo("kafka");
        });
        assertThat(api.get("channels")).allSatisfy(channel -> {
            assertThat(channel.get("description").textValue()).isNotBlank();
            assertThat(channel.get("messages").isObject()).isTrue();
        });
    }

    @Test
    void everyReferenceResolves() {
        List<String> references = new ArrayList<>();
        api.findValues("$ref").forEach(reference -> references.add(reference.textValue()));
        assertThat(references)
                .hasSizeGreaterThan(20)
                .allSatisfy(reference -> assertThat(resolve(reference).isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    @Test
    void theChannelsAreTheTopicsWithTheirSchemas() {
        Map<String, List<String>> payloads = new HashMap<>();
        api.get("channels").forEach(channel -> {
            List<String> schemas = new ArrayList<>();
            channel.get("messages")
                    .forEach(message ->
                            schemas.add(resolved(message).at("/payload/$ref").asText()));
            payloads.put(channel.get("address").textValue(), schemas);
        });
        Map<String, List<String>> expected = new HashMap<>();
        SCHEMA_OF_TOPIC.forEach((topic, schema) -> expected.put(topic, List.of("./" + schema + ".schema.json")));
        expected.put("smpp.binds", List.of());
        expected.put("sms.dead-letters", List.of(""));
        assertThat(payloads).isEqualTo(expected);
        assertThat(resolve("#/components/messages/deadLetter/headers/allOf/0/$ref")
                        .textValue())
                .isEqualTo("./dead-letter-headers.schema.json");
    }

    @Test
    void anOperationUsesMessagesOfItsOwnChannel() {
        Map<String, List<String>> actions = new HashMap<>();
        assertThat(api.get("operations")).allSatisfy(operation -> {
            String channel = operation.at("/channel/$ref").textValue();
            assertThat(channel).startsWith("#/channels/");
            assertThat(operation.get("messages"))
                    .isNotEmpty()
                    .allSatisfy(message ->
                            assertThat(message.get("$ref").textValue()).startsWith(channel + "/messages/"));
            actions.computeIfAbsent(resolve(channel).get("address").textValue(), address -> new ArrayList<>())
                    .add(operation.get("action").textValue());
        });
        assertThat(actions)
                .isEqualTo(Map.of(
                        "sms.outbound", List.of("receive"),
                        "sms.outbound.urgent", List.of("receive"),
                        "sms.receipts", List.of("send"),
                        "sms.inbound", List.of("send"),
                        "sms.dead-letters", List.of("send"),
                        "smpp.submissions", List.of("send", "receive"),
                        "smpp.deliveries", List.of("send", "receive")));
    }

    @Test
    void everyMessageHasExamplesThatKeepItsSchema() {
        assertThat(api.at("/components/messages").size()).isEqualTo(ContractFiles.RECORDS.size());
        api.at("/components/messages").forEach(message -> {
            String name = message.get("name").textValue();
            assertThat(message.at("/bindings/kafka/key/description").textValue())
                    .as(name)
                    .isNotBlank();
            assertThat(message.path("examples")).as(name).isNotEmpty().allSatisfy(example -> {
                boolean deadLetter = name.equals("deadLetter");
                String schema = deadLetter
                        ? message.at("/headers/allOf/0/$ref").textValue()
                        : message.at("/payload/$ref").textValue();
                assertThat(ContractSchema.named(schemaName(schema))
                                .violations(example.get(deadLetter ? "headers" : "payload")))
                        .isEmpty();
            });
        });
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? resolve(node.get("$ref").textValue()) : node;
    }

    private JsonNode resolve(String reference) {
        return reference.startsWith("#") ? api.at(reference.substring(1)) : ContractFiles.schema(schemaName(reference));
    }

    private static String schemaName(String reference) {
        return reference.replaceFirst("^\\./", "").replaceFirst("\\.schema\\.json$", "");
    }
}
