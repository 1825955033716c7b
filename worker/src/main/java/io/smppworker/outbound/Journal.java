package io.smppworker.outbound;

import io.smppworker.message.SegmentResult;
import io.smppworker.message.Verdict;

/**
 * The submission journal: what is about to be submitted and what came of it, stored for good before the next step is
 * taken. Each record goes to the partition that goes with the request's own.
 *
 * <p>Every method returns at once; {@code stored} runs once, on any thread, when the record can no longer be lost. An
 * implementation tries until it succeeds; records of one message are stored in the order of the calls.
 */
public interface Journal {
    /** Before the first octet of the message may reach a socket. */
    void submitting(OutboundMessage message, Runnable stored);

    /** A segment's fate. */
    void outcome(OutboundMessage message, SegmentResult result, Runnable stored);

    /** The message ends without having been accepted whole. */
    void ended(OutboundMessage message, Verdict verdict, Runnable stored);

    /** Segments announced by {@link #submitting} that have no outcome were not submitted: their partition moves on. */
    void withdrawn(OutboundMessage message, Runnable stored);
}
