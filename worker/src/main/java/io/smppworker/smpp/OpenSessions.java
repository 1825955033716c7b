package io.smppworker.smpp;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The links of a connector that have a channel, bound or not yet. Thread-safe; once closed it stays closed. */
final class OpenSessions {
    private static final String REASON = "the connector is closed";

    private final Set<NettySession> links = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** Keeps the link until its channel closes; closes it at once when the connector is closed. */
    void add(NettySession session) {
        links.add(session);
        session.whenClosed(() -> links.remove(session));
        if (closed) {
            session.close(REASON);
        }
    }

    void closeAll() {
        closed = true;
        links.forEach(session -> session.close(REASON));
    }
}
