package io.smppworker.sandbox.faults;

import io.smppworker.sandbox.referee.MessageSeen;
import java.util.Map;
import java.util.Set;

/**
 * What the topics held, in short.
 *
 * @param messages what the receipts said, by messageId
 * @param unmatched SMSC ids of receipts published without a message
 * @param accepted SMSC ids that the journal knows
 * @param deliveries SMSC ids of receipts on {@code smpp.deliveries}
 * @param deadLetters how many
 */
record TopicsRead(
        Map<String, MessageSeen> messages,
        Set<String> unmatched,
        Set<String> accepted,
        Set<String> deliveries,
        int deadLetters) {}
