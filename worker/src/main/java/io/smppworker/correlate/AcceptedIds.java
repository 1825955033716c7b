package io.smppworker.correlate;

import io.smppworker.schemas.SubmissionRecord;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Takes from the journal the SMSC message ids that were given to segments, keyed by the canonical id; none for a segment that
 * was not accepted, or was without an id. Streams calls it from one thread.
 */
final class AcceptedIds extends ContextualProcessor<String, SubmissionRecord, String, IdEvent> {
    private final CorrelatorSettings settings;
    private final MessageIdHint hint;

    AcceptedIds(CorrelatorSettings settings, MessageIdHint hint) {
        this.settings = settings;
        this.hint = hint;
    }

    @Override
    public void process(Record<String, SubmissionRecord> journalled) {
        int partition = context().recordMetadata().orElseThrow().partition();
        IdEvent.Accepted accepted = IdEvent.Accepted.of(journalled.value(), partition);
        if (accepted == null || accepted.id(settings).isEmpty()) {
            return;
        }
        hint.accepted(accepted.smscMessageId());
        context().forward(journalled.withKey(accepted.id(settings)).withValue(accepted));
    }
}
