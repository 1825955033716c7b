package io.smppworker.correlate;

import io.smppworker.message.MessageIdForm;
import java.time.Duration;

/**
 * How the correlator matches and remembers.
 *
 * @param submitRespIds how the provider writes message ids in submit_sm_resp
 * @param receiptIds how it writes them in receipts
 * @param unmatchedAfter how long a receipt waits for its message, and a message for its receipts
 * @param rememberFor how long what is complete is still known, so that its duplicates are, and requests that repeat its
 *     messageId can be answered; no shorter than the time within which they are taken for repetitions
 * @param inboundParts how long the parts of a mobile-originated message wait for each other
 * @param partitions of every internal topic; cannot change once they exist
 */
public record CorrelatorSettings(
        CorrelatorTopics topics,
        MessageIdForm submitRespIds,
        MessageIdForm receiptIds,
        Duration unmatchedAfter,
        Duration rememberFor,
        Duration inboundParts,
        int partitions) {

    private static final Duration REMEMBER_FOR = Duration.ofHours(1);

    /**
     * 72 hours, 1 hour, 10 minutes and 8 partitions.
     *
     * @param repeatsWithin how long a request is taken for a repetition of an earlier one; what is complete is remembered
     *     for as long at least
     */
    public static CorrelatorSettings defaults(
            CorrelatorTopics topics, MessageIdForm submitRespIds, MessageIdForm receiptIds, Duration repeatsWithin) {
        return new CorrelatorSettings(
                topics,
                submitRespIds,
                receiptIds,
                Duration.ofDays(3),
                repeatsWithin.compareTo(REMEMBER_FOR) > 0 ? repeatsWithin : REMEMBER_FOR,
                Duration.ofMinutes(10),
                8);
    }
}
