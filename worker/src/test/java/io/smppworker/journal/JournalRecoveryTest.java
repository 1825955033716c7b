package io.smppworker.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smppworker.kafka.Lanes;
import io.smppworker.schemas.Json;
import io.smppworker.schemas.RequestPlace;
import io.smppworker.schemas.SendRequest;
import io.smppworker.schemas.SubmissionRecord;
import io.smppworker.schemas.SubmissionRecordSubmittingBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The journal's tail, with Kafka's own mock of a consumer: where it ends and lanes go on behind what is no record. */
@Timeout(30)
class JournalRecoveryTest {
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
    private static final TopicPartition JOURNAL = new TopicPartition("journal", 0);
    private static final TopicPartition LANE = new TopicPartition("bulk", 0);

    private final Journal consumer = new Journal();
    private final JournalRecovery recovery = new JournalRecovery(
            consumer, "journal", new Lanes("urgent", "bulk", 1), () -> new SeenRequests(Duration.ofMinutes(10), 100));

    /** Knows no times: all of the journal is older than the window. */
    private static final class Journal extends MockConsumer<byte[], byte[]> {
        Map<TopicPartition, OffsetAndMetadata> committed = Map.of();

        Journal() {
            super("earliest");
            updateBeginningOffsets(Map.of(JOURNAL, 0L, LANE, 0L));
        }

        @Override
        public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(Map<TopicPartition, Long> times) {
            return Map.of();
        }

        @Override
        public synchronized Map<TopicPartition, OffsetAndMetadata> committed(
                Set<TopicPartition> partitions, Duration timeout) {
            return committed;
        }

        void stored(long offset, SubmissionRecord entry) {
            try {
                addRecord(
                        new ConsumerRecord<>("journal", 0, offset, new byte[0], Json.MAPPER.writeValueAsBytes(entry)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static SubmissionRecord.Submitting submitting(String messageId, long offset) {
        return SubmissionRecordSubmittingBuilder.builder()
                .messageId(messageId)
                .at(NOW)
                .worker("w1")
                .topic("bulk")
                .partition(0)
                .offset(offset)
                .to("27820000001")
                .segments(1)
                .receipt(SendRequest.RegisteredDelivery.FINAL)
                .validUntil(NOW.plusSeconds(600))
                .build();
    }

    private JournalRecovery.Recovered recovered() {
        return recovery.recover(Set.of(LANE), NOW.toEpochMilli());
    }

    @Test
    void aRehearsalChangesNothingForTheRecoveryAfterIt() {
        consumer.updateEndOffsets(Map.of(JOURNAL, 4L));
        consumer.schedulePollTask(() -> consumer.stored(3, submitting("last", 9)));
        recovery.rehearse();
        assertThat(consumer.assignment()).isEmpty();

        consumer.committed = Map.of(LANE, new OffsetAndMetadata(7, "journal=3"));
        consumer.schedulePollTask(() -> consumer.stored(3, submitting("last", 9)));

        assertThat(recovered().requests()).containsOnlyKeys(new RequestPlace("bulk", 0, 9));
    }

    @Test
    void aPositionRightBehindMarkersAndAbortedRecordsIsGoneOnFrom() {
        consumer.committed = Map.of(LANE, new OffsetAndMetadata(7, "journal=2"));
        consumer.updateEndOffsets(Map.of(JOURNAL, 4L));
        consumer.schedulePollTask(() -> {
            consumer.stored(2, submitting("done-before", 5)); // behind it 6, its marker
            consumer.stored(3, submitting("open", 9));
        });
        JournalRecovery.Recovered recovered = recovered();

        assertThat(recovered.positions()).containsEntry(LANE, 7L);
        assertThat(recovered.requests()).containsOnlyKeys(new RequestPlace("bulk", 0, 9));
        assertThat(recovered.seen().first(0, "done-before", NOW.toEpochMilli())).isNotNull();
        assertThat(recovered.ends()).containsEntry(0, 4L);
    }

    @Test
    void aJournalThatEndsWithMarkersIsReadToItsEnd() {
        consumer.updateEndOffsets(Map.of(JOURNAL, 6L));
        consumer.schedulePollTask(() -> consumer.stored(0, submitting("a", 0)));
        consumer.schedulePollTask(() -> consumer.seek(JOURNAL, 6)); // as over a batch that holds nothing else
        JournalRecovery.Recovered recovered = recovered();

        assertThat(recovered.requests()).containsOnlyKeys(new RequestPlace("bulk", 0, 0));
        assertThat(recovered.ends()).containsEntry(0, 6L);
    }

    @Test
    void manyPollsOfMarkersAloneAreProgress() {
        consumer.updateEndOffsets(Map.of(JOURNAL, 100L));
        for (long offset = 1; offset <= 100; offset++) {
            long next = offset;
            consumer.schedulePollTask(() -> consumer.seek(JOURNAL, next));
        }

        assertThat(recovered().ends()).containsEntry(0, 100L);
    }

    @Test
    void aJournalThatDoesNotComeIsNotTakenForRead() {
        consumer.updateEndOffsets(Map.of(JOURNAL, 6L));

        assertThatThrownBy(this::recovered).isInstanceOf(TimeoutException.class);
    }

    @Test
    void aRequestKeepsTheEndOfItsValidityWithItsNextOwner() {
        consumer.updateEndOffsets(Map.of(JOURNAL, 1L));
        consumer.schedulePollTask(() -> consumer.stored(0, submitting("a", 0)));
        JournalledRequest past = Objects.requireNonNull(recovered().requests().get(new RequestPlace("bulk", 0, 0)));

        assertThat(past.bounding(JournalledRequestTest.request(NOW.plusSeconds(900)))
                        .validUntil())
                .isEqualTo(NOW.plusSeconds(600));
        assertThat(past.bounding(JournalledRequestTest.request(NOW.plusSeconds(300)))
                        .validUntil())
                .isEqualTo(NOW.plusSeconds(300));
    }
}
