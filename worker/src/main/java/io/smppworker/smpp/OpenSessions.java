package io.smppworker.smpp;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The sessions of a connector that have a channel, bound or not yet. Thread-safe; once closed it stays closed. */
final class OpenSessions {
    private static final String REASON = "the connector is closed";

    private final Set<NettySession> sessions = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** Keeps the session until its channel closes; closes it at once when the connector is closed. */
    void add(NettySession session) {
        sessions.add(session);
        session.whenClosed(() -> sessions.remove(session));
        if (closed) {
            session.close(REASON);
        }
    }

    void closeAll() {
        closed = true;
        sessions.forEach(session -> session.close(REASON));
    }
}
