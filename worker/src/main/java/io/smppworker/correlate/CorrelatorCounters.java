package io.smppworker.correlate;

import java.util.concurrent.atomic.LongAdder;

/**
 * Counts the correlator's unusual events since the process started; after an aborted transaction some are counted again.
 * Thread-safe.
 */
public final class CorrelatorCounters {
    private final LongAdder faultyRecords = new LongAdder();
    private final LongAdder unparsedDeliveries = new LongAdder();
    private final LongAdder unmatchedReceipts = new LongAdder();
    private final LongAdder unfinishedMessages = new LongAdder();
    private final LongAdder unansweredRequests = new LongAdder();

    private final LongAdder repeatedReceipts = new LongAdder();
    private final LongAdder lateReceipts = new LongAdder();
    private final LongAdder corrections = new LongAdder();

    void repeatedReceipt() {
        repeatedReceipts.increment();
    }

    void lateReceipt() {
        lateReceipts.increment();
    }

    void correction() {
        corrections.increment();
    }

    void faultyRecord() {
        faultyRecords.increment();
    }

    void unparsedDelivery() {
        unparsedDeliveries.increment();
    }

    void unmatchedReceipt() {
        unmatchedReceipts.increment();
    }

    void unfinishedMessage() {
        unfinishedMessages.increment();
    }

    void unansweredRequest() {
        unansweredRequests.increment();
    }

    /** Records that could not be read or processed, and were skipped. */
    public long faultyRecords() {
        return faultyRecords.sum();
    }

    /** Deliveries that no worker could read; they stay on the deliveries topic only. */
    public long unparsedDeliveries() {
        return unparsedDeliveries.sum();
    }

    /** Receipts published as belonging to no message. */
    public long unmatchedReceipts() {
        return unmatchedReceipts.sum();
    }

    /** Receipts that said nothing new. */
    public long repeatedReceipts() {
        return repeatedReceipts.sum();
    }

    /** Receipts that came after the message's end and change nothing about it. */
    public long lateReceipts() {
        return lateReceipts.sum();
    }

    /** Final receipts that were corrected by another one. */
    public long corrections() {
        return corrections.sum();
    }

    /** Messages whose final receipt did not come in time, or that were forgotten before their outcome was known. */
    public long unfinishedMessages() {
        return unfinishedMessages.sum();
    }

    /** Requests that repeated a messageId and were given up without a receipt of their own. */
    public long unansweredRequests() {
        return unansweredRequests.sum();
    }
}
