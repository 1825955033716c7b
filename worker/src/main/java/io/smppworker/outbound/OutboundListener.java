package io.smppworker.outbound;

import io.smppworker.message.BindPoint;
import io.smppworker.message.Lane;
import io.smppworker.message.SubmitOutcome;
import java.time.Duration;
import java.util.List;

/** Is notified of what happens to requests on their way. Called on any thread; must not block, and does nothing by default. */
public interface OutboundListener {
    /** A record was read from a lane. */
    default void taken(Lane lane) {}

    /** A record that cannot be sent goes to the dead-letter topic. */
    default void deadLettered(String reason) {}

    /**
     * A request's {@code submitting} record was stored.
     *
     * @param sinceTakenNanos how long after it was taken
     * @param writeNanos how long after it was handed to the journal
     */
    default void announced(OutboundMessage message, long sinceTakenNanos, long writeNanos) {}

    /** A submit_sm was handed to a bind of this server. */
    default void submitted(String server) {}

    /** It was the first submit_sm of a request here, this long after the request was produced. */
    default void begun(Lane lane, Duration sinceProduced) {}

    /** The submit_sm of a segment (1-based) has its outcome, this long after it was handed to the bind. */
    default void settled(OutboundMessage message, int index, BindPoint bind, SubmitOutcome outcome, long nanos) {}

    /** The outcome was stored, this long after it was known. */
    default void outcomeStored(OutboundMessage message, int index, long writeNanos) {}

    /** A request that was taken is no longer this worker's. */
    default void ended(Lane lane, RequestEnd end) {}

    /** A listener that calls each of these, in their order. */
    static OutboundListener all(OutboundListener... listeners) {
        return new OutboundListeners(List.of(listeners));
    }
}
