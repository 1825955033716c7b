package io.smppworker.outbound;

import io.smppworker.message.Lane;
import io.smppworker.pool.ServerPool;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Journalled messages with a segment to send: those that any server may take, and those whose first segments went to one
 * server, which should get the others too. Urgent before bulk except for the share that bulk keeps, begun before new.
 * Dispatcher's thread only.
 */
final class DispatchQueues {
    private final double creditPerUrgent;
    private final LaneQueues open = new LaneQueues();
    private final Map<ServerPool, LaneQueues> begun = new LinkedHashMap<>();
    private double bulkCredit;

    /** @param bulkSharePercent of the segments that bulk gets while both lanes wait, 0..90 */
    DispatchQueues(int bulkSharePercent) {
        this.creditPerUrgent = bulkSharePercent / (100.0 - bulkSharePercent);
    }

    /** Adds a new message at the end. */
    void add(OutboundMessage message) {
        open.addLast(message);
    }

    /** Adds a message that has been dispatched before, at the front. */
    void addFirst(OutboundMessage message) {
        open.addFirst(message);
    }

    /** Adds the remaining segments of a long message, for the server that has its first ones. */
    void follow(ServerPool server, OutboundMessage message) {
        begun.computeIfAbsent(server, s -> new LaneQueues()).addFirst(message);
    }

    /** The next message that this server should send a segment of, taken off its queue. */
    @Nullable
    OutboundMessage next(ServerPool server) {
        LaneQueues own = begun.get(server);
        OutboundMessage urgent = bulkCredit >= 1 ? null : poll(own, Lane.URGENT);
        if (urgent != null) {
            boolean bulkWaits = open.size(Lane.BULK) > 0 || (own != null && own.size(Lane.BULK) > 0);
            bulkCredit = bulkWaits ? bulkCredit + creditPerUrgent : 0;
            return urgent;
        }
        OutboundMessage bulk = poll(own, Lane.BULK);
        bulkCredit = bulk == null ? 0 : Math.max(0, bulkCredit - 1);
        return bulk == null ? poll(own, Lane.URGENT) : bulk;
    }

    private @Nullable OutboundMessage poll(@Nullable LaneQueues own, Lane lane) {
        OutboundMessage message = own == null ? null : own.poll(lane);
        return message == null ? open.poll(lane) : message;
    }

    boolean hasWorkFor(ServerPool server) {
        LaneQueues own = begun.get(server);
        return open.size() > 0 || (own != null && own.size() > 0);
    }

    /** Messages that any server may take. */
    int size(Lane lane) {
        return open.size(lane);
    }

    /** A server is down: messages begun there continue at any server, at the front. */
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
