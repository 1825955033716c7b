package io.smppworker.outbound;

import io.smppworker.message.BindPoint;
import io.smppworker.message.Lane;
import io.smppworker.message.SubmitOutcome;

/** Hears what happens to requests on their way, for those who count. Called on any thread; must not block. */
public interface PathEvents {
    /** A record was read from a lane. */
    void taken(Lane lane);

    /** A record that cannot be sent goes to the dead letters. */
    void deadLettered(String reason);

    /**
     * A request's {@code submitting} record was stored.
     *
     * @param sinceTakenNanos how long after it was taken
     * @param sinceHandedOverNanos how long after it was handed to the journal
     */
    void announced(OutboundMessage message, long sinceTakenNanos, long sinceHandedOverNanos);

    /** A submit_sm was handed to a bind of this server. */
    void submitted(String server);

    /** It was a request's first one here, this long after the request was produced. */
    void begun(Lane lane, long nanos);

    /** The submit_sm of a segment (1-based) came to something, this long after it was handed to the bind. */
    void settled(OutboundMessage message, int index, BindPoint bind, SubmitOutcome outcome, long nanos);

    /** What it came to was stored, this long after it was known. */
    void outcomeStored(OutboundMessage message, int index, long nanos);

    /** A request that was taken is no longer this worker's. */
    void ended(Lane lane, RequestEnd end);
}
