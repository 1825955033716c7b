package io.smppworker.message;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A valid send request with the configured defaults filled in.
 *
 * @param to digits only
 * @param from source address; empty lets the provider choose
 * @param priority priority_flag, 0..3
 * @param tlvs optional parameters, provider references included
 * @param echo what every receipt must carry back
 */
public record SmsRequest(
        String messageId,
        String to,
        String from,
        Content content,
        ReceiptWish receipt,
        @Nullable Duration validity,
        @Nullable Instant expiresAt,
        OnInDoubt onInDoubt,
        int priority,
        List<Tlv> tlvs,
        Echo echo) {}
