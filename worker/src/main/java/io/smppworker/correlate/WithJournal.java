package io.smppworker.correlate;

import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.StreamPartitioner;

/** Sends the reports on a message to its partition of the journal. Pure. */
final class WithJournal implements StreamPartitioner<String, IdOutcome.Matched> {
    @Override
    public Optional<Set<Integer>> partitions(
            String topic, String messageId, IdOutcome.Matched match, Headers headers, int partitions) {
        return Optional.of(Set.of(match.journal()));
    }

    @Override
    @SuppressWarnings("removal") // the interface requires it until it is removed
    public Optional<Set<Integer>> partitions(String topic, String messageId, IdOutcome.Matched match, int partitions) {
        return Optional.of(Set.of(match.journal()));
    }
}
