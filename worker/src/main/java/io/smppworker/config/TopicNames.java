package io.smppworker.config;

/** Names of the topics; each can be overridden under {@code topics}, keyed by its default name. */
public record TopicNames(
        String outbound,
        String urgent,
        String receipts,
        String inbound,
        String deadLetters,
        String binds,
        String submissions,
        String deliveries) {}
