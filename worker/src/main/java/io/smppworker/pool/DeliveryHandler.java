package io.smppworker.pool;

import io.smppworker.message.BindPoint;
import io.smppworker.message.DeliverSm;
import java.util.function.IntConsumer;

/** Takes every deliver_sm of every bind. Called on event-loop threads: must hand over and return at once. */
public interface DeliveryHandler {
    /**
     * A deliver_sm came in on this bind.
     *
     * @param reply to be called exactly once with the command_status of the response
     */
    void delivered(BindPoint bind, DeliverSm deliverSm, IntConsumer reply);
}
