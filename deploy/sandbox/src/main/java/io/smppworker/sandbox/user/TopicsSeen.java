package io.smppworker.sandbox.user;

import io.smppworker.schemas.Inbound;
import io.smppworker.schemas.Receipt;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the topics held, read committed.
 *
 * @param receipts by messageId, in the order of the topic
 * @param unreadable values that were not what the topic promises; never their content
 */
public record TopicsSeen(
        Map<String, List<Receipt>> receipts,
        List<Inbound> inbound,
        List<DeadLetter> deadLetters,
        List<String> unreadable) {

    /**
     * A dead letter, by its headers.
     *
     * @param source topic, partition and offset of the record it was
     * @param messageId empty when none could be read
     * @param value of the record it was
     */
    @SuppressWarnings("ArrayRecordComponent") // octets from a topic; never compared
    public record DeadLetter(String source, String reason, String messageId, byte @Nullable [] value) {}

    /** The receipts of one message at one stage, in the order of the topic. */
    public List<Receipt> receipts(String messageId, Receipt.Stage stage) {
        return receipts.getOrDefault(messageId, List.of()).stream()
                .filter(receipt -> receipt.stage() == stage)
                .toList();
    }

    public Map<String, Integer> deadLettersByReason() {
        Map<String, Integer> counts = new TreeMap<>();
        deadLetters.forEach(deadLetter -> counts.merge(deadLetter.reason(), 1, Integer::sum));
        return counts;
    }
}
