package io.smppworker.sandbox.provider;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a client, as of now. Times are the provider's monotonic clock, null when it has not come to that.
 *
 * @param id from 1, over all servers
 * @param peer the client's address and port
 * @param bindType null until bound
 * @param unboundNanos when the bind ended, by unbind or close
 * @param greatestOutstanding most submit_sm received and not yet answered at any instant; a swallowed one is not waited for
 */
@RecordBuilder
public record SessionInfo(
        int id,
        String server,
        String peer,
        boolean tls,
        long openedNanos,
        @Nullable PeerBindType bindType,
        @Nullable Long boundNanos,
        @Nullable Long unboundNanos,
        @Nullable Long closedNanos,
        int greatestOutstanding) {
    static SessionInfo opened(int id, String server, SocketAddress peer, boolean tls, long nanos) {
        return SessionInfoBuilder.builder()
                .id(id)
                .server(server)
                .peer(String.valueOf(peer))
                .tls(tls)
                .openedNanos(nanos)
                .greatestOutstanding(0)
                .build();
    }

    public boolean bound() {
        return boundNanos != null && unboundNanos == null;
    }

    /** When the bind ended; {@link Long#MAX_VALUE} as long as it has not. */
    public long endNanos() {
        return unboundNanos == null ? Long.MAX_VALUE : unboundNanos;
    }

    SessionInfo withBound(PeerBindType type, long nanos) {
        return SessionInfoBuilder.builder(this).bindType(type).boundNanos(nanos).build();
    }

    SessionInfo withUnbound(long nanos) {
        return SessionInfoBuilder.builder(this).unboundNanos(nanos).build();
    }

    SessionInfo withClosed(long nanos) {
        return SessionInfoBuilder.builder(this).closedNanos(nanos).build();
    }

    SessionInfo withGreatestOutstanding(int outstanding) {
        return SessionInfoBuilder.builder(this).greatestOutstanding(outstanding).build();
    }
}
