package io.smppworker.journal;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The progress of one partition of a lane: requests finish in any order, the committed offset moves only up to the first
 * unfinished one. It also keeps the journal offset from which a new owner must read to know everything after the committed
 * offset. Thread-safe.
 */
final class PartitionProgress {
    /** From the first unfinished one on, by offset and in its order. */
    private final Map<Long, Request> open = new LinkedHashMap<>();

    private final Map<Long, Long> expected = new HashMap<>();
    private long next;
    private int unfinished;

    private static final class Request {
        long journalOffset;
        boolean finished;

        Request(long journalOffset) {
            this.journalOffset = journalOffset;
        }
    }

    /** @param next offset of the first record that will be taken */
    PartitionProgress(long next) {
        this.next = next;
    }

    /** A request that an earlier owner had begun will be taken; its first journal record is at this journal offset. */
    synchronized void expect(long offset, long journalOffset) {
        expected.put(offset, journalOffset);
    }

    synchronized void taken(long offset) {
        Long begunAt = expected.remove(offset);
        open.put(offset, new Request(begunAt == null ? Long.MAX_VALUE : begunAt));
        next = offset + 1;
        unfinished++;
    }

    /**
     * Everything before this offset was polled: offsets that were not taken are transaction markers, records of aborted
     * transactions and deleted records, which will not be delivered any more.
     */
    synchronized void passed(long offset) {
        if (offset > next) {
            next = offset;
            expected.keySet().removeIf(gone -> gone < offset);
        }
    }

    /** A journal record of this request is stored. */
    synchronized void journalled(long offset, long journalOffset) {
        Request request = open.get(offset);
        if (request != null) {
            request.journalOffset = Math.min(request.journalOffset, journalOffset);
        }
    }

    synchronized void finished(long offset) {
        Request request = open.get(offset);
        if (request == null || request.finished) {
            return;
        }
        request.finished = true;
        unfinished--;
        Iterator<Request> first = open.values().iterator();
        while (first.hasNext() && first.next().finished) {
            first.remove();
        }
    }

    /** Offset of the first unfinished request, or of the next to come. */
    synchronized long position() {
        return open.isEmpty() ? next : open.keySet().iterator().next();
    }

    /**
     * From where a new owner must read the journal.
     *
     * @param journalEnd one past the last journal offset known to be stored
     */
    synchronized long journalPosition(long journalEnd) {
        long earliest = journalEnd;
        for (Request request : open.values()) {
            earliest = Math.min(earliest, request.journalOffset);
        }
        for (long journalOffset : expected.values()) {
            earliest = Math.min(earliest, journalOffset);
        }
        return earliest;
    }

    /**
     * Requests that have not ended, and offsets that were not polled yet, of which some may be no requests.
     *
     * @param end one past the last offset that can be polled
     */
    synchronized long lag(long end) {
        return unfinished + Math.max(0, end - next);
    }
}
