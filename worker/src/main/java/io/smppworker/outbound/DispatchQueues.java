package io.smppworker.outbound;

import io.smppworker.message.Lane;
import io.smppworker.pool.ServerPool;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Journalled messages with a segment to send: those that any server may take, and those whose first segments went to
 * one server and whose rest should follow there. Urgent before bulk, begun before new. Dispatcher's thread only.
 */
final class DispatchQueues {
    private final LaneQueues open = new LaneQueues();
    private final Map<ServerPool, LaneQueues> begun = new HashMap<>();

    /** New work, behind what waits. */
    void add(OutboundMessage message) {
        open.addLast(message);
    }

    /** Work that has been out before, ahead of what waits. */
    void addFirst(OutboundMessage message) {
        open.addFirst(message);
    }

    /** The rest of a long message, for the server that has its beginning. */
    void follow(ServerPool server, OutboundMessage message) {
        begun.computeIfAbsent(server, s -> new LaneQueues()).addFirst(message);
    }

    /** The next message that this server should send a segment of, taken off its queue. */
    @Nullable
    OutboundMessage next(ServerPool server) {
        LaneQueues own = begun.get(server);
        for (Lane lane : Lane.values()) {
            OutboundMessage message = own == null ? null : own.poll(lane);
            if (message == null) {
                message = open.poll(lane);
            }
            if (message != null) {
                return message;
            }
        }
        return null;
    }

    boolean hasWorkFor(ServerPool server) {
        LaneQueues own = begun.get(server);
        return open.size() > 0 || (own != null && own.size() > 0);
    }

    /** Messages that any server may take. */
    int size(Lane lane) {
        return open.size(lane);
    }

    /** A server went: what had begun there goes on anywhere, first in line. */
    void reopen(ServerPool server) {
        LaneQueues own = begun.remove(server);
        if (own != null) {
            own.moveTo(open);
        }
    }

    void removeIf(Predicate<OutboundMessage> gone) {
        open.removeIf(gone);
        begun.values().forEach(own -> own.removeIf(gone));
    }
}
