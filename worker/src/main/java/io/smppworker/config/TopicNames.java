package io.smppworker.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import io.dropwizard.validation.selfvalidating.SelfValidating;
import io.dropwizard.validation.selfvalidating.SelfValidation;
import io.dropwizard.validation.selfvalidating.ViolationCollector;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Names of the topics; each can be overridden under {@code topics}, keyed by its default name. One component for each topic. */
@SelfValidating
public record TopicNames(
        @JsonProperty("sms.outbound") String outbound,
        @JsonProperty("sms.outbound.urgent") String urgent,
        @JsonProperty("sms.receipts") String receipts,
        @JsonProperty("sms.inbound") String inbound,
        @JsonProperty("sms.dead-letters") String deadLetters,
        @JsonProperty("smpp.binds") String binds,
        @JsonProperty("smpp.submissions") String submissions,
        @JsonProperty("smpp.deliveries") String deliveries,
        @JsonProperty("smpp.status") String status) {

    private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9._-]{1,249}"); // Kafka's own rule for topic names

    /** Every name is one Kafka takes, and no two are the same. Called by the validator. */
    @SelfValidation
    public void namesAreLegalAndDistinct(ViolationCollector violations) {
        Map<String, String> nameByKey = Binding.MAPPER.convertValue(this, new TypeReference<>() {});
        Map<String, String> keyByName = new HashMap<>();
        nameByKey.forEach((key, name) -> {
            String taken = keyByName.putIfAbsent(name, key);
            if (!LEGAL.matcher(name).matches() || name.equals(".") || name.equals("..")) {
                violations.addViolation(
                        key, "must be a Kafka topic name: 1 to 249 letters, digits, dots, dashes and underscores");
            } else if (taken != null) {
                violations.addViolation(key, "must differ from topics." + taken);
            }
        });
    }
}
