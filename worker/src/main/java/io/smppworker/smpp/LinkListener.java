package io.smppworker.smpp;

import io.smppworker.message.DeliverSm;
import io.smppworker.message.SubmitOutcome;
import io.smppworker.message.SubmitSm;
import java.util.function.IntConsumer;

/** Hears what a session brings by itself. Called on event-loop threads: must hand over and return at once. */
public interface LinkListener {
    /**
     * A deliver_sm (or a data_sm, which some providers use for receipts).
     *
     * @param reply to be called exactly once, from any thread, with the command_status of the response; 0 is ESME_ROK
     */
    void delivered(DeliverSm deliverSm, IntConsumer reply);

    /**
     * The response came after the outcome had been given as in doubt.
     *
     * @param submitSm the very object that was submitted
     * @param outcome what the response says: never NotSent
     */
    default void lateResponse(SubmitSm submitSm, SubmitOutcome outcome) {}

    /** The window has room again, or the link can no longer take a submit_sm. */
    default void windowChanged() {}

    /** The session is over; called exactly once, after every outstanding submit_sm has had its outcome. */
    void closed(String reason);
}
