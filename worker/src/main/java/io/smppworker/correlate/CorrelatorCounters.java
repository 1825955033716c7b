package io.smppworker.correlate;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts the correlator's unusual events since the process started; after an aborted transaction some are counted again.
 * Thread-safe.
 */
public final class CorrelatorCounters {
    private final Map<Event, LongAdder> counts = new ConcurrentHashMap<>();

    /** What is counted. */
    public enum Event {
        /** A record could not be read or processed, and was skipped. */
        FAULTY_RECORD,
        /** No worker could read a delivery; it stays on the deliveries topic only. */
        UNPARSED_DELIVERY,
        /** A receipt was published as belonging to no message. */
        UNMATCHED_RECEIPT,
        /** A receipt said nothing new. */
        REPEATED_RECEIPT,
        /** A receipt came after the message's end and changes nothing about it. */
        LATE_RECEIPT,
        /** A final receipt was corrected by another one. */
        CORRECTION,
        /** A message's final receipt did not come in time, or it was forgotten before its outcome was known. */
        UNFINISHED_MESSAGE,
        /** A request that repeated a messageId was given up without a receipt of its own. */
        UNANSWERED_REQUEST
    }

    void count(Event event) {
        counter(event).increment();
    }

    /** How often it has happened. */
    public long of(Event event) {
        return counter(event).sum();
    }

    private LongAdder counter(Event event) {
        return counts.computeIfAbsent(event, first -> new LongAdder());
    }
}
