package io.smppworker.ops;

import java.util.List;

/** The labels that distinguish the series of a metric. */
public enum Label {
    LANE("lane", "urgent", "bulk"),
    REQUEST_OUTCOME("outcome", "accepted", "rejected", "expired", "in_doubt", "repeated", "released"),
    SUBMIT_OUTCOME("outcome", "accepted", "refused", "not_sent", "in_doubt"),
    STATUS_CLASS("status_class", "permanent", "transient", "throttle", "session", "account"),
    BIND_OUTCOME("outcome", "bound", "refused", "unreachable"),
    RELOAD("outcome", "applied", "rejected"),
    STEP("step", "received", "acknowledged", "refused"),
    REASON("reason", "not-json", "schema", "unencodable", "too-many-segments"),
    STAGE("stage", "submit", "delivery"),
    STATUS(
            "status",
            "ENROUTE",
            "ACCEPTED",
            "DELIVERED",
            "UNDELIVERABLE",
            "EXPIRED",
            "DELETED",
            "REJECTED",
            "UNKNOWN",
            "OTHER",
            "IN_DOUBT"),
    /** {@code account.servers[].name}. */
    SERVER("server"),
    /** From 0. */
    SLOT("slot"),
    /** State of Kafka Streams, such as running or rebalancing. */
    STATE("state"),
    VERSION("version"),
    WORKER("worker");

    private final String key;

    @SuppressWarnings("ImmutableEnumChecker") // List.of
    private final List<String> known;

    Label(String key, String... known) {
        this.key = key;
        this.known = List.of(known);
    }

    String key() {
        return key;
    }

    /** All values; empty where they come from the configuration or arise at run time. */
    List<String> known() {
        return known;
    }
}
