package io.smppworker.schemas;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Turns the value of a record on an outbound lane into a {@link SendRequest}, or says why it is none. Never throws.
 * Thread-safe; compiles the schema once, so make one and keep it.
 */
public final class RequestReader {
    /** {@link Invalid#reason}: the octets are not one JSON value. */
    public static final String NOT_JSON = "not-json";

    /** {@link Invalid#reason}: it is JSON, and not a send request. */
    public static final String SCHEMA = "schema";

    private static final int MAX_CONTEXT_OCTETS = 4096;
    private static final Violation TOO_LARGE_CONTEXT =
            new Violation("/context", "must be a JSON object of at most 4096 octets, written compactly in UTF-8");
    private static final int MAX_TLV_OCTETS = 0xFFFF;
    private static final String CUSTOMER_REFERENCE = "0X1400";
    private static final String COST_CENTRE = "0X1401";
    /** message_payload and sar_* (SMPP 3.4 §5.3.2.22 to 24, 32). */
    private static final Set<String> WORKERS_OWN = Set.of("0X0424", "0X020C", "0X020E", "0X020F");

    private static final int MAX_VIOLATIONS_NAMED = 20;

    private final ContractSchema schema = ContractSchema.named("send-request");

    /** The result of reading a record's value. */
    public sealed interface Result {}

    /** A send request that keeps the schema. */
    public record Valid(SendRequest request) implements Result {}

    /**
     * Not a send request.
     *
     * @param reason {@link #NOT_JSON} or {@link #SCHEMA}
     * @param detail where and what is allowed there; never a value of the record
     * @param messageId the request's id, when it could be read and is a valid one
     * @param to the destination, digits only, when it could be read and is a valid one
     */
    public record Invalid(
            String reason,
            String detail,
            @Nullable String messageId,
            @Nullable String to) implements Result {}

    /** {@code recordValue} is the record's value, UTF-8 JSON; null is a tombstone. */
    public Result read(byte @Nullable [] recordValue) {
        StrictJson.Parsed parsed = StrictJson.parse(recordValue);
        if (parsed instanceof StrictJson.Tree tree) {
            return read(tree.node());
        }
        return new Invalid(NOT_JSON, ((StrictJson.Malformed) parsed).problem(), null, null);
    }

    private Result read(JsonNode json) {
        try {
            List<Violation> violations = new ArrayList<>(schema.violations(json));
            violations.addAll(badTlvs(json));
            if (Json.MAPPER.writeValueAsBytes(json.path("context")).length > MAX_CONTEXT_OCTETS) {
                violations.add(TOO_LARGE_CONTEXT);
            }
            return violations.isEmpty()
                    ? new Valid(Json.MAPPER.treeToValue(json, SendRequest.class))
                    : invalid(json, violations);
        } catch (JsonProcessingException e) {
            return invalid(json, List.of(new Violation(pointer(e), "is valid but beyond what a worker can represent")));
        }
    }

    /** Texts with few enough characters but too many octets; tags that are there twice, or that the worker sets itself. */
    private static List<Violation> badTlvs(JsonNode json) {
        JsonNode tlvs = json.path("tlvs");
        List<Violation> violations = new ArrayList<>();
        Set<String> tags = new HashSet<>();
        if (json.path("customerReference").isTextual()) {
            tags.add(CUSTOMER_REFERENCE);
        }
        if (json.path("costCentre").isTextual()) {
            tags.add(COST_CENTRE);
        }
        for (int index = 0; index < tlvs.size(); index++) {
            String text = tlvs.path(index).path("text").asText();
            if (text.length() <= MAX_TLV_OCTETS && text.getBytes(StandardCharsets.UTF_8).length > MAX_TLV_OCTETS) {
                violations.add(
                        new Violation("/tlvs/" + index + "/text", "must be a string of at most 65535 octets in UTF-8"));
            }
            String tag = tlvs.path(index).path("tag").asText().toUpperCase(Locale.ROOT);
            if (!tag.isEmpty() && !tags.add(tag)) {
                violations.add(
                        new Violation(
                                "/tlvs/" + index + "/tag",
                                "must not be there twice (customerReference is 0x1400, costCentre 0x1401): SMPP has each tag once"));
            }
            if (WORKERS_OWN.contains(tag)) {
                violations.add(new Violation(
                        "/tlvs/" + index + "/tag",
                        "must be none of 0x0424, 0x020C, 0x020E, 0x020F, by which a worker carries and joins texts"));
            }
        }
        return violations;
    }

    private static Invalid invalid(JsonNode json, List<Violation> violations) {
        String detail = violations.stream()
                .limit(MAX_VIOLATIONS_NAMED)
                .map(Violation::toString)
                .collect(Collectors.joining("; "));
        int unnamed = violations.size() - MAX_VIOLATIONS_NAMED;
        String to = valid(json, "/to", violations);
        return new Invalid(
                SCHEMA,
                unnamed > 0 ? detail + "; and " + unnamed + " more" : detail,
                valid(json, "/messageId", violations),
                to != null && to.startsWith("+") ? to.substring(1) : to);
    }

    private static @Nullable String valid(JsonNode json, String pointer, List<Violation> violations) {
        boolean broken =
                violations.stream().anyMatch(violation -> violation.pointer().equals(pointer));
        return broken ? null : json.at(pointer).textValue();
    }

    /** Where a valid tree did not fit the record, such as a leap second in {@code expiresAt}. */
    private static String pointer(JsonProcessingException e) {
        return e instanceof JsonMappingException mapping
                ? mapping.getPath().stream()
                        .map(step -> "/" + (step.getFieldName() == null ? step.getIndex() : step.getFieldName()))
                        .collect(Collectors.joining())
                : "";
    }
}
