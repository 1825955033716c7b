package io.smppworker.smpp;

import io.smppworker.message.DeliverSm;
import java.util.function.IntConsumer;

/** Is notified of a session's events. Called on event-loop threads: must hand over and return at once. */
public interface SessionListener {
    /**
     * A deliver_sm (or a data_sm, which some providers use for receipts).
     *
     * @param reply to be called exactly once, from any thread, with the command_status of the response; 0 is ESME_ROK
     */
    void delivered(DeliverSm deliverSm, IntConsumer reply);

    /** The window has room again, or the session can no longer take a submit_sm. */
    default void windowChanged() {}

    /** The session is over; called exactly once, after every outstanding submit_sm has had its outcome. */
    void closed(String reason);
}
