package io.smppworker.journal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * The progress of one partition of a lane: requests finish in any order, the committed offset moves only up to the first
 * unfinished one. It also keeps the journal offset from which a new owner must read to know everything after the committed
 * offset. Thread-safe.
 */
final class PartitionProgress {
    private final Deque<Request> open = new ArrayDeque<>();
    private final Map<Long, Request> byOffset = new HashMap<>();
    private final Map<Long, Long> expected = new HashMap<>();
    private long next;
    private int unfinished;

    private static final class Request {
        final long offset;
        long journalOffset;
        boolean finished;

        Request(long offset, long journalOffset) {
            this.offset = offset;
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
        Request request = new Request(offset, begunAt == null ? Long.MAX_VALUE : begunAt);
        open.addLast(request);
        byOffset.put(offset, request);
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
        Request request = byOffset.get(offset);
        if (request != null) {
            request.journalOffset = Math.min(request.journalOffset, journalOffset);
        }
    }

    synchronized void finished(long offset) {
        Request request = byOffset.get(offset);
        if (request == null || request.finished) {
            return;
        }
        request.finished = true;
        unfinished--;
        Request first;
        while ((first = open.peekFirst()) != null && first.finished) {
            open.removeFirst();
            byOffset.remove(first.offset);
        }
    }

    /** Offset of the first unfinished request, or of the next to come. */
    synchronized long position() {
        Request first = open.peekFirst();
        return first == null ? next : first.offset;
    }

    /**
     * From where a new owner must read the journal.
     *
     * @param journalEnd one past the last journal offset known to be stored
     */
    synchronized long journalPosition(long journalEnd) {
        long earliest = journalEnd;
        for (Request request : open) {
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
