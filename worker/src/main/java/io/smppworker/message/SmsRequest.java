package io.smppworker.message;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A valid send request with the configured defaults filled in.
 *
 * @param to digits only
 * @param from source address; empty lets the provider choose
 * @param addressing type of number and numbering plan of both
 * @param serviceType service_type, at most 5 ASCII; empty is the provider's default
 * @param submitBefore when it is too late to submit it, by its {@code expiresAt} and its validity; null never
 * @param validUntil until when the provider may try to deliver it; null leaves that to the provider
 * @param priority priority_flag, 0..3
 * @param tlvs optional parameters, provider references included
 * @param passThrough fields that are passed through to every receipt
 * @param producedAt its record's timestamp, or when a worker took it where that timestamp cannot be right
 */
@RecordBuilder
public record SmsRequest(
        String messageId,
        String to,
        String from,
        Addressing addressing,
        String serviceType,
        Content content,
        RegisteredDelivery receipt,
        @Nullable Instant submitBefore,
        @Nullable Instant validUntil,
        OnInDoubt onInDoubt,
        int priority,
        List<Tlv> tlvs,
        PassThrough passThrough,
        Instant producedAt) {

    /** The same request, whose validity ends at that time at the latest. */
    public SmsRequest validUntilAtMost(Instant latest) {
        return SmsRequestBuilder.builder(this)
                .submitBefore(earlier(submitBefore, latest))
                .validUntil(earlier(validUntil, latest))
                .build();
    }

    private static Instant earlier(@Nullable Instant one, Instant other) {
        return one != null && one.isBefore(other) ? one : other;
    }
}
