package io.smppworker.config;

import io.smppworker.message.OnInDoubt;
import io.smppworker.message.RegisteredDelivery;
import io.smppworker.message.TextEncoding;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * The values of a request's missing fields.
 *
 * @param transliterate whether typographic characters may become plain ones where that avoids UCS-2
 */
public record RequestDefaults(
        @Size(max = 20, message = Allowed.AT_MOST)
        @Pattern(regexp = Allowed.ASCII, message = Allowed.ONLY_ASCII)
        @Nullable
        String from,

        TextEncoding encoding,
        RegisteredDelivery receipt,
        OnInDoubt onInDoubt,
        boolean transliterate) {}
