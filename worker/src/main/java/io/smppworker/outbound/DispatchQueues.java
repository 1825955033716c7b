package io.smppworker.outbound;

import io.smppworker.message.Lane;
import io.smppworker.pool.ServerPool;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Journalled messages with a segment to send: those that any server may take, and those whose first segments went to
 * one server and whose rest should follow there. Urgent before bulk, begun before new. Dispatcher's thread only.
 */
final class DispatchQueues {
    private final Map<Lane, Deque<OutboundMessage>> open = lanes();
    private final Map<ServerPool, Map<Lane, Deque<OutboundMessage>>> begun = new HashMap<>();

    private static Map<Lane, Deque<OutboundMessage>> lanes() {
        Map<Lane, Deque<OutboundMessage>> byLane = new EnumMap<>(Lane.class);
        for (Lane lane : Lane.values()) {
            byLane.put(lane, new ArrayDeque<>());
        }
        return byLane;
    }

    /** New work, behind what waits. */
    void add(OutboundMessage message) {
        lane(open, message).addLast(message);
    }

    /** Work that has been out before, ahead of what waits. */
    void addFirst(OutboundMessage message) {
        lane(open, message).addFirst(message);
    }

    /** The rest of a long message, for the server that has its beginning. */
    void follow(ServerPool server, OutboundMessage message) {
        lane(begun.computeIfAbsent(server, s -> lanes()), message).addFirst(message);
    }

    /** The next message that this server should send a segment of, taken off its queue. */
    @Nullable OutboundMessage next(ServerPool server) {
        Map<Lane, Deque<OutboundMessage>> own = begun.get(server);
        for (Lane lane : Lane.values()) {
            OutboundMessage message = own == null ? null : own.get(lane).pollFirst();
            if (message == null) {
                message = open.get(lane).pollFirst();
            }
            if (message != null) {
                return message;
            }
        }
        return null;
    }

    boolean hasWorkFor(ServerPool server) {
        Map<Lane, Deque<OutboundMessage>> own = begun.get(server);
        return size() > 0 || (own != null && own.values().stream().anyMatch(queue -> !queue.isEmpty()));
    }

    /** Messages that any server may take. */
    int size() {
        int size = 0;
        for (Deque<OutboundMessage> queue : open.values()) {
            size += queue.size();
        }
        return size;
    }

    /** A server went: what had begun there goes on anywhere, first in line. */
    void reopen(ServerPool server) {
        Map<Lane, Deque<OutboundMessage>> own = begun.remove(server);
        if (own != null) {
            own.values().forEach(queue -> queue.descendingIterator().forEachRemaining(this::addFirst));
        }
    }

    void removeIf(Predicate<OutboundMessage> gone) {
        open.values().forEach(queue -> queue.removeIf(gone));
        begun.values().forEach(byLane -> byLane.values().forEach(queue -> queue.removeIf(gone)));
    }

    private static Deque<OutboundMessage> lane(Map<Lane, Deque<OutboundMessage>> byLane, OutboundMessage message) {
        Deque<OutboundMessage> queue = byLane.get(message.lane());
        if (queue == null) {
            throw new IllegalStateException("no queue for " + message.lane());
        }
        return queue;
    }
}
