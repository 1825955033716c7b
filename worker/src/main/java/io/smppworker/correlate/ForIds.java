package io.smppworker.correlate;

import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Passes on the events that are to be processed at an SMSC message id. */
final class ForIds extends ContextualProcessor<String, MessageOutcome, String, IdEvent> {
    @Override
    public void process(Record<String, MessageOutcome> outcome) {
        if (outcome.value() instanceof MessageOutcome.AtId at) {
            context().forward(outcome.withValue(at.event()));
        }
    }
}
