package io.smppworker.schemas;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a message: the value of a record on {@code sms.receipts}, keyed by {@code messageId}.
 *
 * @param eventId unique for this event; the same event republished has the same id
 * @param isFinal whether nothing more is expected at this stage ({@code "final"} in JSON)
 * @param at when the worker knew
 * @param to absent only when the request could not be read that far
 * @param segments the outcome of each segment, in order of index
 * @param error the first segment's error, or why the request was never submitted
 * @param context the request's own context, passed through
 * @param unmatched true on a delivery receipt that belongs to no known message: {@code messageId} is then the SMSC's id
 *     of it, or, when it cannot be read, the deliveryId of its record; absent otherwise
 * @param raw what the provider sent, hex, when unmatched: the whole PDU, or its message octets
 * @param possibleDuplicate true when a segment was submitted again after an attempt whose outcome was never known, so
 *     that the handset may get it twice; absent otherwise
 * @param duplicateOf when this answers a further request with the same messageId, which was not submitted: the request
 *     that was; absent otherwise
 * @param supersedes on a final delivery receipt that corrects an earlier one, because the provider changed its mind: the
 *     eventId of that one; absent otherwise
 * @param transliterated true when typographic characters of the text were sent as their plain equivalents; absent
 *     otherwise
 * @param tlvs optional parameters of the provider's receipts that were not interpreted, each once; absent when there are none
 */
@RecordBuilder
public record Receipt(
        String messageId,
        String eventId,
        Stage stage,
        Status status,
        @JsonProperty("final") boolean isFinal,
        Instant at,
        @Nullable String to,
        @Nullable String from,
        List<Segment> segments,
        @Nullable ErrorInfo error,
        @Nullable JsonNode context,
        @Nullable Boolean unmatched,
        @Nullable String raw,
        @Nullable Boolean possibleDuplicate,
        @Nullable RequestPlace duplicateOf,
        @Nullable String supersedes,
        @Nullable Boolean transliterated,
        @Nullable List<ReceivedTlv> tlvs) {

    /** Where on its way the message is: with the provider, or with the handset. */
    public enum Stage {
        @JsonProperty("submit")
        SUBMIT,
        @JsonProperty("delivery")
        DELIVERY
    }

    /**
     * Submit stage: ACCEPTED, REJECTED, EXPIRED, IN_DOUBT. Delivery stage: all but IN_DOUBT (SMPP 3.4 §5.2.28 message_state,
     * and OTHER for statuses of the provider's own).
     */
    public enum Status {
        ENROUTE,
        ACCEPTED,
        DELIVERED,
        UNDELIVERABLE,
        EXPIRED,
        DELETED,
        REJECTED,
        UNKNOWN,
        OTHER,
        IN_DOUBT
    }

    /**
     * One submit_sm and its outcome.
     *
     * @param index 1-based
     * @param bind bind slot number
     * @param worker the worker that submitted it
     * @param status of this segment; null while unknown
     * @param rawStatus the provider's own status, where a receipt had one
     * @param attempts how often it was submitted
     */
    @RecordBuilder
    public record Segment(
            int index,
            @Nullable String smscMessageId,
            @Nullable String server,
            @Nullable Integer bind,
            @Nullable String worker,
            @Nullable Status status,
            @Nullable String rawStatus,
            @Nullable ErrorInfo error,
            @Nullable Instant submittedAt,
            @Nullable Instant respondedAt,
            @Nullable Instant doneAt,
            int attempts) {}
}
