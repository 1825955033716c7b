package io.smppworker.smpp;

import org.jspecify.annotations.Nullable;

/** The root cause of a failure, as text: the certificate's fault rather than the handshake's. */
final class RootCause {
    private RootCause() {}

    /** The deepest cause's message, or its class where it has none. */
    static String of(@Nullable Throwable failure) {
        Throwable cause = failure;
        while (cause != null && cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        if (cause == null) {
            return "unknown";
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
