package io.smppworker.correlate;

import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.StreamPartitioner;

/** Brings what is told of a message to where the journal has it. Pure. */
final class WithJournal implements StreamPartitioner<String, IdOutcome.Matched> {
    @Override
    public Optional<Set<Integer>> partitions(
            String topic, String messageId, IdOutcome.Matched match, Headers headers, int partitions) {
        return Optional.of(Set.of(match.journal()));
    }

    @Override
    @SuppressWarnings("removal") // whoever implements the interface must, until it is gone
    public Optional<Set<Integer>> partitions(String topic, String messageId, IdOutcome.Matched match, int partitions) {
        return Optional.of(Set.of(match.journal()));
    }
}
