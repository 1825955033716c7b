package io.smppworker.correlate;

import io.smppworker.config.AccountConfig;
import io.smppworker.config.CorrelatorConfig;
import io.smppworker.config.TopicNames;
import io.smppworker.config.WorkerConfig;
import io.smppworker.message.SegmentReceipts;
import io.smppworker.message.TextSettings;
import io.smppworker.schemas.SendRequest.RegisteredDelivery;
import io.smppworker.schemas.SubmissionRecord;
import java.time.Duration;
import java.time.Instant;

/**
 * How the correlator matches receipts to messages, and how long it remembers them.
 *
 * @param messageIds how the provider writes message ids
 * @param segmentReceipts for which segments of a long message it sends receipts
 * @param repeatsWithin how long a request with the same messageId is taken for a repetition
 * @param text how the parts of a mobile-originated message are coded
 */
public record CorrelatorSettings(
        TopicNames topics,
        AccountConfig.MessageIds messageIds,
        SegmentReceipts segmentReceipts,
        CorrelatorConfig correlator,
        Duration repeatsWithin,
        TextSettings text,
        Partitions partitions) {

    /** How long after the end of a message's validity the provider's receipt is awaited. */
    private static final Duration PAST_VALIDITY = Duration.ofHours(12);

    /** The longest that a submit_sm asks for, with what the provider may take after it. */
    private static final Duration LONGEST_VALIDITY = Duration.ofDays(31).plus(PAST_VALIDITY);

    /** How long after the time-out a receipt still corrects the published one. */
    private static final Duration LATE = Duration.ofDays(4);

    /**
     * Partition counts of the input topics and of the topics joined with them; cannot change once these exist.
     *
     * @param journal of {@code smpp.submissions}
     * @param deliveries of {@code smpp.deliveries}
     */
    public record Partitions(int journal, int deliveries) {}

    static CorrelatorSettings of(WorkerConfig config, Partitions partitions) {
        return new CorrelatorSettings(
                config.topics(),
                config.account().messageIds(),
                config.account().segmentReceipts(),
                config.correlator(),
                config.outbound().dedupWindow(),
                config.text(),
                partitions);
    }

    /** How long a receipt waits for its message. */
    Duration unmatchedAfter() {
        return correlator.unmatchedAfter();
    }

    /**
     * How long a complete message is remembered, to recognise repeated receipts, publish corrections, and answer requests
     * that repeat its messageId.
     */
    Duration rememberFor() {
        return longer(repeatsWithin, correlator.rememberFor());
    }

    /** How long, from its first final receipt, a long message waits for those of its other segments. */
    Duration segmentReceiptTimeout() {
        return correlator.segmentReceiptTimeout();
    }

    /** How long the segment of an SMSC message id is remembered, where the provider chooses the validity. */
    Duration idsKept() {
        return correlator.receiptTimeout().plus(LATE);
    }

    /** How long the segment of this outcome's id is remembered: no shorter than its message waits for receipts. */
    Duration idsKept(SubmissionRecord.Outcome accepted) {
        Instant validUntil = accepted.validUntil();
        return validUntil == null
                ? idsKept()
                : longer(
                        idsKept(),
                        shorter(pastValidity(accepted.at(), validUntil), LONGEST_VALIDITY)
                                .plus(LATE));
    }

    private static Duration pastValidity(Instant accepted, Instant validUntil) {
        return Duration.between(accepted, validUntil).plus(PAST_VALIDITY);
    }

    /** How long a message without a submission outcome is remembered: longer than any of its SMSC message ids. */
    Duration openKept() {
        return idsKept().plus(rememberFor());
    }

    /** The same of a message with this id, which may be valid for long. */
    Duration openKept(IdEvent.Accepted owner) {
        return longer(openKept(), Duration.ofMillis(owner.keepMillis()).plus(rememberFor()));
    }

    /** How long a failed message is remembered while receipts for its other segments are outstanding. */
    Duration othersKept() {
        return longer(segmentReceiptTimeout(), rememberFor());
    }

    /** How long a message is remembered after the wait for its receipts has timed out. */
    Duration lateKept() {
        return LATE;
    }

    /** How long a message waits for receipts once accepted; if silence means success, also how long it is remembered. */
    Duration receiptsAwaited(MessageRequest request, Instant accepted) {
        Instant validUntil = request.validUntil();
        Duration awaited = validUntil == null ? correlator.receiptTimeout() : pastValidity(accepted, validUntil);
        return request.registeredDelivery() == RegisteredDelivery.FAILURE ? awaited.plus(LATE) : awaited;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
