package io.smppworker.pool;

import io.smppworker.message.SubmitOutcome;
import io.smppworker.message.SubmitSm;
import io.smppworker.smpp.SessionListener;
import io.smppworker.smpp.SmppSession;
import io.smppworker.smpp.SubmitListener;
import io.smppworker.smpp.TlsSession;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A session without a socket: a test answers, oldest first, what is submitted. */
final class ScriptedLink implements SmppSession {
    private final int window;
    private final SessionListener listener;
    private final Queue<SubmitListener> waiting = new ArrayDeque<>();
    private final Queue<SubmitListener> overdue = new ArrayDeque<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private boolean unbinding;
    private boolean closing;

    ScriptedLink(int window, SessionListener listener) {
        this.window = window;
        this.listener = listener;
    }

    void answer(SubmitOutcome outcome) {
        waiting.remove().settled(outcome);
        closeWhenDrained();
    }

    void answerNotInTime() {
        SubmitListener submit = waiting.remove();
        overdue.add(submit);
        submit.settled(new SubmitOutcome.InDoubt("response timeout"));
    }

    void answerLate(SubmitOutcome outcome) {
        overdue.remove().late(outcome);
    }

    /** The session is lost, and nobody knows yet. */
    void closing() {
        closing = true;
    }

    /** The session is lost. */
    void end(String reason) {
        if (closed.complete(null)) {
            waiting.forEach(submit -> submit.settled(new SubmitOutcome.InDoubt(reason)));
            waiting.clear();
            listener.closed(reason);
        }
    }

    private void closeWhenDrained() {
        if (unbinding && waiting.isEmpty()) {
            end("unbound");
        }
    }

    @Override
    public @Nullable Long enquireLinkAnsweredNanos() {
        return null;
    }

    @Override
    public @Nullable TlsSession tls() {
        return null;
    }

    @Override
    public boolean isOpen() {
        return !closed.isDone() && !unbinding && !closing;
    }

    @Override
    public int freeWindow() {
        return isOpen() ? window - waiting.size() : 0;
    }

    @Override
    public int outstanding() {
        return waiting.size();
    }

    @Override
    public void submit(SubmitSm submitSm, long notAfterNanos, SubmitListener submitListener) {
        if (isOpen()) {
            waiting.add(submitListener);
        } else {
            submitListener.settled(new SubmitOutcome.NotSent("the session is not open"));
        }
    }

    @Override
    public CompletionStage<Void> unbind(Duration drain) {
        unbinding = true;
        closeWhenDrained();
        return closed;
    }

    @Override
    public void close() {
        end("closed by this side");
    }
}
