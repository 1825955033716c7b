package io.smppworker.sandbox.provider;

import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a client, as of now. Times are those of {@link LogEntry#nanos}, null when it has not come to that.
 *
 * @param id from 1, over all servers
 * @param peer the client's address and port
 * @param bindType null until bound
 * @param unboundNanos when the bind ended, by unbind or close
 * @param greatestOutstanding most submit_sm received and not yet answered at any instant
 */
public record SessionInfo(
        int id,
        String server,
        String peer,
        boolean tls,
        long openedNanos,
        @Nullable BindType bindType,
        @Nullable Long boundNanos,
        @Nullable Long unboundNanos,
        @Nullable Long closedNanos,
        int greatestOutstanding) {
    static SessionInfo opened(int id, String server, SocketAddress peer, boolean tls, long nanos) {
        return new SessionInfo(id, server, String.valueOf(peer), tls, nanos, null, null, null, null, 0);
    }

    public boolean bound() {
        return boundNanos != null && unboundNanos == null;
    }

    SessionInfo withBound(BindType type, long nanos) {
        return new SessionInfo(id, server, peer, tls, openedNanos, type, nanos, null, null, greatestOutstanding);
    }

    SessionInfo withUnbound(long nanos) {
        return new SessionInfo(
                id, server, peer, tls, openedNanos, bindType, boundNanos, nanos, closedNanos, greatestOutstanding);
    }

    SessionInfo withClosed(long nanos) {
        return new SessionInfo(
                id, server, peer, tls, openedNanos, bindType, boundNanos, unboundNanos, nanos, greatestOutstanding);
    }

    SessionInfo withGreatestOutstanding(int outstanding) {
        return new SessionInfo(
                id, server, peer, tls, openedNanos, bindType, boundNanos, unboundNanos, closedNanos, outstanding);
    }
}
