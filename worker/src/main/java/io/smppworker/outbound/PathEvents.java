package io.smppworker.outbound;

import io.smppworker.message.Lane;
import io.smppworker.message.SubmitOutcome;

/** Hears what happens to requests on their way, for those who count. Called on any thread; must not block. */
public interface PathEvents {
    /** A record was read from a lane. */
    void taken(Lane lane);

    /** A record that can not be sent goes to the dead letters. */
    void putAside(String reason);

    /** A request's {@code submitting} record was stored, this long after it was handed to the journal. */
    void announced(long nanos);

    /** A submit_sm was handed to a bind of this server. */
    void submitted(String server);

    /** It was a request's first one here, this long after the request was produced. */
    void begun(Lane lane, long nanos);

    /** A submit_sm came to something, this long after it was handed to the bind. */
    void settled(String server, SubmitOutcome outcome, long nanos);

    /** A request that was taken is no longer this worker's. */
    void ended(Lane lane, RequestEnd end);
}
