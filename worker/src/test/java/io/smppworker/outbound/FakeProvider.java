package io.smppworker.outbound;

import io.smppworker.message.BindType;
import io.smppworker.message.SubmitOutcome;
import io.smppworker.message.SubmitSm;
import io.smppworker.smpp.BindOutcome;
import io.smppworker.smpp.SessionListener;
import io.smppworker.smpp.SmppConnector;
import io.smppworker.smpp.SmppSession;
import io.smppworker.smpp.SubmitListener;
import io.smppworker.smpp.TlsSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Servers without sockets: every submit_sm is kept until the test answers it, or is answered at once by {@code auto}.
 */
public final class FakeProvider implements SmppConnector {
    private final int window;
    private final Set<String> down = new HashSet<>();
    final List<FakeSession> sessions = new ArrayList<>();
    public final List<Arrival> arrivals = new ArrayList<>();
    /** How long each link that was unbound was to wait for responses; that the time is over is left to the test. */
    public final List<Duration> drains = new ArrayList<>();

    private @Nullable Function<SubmitSm, SubmitOutcome> auto;

    /** One submit_sm as a server saw it. */
    public record Arrival(String host, SubmitSm pdu, long notAfterNanos) {}

    private final Map<SubmitSm, SubmitListener> overdue = new LinkedHashMap<>();

    FakeProvider(int window) {
        this.window = window;
    }

    /** From now on every submit_sm is answered like this. */
    public void answerAll(Function<SubmitSm, SubmitOutcome> answer) {
        auto = answer;
        sessions.forEach(session -> session.answer(answer));
    }

    /** Everything outstanding is overdue from now on. */
    void timeOut() {
        sessions.forEach(FakeSession::timeOut);
    }

    /** What was overdue is answered after all. */
    void answerOverdue(Function<SubmitSm, SubmitOutcome> answer) {
        overdue.forEach((pdu, listener) -> listener.late(answer.apply(pdu)));
        overdue.clear();
    }

    /** Takes a server down: sessions are lost, binds fail. */
    public void down(String host) {
        down.add(host);
        sessions.stream().filter(session -> session.host.equals(host)).toList().forEach(FakeSession::close);
    }

    void up(String host) {
        down.remove(host);
    }

    /** Sessions that are open, or being unbound. */
    public int sessions() {
        return (int)
                sessions.stream().filter(session -> !session.closed.isDone()).count();
    }

    List<FakeSession> openLinks() {
        return sessions.stream().filter(SmppSession::isOpen).toList();
    }

    int outstanding() {
        return sessions.stream().mapToInt(SmppSession::outstanding).sum();
    }

    @Override
    public CompletionStage<BindOutcome> bind(
            String host, int port, BindType type, String label, SessionListener listener) {
        if (down.contains(host)) {
            return CompletableFuture.completedFuture(new BindOutcome.Unreachable("down"));
        }
        FakeSession session = new FakeSession(host, type, listener);
        sessions.add(session);
        return CompletableFuture.completedFuture(new BindOutcome.Bound(session));
    }

    @Override
    public void close() {
        sessions.forEach(FakeSession::close);
    }

    final class FakeSession implements SmppSession {
        final String host;
        private final BindType type;
        private final SessionListener listener;
        private final Map<SubmitSm, SubmitListener> waiting = new LinkedHashMap<>();
        private final CompletableFuture<Void> closed = new CompletableFuture<>();
        private boolean unbinding;

        FakeSession(String host, BindType type, SessionListener listener) {
            this.host = host;
            this.type = type;
            this.listener = listener;
        }

        void answer(Function<SubmitSm, SubmitOutcome> answer) {
            List<SubmitSm> pdus = List.copyOf(waiting.keySet());
            for (SubmitSm pdu : pdus) {
                Objects.requireNonNull(waiting.remove(pdu)).settled(answer.apply(pdu));
            }
            closeWhenDrained();
        }

        void timeOut() {
            Map<SubmitSm, SubmitListener> late = Map.copyOf(waiting);
            waiting.clear();
            overdue.putAll(late);
            late.values().forEach(listener -> listener.settled(new SubmitOutcome.InDoubt("response timeout")));
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
            return !closed.isDone() && !unbinding;
        }

        @Override
        public int freeWindow() {
            return isOpen() && type.transmits() ? window - waiting.size() : 0;
        }

        @Override
        public int outstanding() {
            return waiting.size();
        }

        @Override
        public void submit(SubmitSm pdu, long notAfterNanos, SubmitListener outcome) {
            if (freeWindow() <= 0) {
                throw new AssertionError("window exceeded on " + host);
            }
            arrivals.add(new Arrival(host, pdu, notAfterNanos));
            Function<SubmitSm, SubmitOutcome> answer = auto;
            if (answer != null) {
                outcome.settled(answer.apply(pdu));
            } else {
                waiting.put(pdu, outcome);
            }
        }

        @Override
        public CompletionStage<Void> unbind(Duration drain) {
            drains.add(drain);
            unbinding = true;
            closeWhenDrained();
            return closed;
        }

        private void closeWhenDrained() {
            if (unbinding && waiting.isEmpty() && closed.complete(null)) {
                listener.closed("unbound");
            }
        }

        @Override
        public void close() {
            List<SubmitListener> lost = List.copyOf(waiting.values());
            waiting.clear();
            lost.forEach(outcome -> outcome.settled(new SubmitOutcome.InDoubt("session lost")));
            if (closed.complete(null)) {
                listener.closed("lost");
            }
        }
    }
}
