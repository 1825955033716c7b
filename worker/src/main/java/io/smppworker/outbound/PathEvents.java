package io.smppworker.outbound;

import io.smppworker.message.SubmitOutcome;
import io.smppworker.message.Verdict;

/** Hears what happens to requests on their way, for those who count. Called on any thread; must not block. */
public interface PathEvents {
    /** A record was read from a lane. */
    void taken();

    /** The journal knows that this request was done with before: it is not sent again. */
    void repeated();

    /** The request can not be sent and was put aside. */
    void putAside();

    /** A request's {@code submitting} record was stored, this long after it was handed to the journal. */
    void announced(long nanos);

    /** A submit_sm was handed to a bind. */
    void submitted();

    /** A submit_sm came to something, this long after it was handed to the bind. */
    void settled(SubmitOutcome outcome, long nanos);

    /** Every segment of a request was accepted. */
    void accepted();

    /** A request ended without having been accepted whole. */
    void ended(Verdict.Kind kind);
}
