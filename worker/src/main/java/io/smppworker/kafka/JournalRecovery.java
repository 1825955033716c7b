package io.smppworker.kafka;

import io.smppworker.schemas.Json;
import io.smppworker.schemas.SubmissionRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the tail of the journal of partitions just gained, so that every redelivered request is known: done, untouched
 * or in doubt. Used by the intake loop's thread only.
 */
final class JournalRecovery implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JournalRecovery.class);

    private final Consumer<byte[], byte[]> consumer;
    private final String topic;

    JournalRecovery(Map<String, Object> readerProperties, String topic) {
        this.consumer = new KafkaConsumer<>(readerProperties);
        this.topic = topic;
    }

    /** Names a request by the record it came in. */
    record RequestKey(String topic, int partition, long offset) {}

    /**
     * What the journal says, and how far it was read.
     *
     * @param ends by journal partition, one past the last offset read
     */
    record Recovered(Map<RequestKey, JournalledRequest> requests, Map<Integer, Long> ends) {}

    /**
     * Reads from the given offsets to the present end.
     *
     * @param from by journal partition, the first offset that matters
     */
    Recovered read(Map<Integer, Long> from) {
        Map<TopicPartition, Long> starts = new HashMap<>();
        from.forEach((partition, offset) -> starts.put(new TopicPartition(topic, partition), offset));
        consumer.assign(starts.keySet());
        Map<TopicPartition, Long> earliest = consumer.beginningOffsets(starts.keySet());
        Map<TopicPartition, Long> ends = consumer.endOffsets(starts.keySet());
        starts.forEach((partition, offset) ->
                consumer.seek(partition, Math.max(offset, earliest.getOrDefault(partition, 0L))));

        Fold fold = new Fold();
        while (!reached(ends)) {
            consumer.poll(Duration.ofMillis(200)).forEach(fold::add);
        }
        consumer.assign(List.of());
        Map<Integer, Long> endByPartition = new HashMap<>();
        ends.forEach((partition, end) -> endByPartition.put(partition.partition(), end));
        return new Recovered(fold.requests, endByPartition);
    }

    private boolean reached(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    /** Folds journal records in order; a message's outcomes follow the record that announced it. */
    private static final class Fold {
        private final Map<RequestKey, JournalledRequest> requests = new HashMap<>();
        private final Map<String, JournalledRequest> latestByMessage = new HashMap<>();

        void add(ConsumerRecord<byte[], byte[]> journalled) {
            SubmissionRecord entry = read(journalled);
            if (entry instanceof SubmissionRecord.Submitting submitting) {
                add(submitting, journalled.offset());
            } else if (entry instanceof SubmissionRecord.Outcome outcome) {
                JournalledRequest known = latestByMessage.get(outcome.messageId());
                if (known != null) {
                    known.outcome(outcome);
                }
            } else if (entry instanceof SubmissionRecord.Withdrawn w) {
                JournalledRequest known = requests.get(new RequestKey(w.topic(), w.partition(), w.offset()));
                if (known != null) {
                    known.withdrawn();
                }
            } else if (entry instanceof SubmissionRecord.Ended e) {
                requests.computeIfAbsent(
                                new RequestKey(e.topic(), e.partition(), e.offset()),
                                key -> new JournalledRequest(journalled.offset()))
                        .ended();
            }
        }

        private void add(SubmissionRecord.Submitting submitting, long journalOffset) {
            RequestKey key = new RequestKey(submitting.topic(), submitting.partition(), submitting.offset());
            JournalledRequest known = requests.get(key);
            if (known == null) {
                known = new JournalledRequest(submitting, journalOffset);
                requests.put(key, known);
            } else {
                known.submitting();
            }
            latestByMessage.put(submitting.messageId(), known);
        }

        private static @Nullable SubmissionRecord read(ConsumerRecord<byte[], byte[]> journalled) {
            try {
                return Json.MAPPER.readValue(journalled.value(), SubmissionRecord.class);
            } catch (IOException | IllegalArgumentException e) {
                LOG.error(
                        "{}-{} offset {} is not a journal record; going on without it",
                        journalled.topic(),
                        journalled.partition(),
                        journalled.offset());
                return null;
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
