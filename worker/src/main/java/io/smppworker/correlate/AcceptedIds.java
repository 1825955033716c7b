package io.smppworker.correlate;

import io.smppworker.schemas.SubmissionRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Takes from the journal the SMSC message ids that were given to segments, keyed by the canonical id; none for a segment that
 * was not accepted, or was without an id. Streams calls it from one thread.
 */
final class AcceptedIds implements Processor<String, SubmissionRecord, String, IdEvent> {
    private final CorrelatorSettings settings;
    private final MessageIdHint hint;
    private ProcessorContext<String, IdEvent> context;

    @SuppressWarnings("NullAway.Init") // Streams calls init first
    AcceptedIds(CorrelatorSettings settings, MessageIdHint hint) {
        this.settings = settings;
        this.hint = hint;
    }

    @Override
    public void init(ProcessorContext<String, IdEvent> context) {
        this.context = context;
    }

    @Override
    public void process(Record<String, SubmissionRecord> journalled) {
        int partition = context.recordMetadata().orElseThrow().partition();
        IdEvent.Accepted accepted = IdEvent.Accepted.of(journalled.value(), partition);
        if (accepted == null || accepted.id(settings).isEmpty()) {
            return;
        }
        hint.accepted(accepted.smscMessageId());
        context.forward(journalled.withKey(accepted.id(settings)).withValue(accepted));
    }
}
