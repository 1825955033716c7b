package io.smppworker.outbound;

import io.smppworker.message.BindPoint;
import io.smppworker.message.Lane;
import io.smppworker.message.SubmitOutcome;
import java.time.Duration;
import java.util.List;

/** Calls each listener, in their order. */
record OutboundListeners(List<OutboundListener> listeners) implements OutboundListener {
    @Override
    public void taken(Lane lane) {
        listeners.forEach(one -> one.taken(lane));
    }

    @Override
    public void deadLettered(String reason) {
        listeners.forEach(one -> one.deadLettered(reason));
    }

    @Override
    public void announced(OutboundMessage message, long sinceTakenNanos, long writeNanos) {
        listeners.forEach(one -> one.announced(message, sinceTakenNanos, writeNanos));
    }

    @Override
    public void submitted(String server) {
        listeners.forEach(one -> one.submitted(server));
    }

    @Override
    public void begun(Lane lane, Duration sinceProduced) {
        listeners.forEach(one -> one.begun(lane, sinceProduced));
    }

    @Override
    public void settled(OutboundMessage message, int index, BindPoint bind, SubmitOutcome outcome, long nanos) {
        listeners.forEach(one -> one.settled(message, index, bind, outcome, nanos));
    }

    @Override
    public void outcomeStored(OutboundMessage message, int index, long writeNanos) {
        listeners.forEach(one -> one.outcomeStored(message, index, writeNanos));
    }

    @Override
    public void ended(Lane lane, RequestEnd end) {
        listeners.forEach(one -> one.ended(lane, end));
    }
}
