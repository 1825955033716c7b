package io.smppworker.correlate;

import io.smppworker.schemas.SubmissionRecord;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Takes the SMSC message ids of accepted segments from the submission journal, keyed by the canonical id; skips segments
 * that were not accepted or were given no id. Streams calls it from one thread.
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
        IdEvent.Accepted accepted = IdEvent.Accepted.of(journalled.value(), partition, settings);
        if (accepted == null || accepted.id(settings).isEmpty()) {
            return;
        }
        hint.accepted(accepted.smscMessageId());
        context().forward(journalled.withKey(accepted.id(settings)).withValue(accepted));
    }
}
