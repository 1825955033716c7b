package io.smppworker.journal;

import io.smppworker.schemas.RequestPlace;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The recent messageIds, so that a request produced twice is submitted once. Kept by journal partition, since a producer that
 * keys by messageId puts both copies into lane partitions with the same number. Bounded: by time, and by number, the oldest of
 * the partition going first. Pure: time is an argument, in milliseconds since the epoch; not thread-safe.
 */
public final class SeenRequests {
    private final long windowMillis;
    private final int most;
    private final Map<Integer, LinkedHashMap<String, Seen>> byPartition = new HashMap<>();
    private int size;

    /** Flat, because there may be hundreds of thousands; all those of one topic share its name. */
    private record Seen(String topic, int partition, long offset, long atMillis) {}

    /**
     * @param window how long an id is known
     * @param most ids known at most
     */
    public SeenRequests(Duration window, int most) {
        this.windowMillis = window.toMillis();
        this.most = most;
    }

    Duration window() {
        return Duration.ofMillis(windowMillis);
    }

    /** The request that had this id first, within the window; null when there was none. */
    @Nullable
    RequestPlace first(int journalPartition, String messageId, long nowMillis) {
        Map<String, Seen> ids = byPartition.get(journalPartition);
        Seen seen = ids == null ? null : ids.get(messageId);
        return seen == null || isOld(seen, nowMillis)
                ? null
                : new RequestPlace(seen.topic(), seen.partition(), seen.offset());
    }

    /** This request has the id, unless another one had it within the window. */
    void remember(int journalPartition, String messageId, RequestPlace place, long atMillis, long nowMillis) {
        if (first(journalPartition, messageId, nowMillis) != null) {
            return;
        }
        LinkedHashMap<String, Seen> ids =
                byPartition.computeIfAbsent(journalPartition, partition -> new LinkedHashMap<>());
        size -= ids.remove(messageId) == null ? 0 : 1; // an old one: the new one goes to the end
        ids.put(messageId, new Seen(place.topic().intern(), place.partition(), place.offset(), atMillis));
        size++;
        Iterator<Seen> oldest = ids.values().iterator();
        while (oldest.hasNext() && (isOld(oldest.next(), nowMillis) || size > most)) {
            oldest.remove();
            size--;
        }
    }

    private boolean isOld(Seen seen, long nowMillis) {
        return nowMillis - seen.atMillis() >= windowMillis;
    }

    /** Takes over another instance's messageIds of a partition, after those known already. */
    void adopt(int journalPartition, SeenRequests other) {
        LinkedHashMap<String, Seen> theirs = other.byPartition.remove(journalPartition);
        if (theirs == null) {
            return;
        }
        LinkedHashMap<String, Seen> ours = byPartition.putIfAbsent(journalPartition, theirs);
        int before = ours == null ? 0 : ours.size();
        if (ours != null) {
            theirs.forEach((id, seen) -> ours.merge(id, seen, this::counting));
        }
        size += (ours == null ? theirs : ours).size() - before;
    }

    /** Of two requests with one id the earlier; the later one when they are a window or more apart. */
    private Seen counting(Seen one, Seen other) {
        if (one.atMillis() > other.atMillis()) {
            return counting(other, one);
        }
        return other.atMillis() - one.atMillis() >= windowMillis ? other : one;
    }

    /** The partition is no longer this worker's. */
    void forget(int journalPartition) {
        Map<String, Seen> ids = byPartition.remove(journalPartition);
        size -= ids == null ? 0 : ids.size();
    }

    int size() {
        return size;
    }
}
