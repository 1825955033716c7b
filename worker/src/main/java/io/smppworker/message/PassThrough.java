package io.smppworker.message;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a request that are only passed through to its receipts.
 *
 * @param contextJson the request's {@code context}, as JSON text
 * @param headers forwarded Kafka headers by name, base64
 */
public record PassThrough(@Nullable String contextJson, Map<String, String> headers) {
    public static final PassThrough NONE = new PassThrough(null, Map.of());
}
