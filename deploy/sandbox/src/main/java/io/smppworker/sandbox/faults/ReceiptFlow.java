package io.smppworker.sandbox.faults;

import java.time.Duration;

/**
 * Notices that no receipt comes although segments are submitted: of interest, and not wrong, since workers that are killed
 * one after the other before they have rebuilt their state publish none meanwhile. Time is an argument; not thread-safe.
 */
final class ReceiptFlow {
    /** More than one fault holds receipts back. */
    static final Duration BOUND = Duration.ofSeconds(60);

    private long receipts;
    private long submitsBefore;
    private long sinceNanos;

    /** Since {@code nowNanos} nothing has come. */
    ReceiptFlow(long nowNanos) {
        sinceNanos = nowNanos;
    }

    /**
     * What has been seen up to now.
     *
     * @param receipts all that were published so far
     * @param submits all segments that were submitted so far
     * @return whether another {@link #BOUND} has passed without a receipt, but not without a submit_sm
     */
    boolean hasStopped(long nowNanos, long receipts, long submits) {
        if (receipts != this.receipts || submits == submitsBefore) {
            begin(nowNanos, receipts, submits);
            return false;
        }
        if (nowNanos - sinceNanos < BOUND.toNanos()) {
            return false;
        }
        begin(nowNanos, receipts, submits);
        return true;
    }

    private void begin(long nowNanos, long seen, long submits) {
        receipts = seen;
        submitsBefore = submits;
        sinceNanos = nowNanos;
    }
}
