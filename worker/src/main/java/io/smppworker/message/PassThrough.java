package io.smppworker.message;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a request carries only to get back with its receipts.
 *
 * @param contextJson the request's {@code context}, as JSON text
 * @param headers forwarded Kafka headers by name, base64
 */
public record PassThrough(@Nullable String contextJson, Map<String, String> headers) {
    public static final PassThrough NONE = new PassThrough(null, Map.of());
}
