package io.smppworker.correlate;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.databind.JsonNode;
import io.smppworker.message.Cut;
import io.smppworker.schemas.RequestPlace;
import io.smppworker.schemas.SendRequest.RegisteredDelivery;
import io.smppworker.schemas.SubmissionRecord;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as the journal has it; topic, partition and offset distinguish it from another one with the same messageId.
 *
 * @param segments 0 when it ended before it was segmented
 * @param headers forwarded Kafka headers by name, base64
 * @param validUntil until when the provider may try to deliver it; null leaves that to the provider
 * @param transliterated true when it was sent with other characters than it was given; null otherwise
 * @param checksum of the octets of all segments; null for a single one
 */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
@RecordBuilder
record MessageRequest(
        String topic,
        int partition,
        long offset,
        @Nullable String to,
        @Nullable String from,
        int segments,
        RegisteredDelivery registeredDelivery,
        @Nullable JsonNode context,
        Map<String, String> headers,
        @Nullable Instant validUntil,
        @Nullable Boolean transliterated,
        @Nullable String checksum) {

    /** Jackson reads an absent context back from an array as a null node. */
    MessageRequest {
        context = context != null && context.isNull() ? null : context;
    }

    static MessageRequest of(SubmissionRecord.Submitting entry) {
        return MessageRequestBuilder.builder()
                .topic(entry.topic())
                .partition(entry.partition())
                .offset(entry.offset())
                .segments(entry.segments())
                .registeredDelivery(entry.receipt())
                .headers(orEmpty(entry.headers()))
                .to(entry.to())
                .from(entry.from())
                .context(entry.context())
                .validUntil(entry.validUntil())
                .transliterated(entry.transliterated())
                .checksum(entry.checksum())
                .build();
    }

    static MessageRequest of(SubmissionRecord.Ended entry) {
        RequestPlace place = new RequestPlace(entry.topic(), entry.partition(), entry.offset());
        return notSegmented(place, entry.to(), entry.from(), entry.context(), entry.headers());
    }

    static MessageRequest of(SubmissionRecord.Duplicate entry) {
        RequestPlace place = new RequestPlace(entry.topic(), entry.partition(), entry.offset());
        return notSegmented(place, entry.to(), entry.from(), entry.context(), entry.headers());
    }

    private static MessageRequest notSegmented(
            RequestPlace place,
            @Nullable String to,
            @Nullable String from,
            @Nullable JsonNode context,
            @Nullable Map<String, String> headers) {
        return MessageRequestBuilder.builder()
                .topic(place.topic())
                .partition(place.partition())
                .offset(place.offset())
                .segments(0)
                .registeredDelivery(RegisteredDelivery.FINAL)
                .headers(orEmpty(headers))
                .to(to)
                .from(from)
                .context(context)
                .build();
    }

    /** Names the record it came in. */
    RequestPlace place() {
        return new RequestPlace(topic, partition, offset);
    }

    boolean isSameAs(MessageRequest other) {
        return place().equals(other.place());
    }

    /** Whether it has the same segments; one that was not segmented yet has any. */
    boolean isCutAs(MessageRequest other) {
        return segments == 0 || other.segments == 0 || cut().isSameAs(other.cut());
    }

    private Cut cut() {
        return new Cut(segments, checksum);
    }

    private static Map<String, String> orEmpty(@Nullable Map<String, String> headers) {
        return headers == null ? Map.of() : headers;
    }
}
