package io.smppworker.outbound;

import io.smppworker.message.Lane;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Messages in line, urgent ones before bulk ones. Dispatcher's thread only. */
final class LaneQueues {
    private final Deque<OutboundMessage> urgent = new ArrayDeque<>();
    private final Deque<OutboundMessage> bulk = new ArrayDeque<>();

    void addFirst(OutboundMessage message) {
        of(message.lane()).addFirst(message);
    }

    void addLast(OutboundMessage message) {
        of(message.lane()).addLast(message);
    }

    @Nullable
    OutboundMessage poll(Lane lane) {
        return of(lane).pollFirst();
    }

    /** Cheap, since it mostly is the first. */
    void remove(OutboundMessage message) {
        of(message.lane()).removeFirstOccurrence(message);
    }

    int size() {
        return urgent.size() + bulk.size();
    }

    int size(Lane lane) {
        return of(lane).size();
    }

    void removeIf(Predicate<OutboundMessage> gone) {
        urgent.removeIf(gone);
        bulk.removeIf(gone);
    }

    /** Moves everything before what {@code target} has, keeping its order. */
    void moveTo(LaneQueues target) {
        urgent.descendingIterator().forEachRemaining(target::addFirst);
        bulk.descendingIterator().forEachRemaining(target::addFirst);
        urgent.clear();
        bulk.clear();
    }

    private Deque<OutboundMessage> of(Lane lane) {
        return lane == Lane.URGENT ? urgent : bulk;
    }
}
