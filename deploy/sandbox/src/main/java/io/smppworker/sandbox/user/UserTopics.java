package io.smppworker.sandbox.user;

/** Names of the topics that users read. */
public record UserTopics(String receipts, String inbound, String deadLetters) {
    /** The contract's own names. */
    public static final UserTopics DEFAULT = new UserTopics("sms.receipts", "sms.inbound", "sms.dead-letters");
}
