package io.smppworker.outbound;

import io.smppworker.message.SegmentResult;
import io.smppworker.message.Verdict;

/**
 * The submission journal: submissions that are about to be made and their outcomes, stored durably before the next step is
 * taken. Each record goes to the journal partition of the request's own partition.
 *
 * <p>Every method returns at once; {@code stored} runs once, on any thread, when the record can no longer be lost. An
 * implementation tries until it succeeds; records of one message are stored in the order of the calls.
 */
public interface Journal {
    /** To be stored before the first octet of the message may reach a socket. */
    void submitting(OutboundMessage message, Runnable stored);

    /** A segment's outcome. */
    void outcome(OutboundMessage message, SegmentResult result, Runnable stored);

    /** The message ends without having been accepted whole. */
    void ended(OutboundMessage message, Verdict verdict, Runnable stored);

    /** Segments announced by {@link #submitting} that have no outcome were not submitted: their partition moves on. */
    void withdrawn(OutboundMessage message, Runnable stored);
}
