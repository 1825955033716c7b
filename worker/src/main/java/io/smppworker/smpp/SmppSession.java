package io.smppworker.smpp;

import io.smppworker.message.SubmitOutcome;
import io.smppworker.message.SubmitSm;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One bound SMPP session, from bind_resp to close. Thread-safe; no method blocks. A session is never reused: after
 * {@link SessionListener#closed} it stays closed, and a new one is bound by {@link SmppConnector}.
 */
public interface SmppSession {
    /** A submit_sm may be written at any time. */
    long NO_DEADLINE = Long.MAX_VALUE;

    /** The TLS session of the connection; null without TLS. */
    @Nullable
    TlsSession tls();

    /** When the server last answered an enquire_link, in nanoseconds of the connector's clock; null before the first. */
    @Nullable
    Long enquireLinkAnsweredNanos();

    /** Whether the session is bound, its channel is open, and no unbind has begun. */
    boolean isOpen();

    /** submit_sm that may be sent right now without exceeding the window; 0 when closed, unbinding or a receiver. */
    int freeWindow();

    /** submit_sm sent and not yet answered. */
    int outstanding();

    /**
     * Sends one submit_sm. The caller has checked {@link #freeWindow()}; with none free the outcome is {@link
     * SubmitOutcome.NotSent}.
     *
     * @param notAfterNanos a time of the connector's clock from which on it is not written any more but is {@link
     *     SubmitOutcome.NotSent}, however long ago it was handed over; or {@link #NO_DEADLINE}
     */
    void submit(SubmitSm submitSm, long notAfterNanos, SubmitListener listener);

    /**
     * Ends the session in order: no new submit_sm, wait for the outstanding ones at most {@code drain}, unbind, close.
     * Whatever is then still open is {@link SubmitOutcome.InDoubt}. Completes when the channel is closed and every
     * submit_sm handed in before this call has its outcome.
     */
    CompletionStage<Void> unbind(Duration drain);

    /** Closes the channel at once; outstanding submit_sm are {@link SubmitOutcome.InDoubt}. */
    void close();
}
