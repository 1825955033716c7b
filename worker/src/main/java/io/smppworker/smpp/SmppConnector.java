package io.smppworker.smpp;

import io.smppworker.message.BindType;
import java.util.concurrent.CompletionStage;

/** Opens bound sessions. Thread-safe; no method blocks. */
public interface SmppConnector extends AutoCloseable {
    /**
     * Connects, does the TLS handshake when configured, and binds.
     *
     * @param host of the server
     * @param label names the session in logs and thread dumps, as {@code smpp1#3}
     * @return completes normally, with the outcome, whatever goes wrong
     */
    CompletionStage<BindOutcome> bind(String host, int port, BindType type, String label, SessionListener listener);

    /** Closes every session at once and frees threads. */
    @Override
    void close();
}
