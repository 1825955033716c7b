package io.smppworker.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.validation.selfvalidating.SelfValidating;
import io.dropwizard.validation.selfvalidating.SelfValidation;
import io.dropwizard.validation.selfvalidating.ViolationCollector;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Names of the topics; each can be overridden under {@code topics}, keyed by its default name. */
@SelfValidating
public record TopicNames(
        @JsonProperty(OUTBOUND) String outbound,
        @JsonProperty(URGENT) String urgent,
        @JsonProperty(RECEIPTS) String receipts,
        @JsonProperty(INBOUND) String inbound,
        @JsonProperty(DEAD_LETTERS) String deadLetters,
        @JsonProperty(BINDS) String binds,
        @JsonProperty(SUBMISSIONS) String submissions,
        @JsonProperty(DELIVERIES) String deliveries,
        @JsonProperty(STATUS) String status) {

    private static final String OUTBOUND = "sms.outbound";
    private static final String URGENT = "sms.outbound.urgent";
    private static final String RECEIPTS = "sms.receipts";
    private static final String INBOUND = "sms.inbound";
    private static final String DEAD_LETTERS = "sms.dead-letters";
    private static final String BINDS = "smpp.binds";
    private static final String SUBMISSIONS = "smpp.submissions";
    private static final String DELIVERIES = "smpp.deliveries";
    private static final String STATUS = "smpp.status";

    private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9._-]{1,249}"); // Kafka's own rule for topic names

    /** Every name is one Kafka takes, and no two are the same. Called by the validator. */
    @SelfValidation
    public void namesAreLegalAndDistinct(ViolationCollector violations) {
        Map<String, String> keyByName = new HashMap<>();
        byKey().forEach((key, name) -> {
            String taken = keyByName.putIfAbsent(name, key);
            if (!LEGAL.matcher(name).matches() || name.equals(".") || name.equals("..")) {
                violations.addViolation(
                        key, "must be a Kafka topic name: 1 to 249 letters, digits, dots, dashes and underscores");
            } else if (taken != null) {
                violations.addViolation(key, "must differ from topics." + taken);
            }
        });
    }

    private Map<String, String> byKey() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put(OUTBOUND, outbound);
        names.put(URGENT, urgent);
        names.put(RECEIPTS, receipts);
        names.put(INBOUND, inbound);
        names.put(DEAD_LETTERS, deadLetters);
        names.put(BINDS, binds);
        names.put(SUBMISSIONS, submissions);
        names.put(DELIVERIES, deliveries);
        names.put(STATUS, status);
        return names;
    }
}
