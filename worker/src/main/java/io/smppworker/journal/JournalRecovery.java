package io.smppworker.journal;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import io.smppworker.kafka.Lanes;
import io.smppworker.message.Lane;
import io.smppworker.message.LanePartition;
import io.smppworker.schemas.Json;
import io.smppworker.schemas.RequestPlace;
import io.smppworker.schemas.SubmissionRecord;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the tail of the journal of partitions just gained, so that every redelivered request is known to be done, untouched or
 * in doubt, and every recent messageId is known. Blocking; one thread. Long, because where to begin, what to read and when it
 * is enough depend on each other.
 */
public final class JournalRecovery implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JournalRecovery.class);
    private static final Duration CALL = Duration.ofSeconds(5);
    private static final Duration REHEARSAL_CALL = Duration.ofSeconds(1);
    private static final int REHEARSAL_RECORDS = 500;
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int POLLS_WITHOUT_PROGRESS = 25;
    private static final ObjectReader ENTRY = Json.MAPPER.readerFor(SubmissionRecord.class);
    private static final ObjectReader ENTRY_HEADER = Json.MAPPER
            .readerFor(EntryHeader.class)
            .with(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE);

    private final Consumer<byte[], byte[]> consumer;
    private final String topic;
    private final Lanes lanes;
    private final Supplier<SeenRequests> memories;

    /**
     * The fields of a journal record that decide whether the others matter.
     *
     * @param at never null in a {@code submitting} record; nor is {@code topic}
     */
    record EntryHeader(
            Event event,
            String messageId,
            @Nullable String at,
            @Nullable String topic,
            int partition,
            long offset) {
        enum Event {
            @JsonProperty("submitting")
            SUBMITTING,
            @JsonProperty("outcome")
            OUTCOME,
            @JsonEnumDefaultValue
            OTHER
        }

        EntryHeader {
            Objects.requireNonNull(event);
            Objects.requireNonNull(messageId);
            if (event == Event.SUBMITTING) {
                Objects.requireNonNull(topic);
                Objects.requireNonNull(at);
            }
        }

        RequestPlace place() {
            return new RequestPlace(Objects.requireNonNull(topic), partition, offset);
        }
    }

    /**
     * Sends no request yet.
     *
     * @param consumer of the workers' group id, that takes part in no rebalance; closed with this
     * @param topic the journal
     * @param memories makes empty stores for the messageIds that are in the journal
     */
    public JournalRecovery(
            Consumer<byte[], byte[]> consumer, String topic, Lanes lanes, Supplier<SeenRequests> memories) {
        this.consumer = consumer;
        this.topic = topic;
        this.lanes = lanes;
        this.memories = memories;
    }

    /**
     * The state read from the journal, and how far it was read.
     *
     * @param requests those that will be delivered again
     * @param ends by journal partition, one past the last offset read
     * @param positions by lane partition, the first offset that will be delivered
     * @param seen the recent messageIds
     */
    public record Recovered(
            Map<RequestPlace, JournalledRequest> requests,
            Map<Integer, Long> ends,
            Map<TopicPartition, Long> positions,
            SeenRequests seen) {}

    /**
     * Sends the requests of a recovery and reads some of the journal's last records, so that the first recovery, during which
     * lanes stand idle, finds connections open and its code loaded and fast.
     *
     * @throws KafkaException when Kafka does not answer for a second
     */
    public void rehearse() {
        TopicPartition partition = lanes.topicPartition(new LanePartition(Lane.BULK, 0));
        TopicPartition journal = new TopicPartition(topic, lanes.journalPartition(partition.partition()));
        consumer.committed(Set.of(partition), REHEARSAL_CALL);
        consumer.beginningOffsets(Set.of(partition), REHEARSAL_CALL);
        long end = consumer.endOffsets(Set.of(journal), REHEARSAL_CALL).getOrDefault(journal, 0L);
        consumer.assign(Set.of(journal));
        consumer.seek(journal, Math.max(0, end - REHEARSAL_RECORDS));
        History history = new History(Map.of(), memories.get(), Long.MAX_VALUE);
        consumer.poll(POLL).forEach(history::add);
        consumer.assign(List.of());
    }

    /**
     * Reads what the journal has about these partitions of lanes, up to its present end.
     *
     * @throws RetriableException when Kafka does not answer for 5 s: to be tried again
     */
    public Recovered recover(Set<TopicPartition> gained, long nowMillis) {
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(gained, CALL);
        Map<TopicPartition, Long> earliest = consumer.beginningOffsets(gained, CALL);
        Map<Integer, Long> from = new HashMap<>();
        Map<TopicPartition, Long> positions = new HashMap<>();
        for (TopicPartition partition : gained) {
            OffsetAndMetadata position = committed.get(partition);
            long first = earliest.getOrDefault(partition, 0L);
            from.merge(lanes.journalPartition(partition.partition()), Offsets.journalPosition(position), Math::min);
            positions.put(partition, position == null ? first : Math.max(first, position.offset()));
        }
        return read(from, positions, nowMillis);
    }

    /**
     * Reads from the given offsets, or from one window before now where that is earlier, to the present end.
     *
     * @param from by journal partition, the first offset that matters
     * @param positions by lane partition, the first offset that will be delivered
     */
    Recovered read(Map<Integer, Long> from, Map<TopicPartition, Long> positions, long nowMillis) {
        SeenRequests seen = memories.get();
        Map<TopicPartition, Long> starts = new HashMap<>();
        from.forEach((partition, offset) -> starts.put(new TopicPartition(topic, partition), offset));
        consumer.assign(starts.keySet());
        Map<TopicPartition, Long> times = new HashMap<>();
        starts.keySet()
                .forEach(partition ->
                        times.put(partition, nowMillis - seen.window().toMillis()));
        var windowStarts = consumer.offsetsForTimes(times, CALL);
        Map<TopicPartition, Long> earliest = consumer.beginningOffsets(starts.keySet(), CALL);
        Map<TopicPartition, Long> ends = consumer.endOffsets(starts.keySet(), CALL);
        starts.forEach((partition, offset) -> {
            var windowStart = windowStarts.get(partition);
            long start = windowStart == null ? offset : Math.min(offset, windowStart.offset());
            consumer.seek(partition, Math.max(start, earliest.getOrDefault(partition, 0L)));
        });

        History history = new History(positions, seen, nowMillis);
        long read = 0;
        int withoutProgress = 0;
        long before = left(ends);
        while (before > 0) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            records.forEach(history::add);
            read += records.count();
            long left = left(ends);
            withoutProgress = left == before ? withoutProgress + 1 : 0;
            if (withoutProgress > POLLS_WITHOUT_PROGRESS) {
                throw new TimeoutException("no record of " + topic + " comes, and its end is not reached");
            }
            before = left;
        }
        consumer.assign(List.of());
        LOG.info("read {} records of {} partitions of the journal", read, ends.size());
        history.reportUnreadable();
        Map<Integer, Long> endByPartition = new HashMap<>();
        ends.forEach((partition, end) -> endByPartition.put(partition.partition(), end));
        return new Recovered(history.requests, endByPartition, positions, seen);
    }

    /** Offsets that have not been passed yet. Not every one of them is a record: markers of transactions have their own. */
    private long left(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - consumer.position(end.getKey(), CALL)))
                .sum();
    }

    /** Unreadable records of one partition, which no worker can have written. */
    private record Unreadable(long firstOffset, int count) {}

    /** What journal records say, taken in order; a message's outcomes follow the record that announced it. */
    private final class History {
        private final Map<TopicPartition, Long> positions;
        private final SeenRequests seen;
        private final long nowMillis;
        private final Map<RequestPlace, JournalledRequest> requests = new HashMap<>();
        private final Map<String, JournalledRequest> latestByMessage = new HashMap<>();
        private final Map<Integer, Unreadable> unreadable = new TreeMap<>();

        History(Map<TopicPartition, Long> positions, SeenRequests seen, long nowMillis) {
            this.positions = positions;
            this.seen = seen;
            this.nowMillis = nowMillis;
        }

        void add(ConsumerRecord<byte[], byte[]> journalled) {
            try {
                EntryHeader header = ENTRY_HEADER.readValue(journalled.value());
                if (header == null) {
                    throw new IllegalArgumentException("null");
                }
                if (header.event() == EntryHeader.Event.SUBMITTING) {
                    long atMillis =
                            Instant.parse(Objects.requireNonNull(header.at())).toEpochMilli();
                    seen.remember(journalled.partition(), header.messageId(), header.place(), atMillis, nowMillis);
                }
                if (mayMatter(header)) {
                    add(ENTRY.<SubmissionRecord>readValue(journalled.value()), journalled.offset());
                }
            } catch (IOException | IllegalArgumentException | DateTimeException e) {
                unreadable.merge(
                        journalled.partition(),
                        new Unreadable(journalled.offset(), 1),
                        (known, one) -> new Unreadable(known.firstOffset(), known.count() + 1));
            }
        }

        /** Logs one line for each partition, however many records there are. */
        private void reportUnreadable() {
            unreadable.forEach((partition, records) -> LOG.error(
                    "{}-{} has {} that cannot be read as of the journal, the first at offset {}; going on without",
                    topic,
                    partition,
                    records.count() == 1 ? "a record" : records.count() + " records",
                    records.firstOffset()));
        }

        /** False for most records: those of requests that are done and not redelivered. */
        private boolean mayMatter(EntryHeader header) {
            return switch (header.event()) {
                case SUBMITTING -> comesAgain(header.place());
                case OUTCOME -> latestByMessage.containsKey(header.messageId());
                case OTHER -> true;
            };
        }

        private void add(SubmissionRecord entry, long journalOffset) {
            if (entry instanceof SubmissionRecord.Submitting submitting) {
                announced(submitting, journalOffset);
            } else if (entry instanceof SubmissionRecord.Outcome outcome) {
                JournalledRequest known = latestByMessage.get(outcome.messageId());
                if (known != null) {
                    known.outcome(outcome);
                }
            } else if (entry instanceof SubmissionRecord.Withdrawn w) {
                JournalledRequest known = requests.get(new RequestPlace(w.topic(), w.partition(), w.offset()));
                if (known != null) {
                    known.withdrawn(w.worker());
                }
            } else if (entry instanceof SubmissionRecord.Ended e) {
                ended(new RequestPlace(e.topic(), e.partition(), e.offset()), journalOffset);
            } else if (entry instanceof SubmissionRecord.Duplicate d) {
                ended(new RequestPlace(d.topic(), d.partition(), d.offset()), journalOffset);
            }
        }

        private void announced(SubmissionRecord.Submitting submitting, long journalOffset) {
            RequestPlace place = new RequestPlace(submitting.topic(), submitting.partition(), submitting.offset());
            JournalledRequest known = requests.get(place);
            if (known == null) {
                known = new JournalledRequest(submitting, journalOffset);
                requests.put(place, known);
            } else {
                known.submitting(submitting);
            }
            latestByMessage.put(submitting.messageId(), known);
        }

        private void ended(RequestPlace place, long journalOffset) {
            if (comesAgain(place)) {
                requests.computeIfAbsent(place, unannounced -> new JournalledRequest(journalOffset))
                        .ended();
            }
        }

        private boolean comesAgain(RequestPlace place) {
            Long position = positions.get(new TopicPartition(place.topic(), place.partition()));
            return position != null && place.offset() >= Objects.requireNonNull(position);
        }
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
}
