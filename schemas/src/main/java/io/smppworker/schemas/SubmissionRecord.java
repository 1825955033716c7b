package io.smppworker.schemas;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The submission journal: the value of a record on {@code smpp.submissions}, keyed by messageId, in the partition whose number
 * is that of the request's own modulo the journal's number of partitions. For one message: {@link Submitting} before the first
 * octet may reach a socket, one {@link Outcome} for each segment whose outcome is known, {@link Ended} when the message ends
 * without having been accepted whole, and {@link Withdrawn} when its partition moves to another worker before all of it was
 * submitted. A further request with a messageId already seen leaves a {@link Duplicate} only.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
    @JsonSubTypes.Type(value = SubmissionRecord.Submitting.class, name = "submitting"),
    @JsonSubTypes.Type(value = SubmissionRecord.Outcome.class, name = "outcome"),
    @JsonSubTypes.Type(value = SubmissionRecord.Ended.class, name = "ended"),
    @JsonSubTypes.Type(value = SubmissionRecord.Withdrawn.class, name = "withdrawn"),
    @JsonSubTypes.Type(value = SubmissionRecord.Duplicate.class, name = "duplicate")
})
public sealed interface SubmissionRecord {
    String messageId();

    Instant at();

    String worker();

    /**
     * The message is about to be submitted (or, with a higher attempt, submitted again).
     *
     * @param topic the lane the request came from; with partition and offset it names the very request
     * @param segments how many submit_sm the message takes
     * @param reference reference that joins the segments, 0..65535; null for a single segment
     * @param receipt which delivery receipts were asked for
     * @param headers the forwarded Kafka headers, base64 by name
     * @param validUntil until when the provider may try to deliver it; absent leaves that to the provider
     * @param transliterated true when typographic characters of the text are sent as their plain equivalents; absent
     *     otherwise
     * @param checksum of the octets of all segments, CRC-32, eight hexadecimal digits: a different one with the same number of
     *     segments means that the message is now cut otherwise; absent for a single segment
     * @param onInDoubt REPORT when no segment is submitted again after an attempt whose outcome is unknown; absent otherwise
     */
    @RecordBuilder
    record Submitting(
            String messageId,
            Instant at,
            String worker,
            String topic,
            int partition,
            long offset,
            String to,
            @Nullable String from,
            int segments,
            @Nullable Integer reference,
            SendRequest.RegisteredDelivery receipt,
            @Nullable JsonNode context,
            @Nullable Map<String, String> headers,
            @Nullable Instant validUntil,
            @Nullable Boolean transliterated,
            @Nullable String checksum,
            SendRequest.@Nullable OnInDoubt onInDoubt)
            implements SubmissionRecord {}

    /**
     * The outcome of one segment.
     *
     * @param segment 1-based
     * @param status ACCEPTED, REJECTED or IN_DOUBT
     * @param smscMessageId the provider's id, exactly as it came, when ACCEPTED
     * @param bind bind slot number
     * @param attempts how often the segment was submitted so far
     * @param possibleDuplicate true when an earlier attempt ended without its outcome being known; absent otherwise
     * @param to destination_addr, only when ACCEPTED: should the provider give the id to several messages, the addresses show
     *     which one a receipt is for
     * @param from source_addr, likewise; absent when the provider chose it
     * @param validUntil until when the provider may try to deliver it, likewise; absent when that is its own choice, or no
     *     receipts are asked for
     */
    @RecordBuilder
    record Outcome(
            String messageId,
            Instant at,
            String worker,
            int segment,
            Receipt.Status status,
            @Nullable String smscMessageId,
            String server,
            int bind,
            @Nullable ErrorInfo error,
            Instant submittedAt,
            @Nullable Instant respondedAt,
            int attempts,
            @Nullable Boolean possibleDuplicate,
            @Nullable String to,
            @Nullable String from,
            @Nullable Instant validUntil)
            implements SubmissionRecord {}

    /**
     * The message's final submit outcome where it is not ACCEPTED: REJECTED, EXPIRED or IN_DOUBT. The only record of a
     * request that was never submitted, so it names the request's own fields again.
     *
     * @param to absent when the request could not be read that far
     * @param possibleDuplicate true when a segment was submitted, or may have been, after an attempt whose outcome is not
     *     known; absent otherwise
     */
    @RecordBuilder
    record Ended(
            String messageId,
            Instant at,
            String worker,
            String topic,
            int partition,
            long offset,
            @Nullable String to,
            @Nullable String from,
            Receipt.Status status,
            @Nullable ErrorInfo error,
            @Nullable Boolean possibleDuplicate,
            @Nullable JsonNode context,
            @Nullable Map<String, String> headers)
            implements SubmissionRecord {}

    /** Segments announced by {@link Submitting} that have no {@link Outcome} were not submitted after all. */
    record Withdrawn(String messageId, Instant at, String worker, String topic, int partition, long offset)
            implements SubmissionRecord {}

    /**
     * A further request with a messageId seen before: not submitted, but to be answered with the state of the first.
     *
     * @param topic the lane of the repeated request; with partition and offset it names the very request
     * @param of the request that was submitted, or is about to be
     * @param context the repeated request's own
     * @param headers the forwarded Kafka headers of the repeated request, base64 by name
     */
    @RecordBuilder
    record Duplicate(
            String messageId,
            Instant at,
            String worker,
            String topic,
            int partition,
            long offset,
            RequestPlace of,
            String to,
            @Nullable String from,
            @Nullable JsonNode context,
            @Nullable Map<String, String> headers)
            implements SubmissionRecord {}
}
