package io.smppworker.correlate;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.smppworker.message.CanonicalId;
import io.smppworker.schemas.DeliveryRecord;
import io.smppworker.schemas.Receipt;
import io.smppworker.schemas.ReceivedTlv;
import io.smppworker.schemas.SubmissionRecord;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An event of one canonical SMSC message id: the value of the internal topic keyed by it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_ARRAY)
@JsonSubTypes({
    @JsonSubTypes.Type(value = IdEvent.Accepted.class, name = "a"),
    @JsonSubTypes.Type(value = IdEvent.Moved.class, name = "m"),
    @JsonSubTypes.Type(value = IdEvent.Passed.class, name = "p"),
    @JsonSubTypes.Type(value = IdEvent.Reported.class, name = "r")
})
sealed interface IdEvent {
    /**
     * The provider gave this id to a segment.
     *
     * @param smscMessageId as it came in submit_sm_resp
     * @param to destination_addr; null when the journal does not have it
     * @param from source_addr; null when the journal does not have it
     * @param journal the partition of the journal on which its message is folded; null when it is folded at this id
     * @param keepMillis how long it is remembered if no receipt comes
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    record Accepted(
            String messageId,
            int segment,
            String smscMessageId,
            @Nullable String to,
            @Nullable String from,
            @Nullable Integer journal,
            long keepMillis)
            implements IdEvent {

        /** From an outcome that gave an id to a segment; null from any other entry. */
        static @Nullable Accepted of(SubmissionRecord entry, @Nullable Integer journal, CorrelatorSettings settings) {
            if (!(entry instanceof SubmissionRecord.Outcome outcome)
                    || outcome.status() != Receipt.Status.ACCEPTED
                    || outcome.smscMessageId() == null) {
                return null;
            }
            return new Accepted(
                    outcome.messageId(),
                    outcome.segment(),
                    outcome.smscMessageId(),
                    outcome.to(),
                    outcome.from(),
                    journal,
                    settings.idsKept(outcome).toMillis());
        }

        /** The canonical id; empty when it is only padding. */
        String id(CorrelatorSettings settings) {
            return CanonicalId.of(smscMessageId, settings.messageIds().submitResp());
        }

        /** Whether it is the same segment with the same id. */
        boolean isSame(Accepted other) {
            return segment == other.segment
                    && messageId.equals(other.messageId)
                    && smscMessageId.equals(other.smscMessageId);
        }
    }

    /**
     * A message was accepted and is folded at this id from now on.
     *
     * @param owner its only segment
     * @param keepMillis how long it is remembered if no event follows
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    record Moved(Accepted owner, MessageState state, long keepMillis) implements IdEvent {}

    /** An event of a message that has moved to this id. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    record Passed(String messageId, MessageEvent event) implements IdEvent {}

    /**
     * The provider reported on this id.
     *
     * @param receivedAt when the deliver_sm came
     * @param from its source_addr
     * @param to its destination_addr
     * @param raw the whole PDU, or its message octets, hex
     * @param tlvs those from which nothing was read; null when there are none
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    record Reported(
            String deliveryId,
            Instant receivedAt,
            String from,
            String to,
            DeliveryRecord.ReceiptPart receipt,
            String raw,
            @Nullable List<ReceivedTlv> tlvs)
            implements IdEvent {

        /** Whether it reports the same of the same handset. */
        boolean repeats(Reported other) {
            return receipt.equals(other.receipt) && from.equals(other.from) && to.equals(other.to);
        }

        /** This receipt as a report on the segment that has the id. */
        MessageEvent.Report on(Accepted owner) {
            return new MessageEvent.Report(
                    owner.segment(),
                    owner.smscMessageId(),
                    receipt.status(),
                    receipt.rawStatus(),
                    receipt.network(),
                    receipt.doneAt(),
                    receivedAt,
                    tlvs);
        }

        static Reported of(DeliveryRecord delivery) {
            return new Reported(
                    delivery.deliveryId(),
                    delivery.receivedAt(),
                    delivery.from(),
                    delivery.to(),
                    Deliveries.receipt(delivery),
                    requireNonNullElse(delivery.raw(), delivery.body()),
                    delivery.tlvs());
        }
    }
}
