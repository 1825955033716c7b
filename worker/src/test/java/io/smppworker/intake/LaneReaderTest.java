package io.smppworker.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.journal.Offsets;
import io.smppworker.kafka.Lanes;
import io.smppworker.message.Lane;
import io.smppworker.message.LanePartition;
import io.smppworker.message.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Positions and lag of lanes to which producers write in transactions. */
class LaneReaderTest {
    private static final Lanes LANES = new Lanes("urgent", "bulk", 2);
    private static final TopicPartition BULK_0 = new TopicPartition("bulk", 0);
    private static final TopicPartition BULK_1 = new TopicPartition("bulk", 1);
    private static final TopicPartition BINDS_0 = new TopicPartition("binds", 0);

    private final Offsets offsets = new Offsets();
    private final List<Source> taken = new ArrayList<>();
    private final Log log = new Log();
    private final LaneReader reader = new LaneReader(log, LANES, offsets, message -> {
        Source source = new Source(Lane.BULK, message.topic(), message.partition(), message.offset());
        offsets.taken(source);
        taken.add(source);
    });

    /**
     * A log as a consumer meets it that reads what is committed. A letter an offset: C a record that is committed, A one
     * that is aborted, O one whose transaction is open, M a marker, - what compaction or retention has taken.
     */
    private static final class Log extends MockConsumer<byte[], byte[]> {
        private final Map<TopicPartition, String> entries = new HashMap<>();
        private int most = Integer.MAX_VALUE;

        Log() {
            super("earliest");
        }

        void holds(TopicPartition partition, String letters) {
            entries.put(partition, letters);
        }

        /** The first offset of the earliest open transaction, or the end. */
        long lastStable(TopicPartition partition) {
            String letters = entries.getOrDefault(partition, "");
            return letters.indexOf('O') < 0 ? letters.length() : letters.indexOf('O');
        }

        @Override
        public synchronized ConsumerRecords<byte[], byte[]> poll(Duration wait) {
            Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> polled = new HashMap<>();
            Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
            int count = 0;
            for (TopicPartition partition : assignment()) {
                long end = lastStable(partition);
                while (!paused().contains(partition) && count < most && position(partition) < end) {
                    long offset = position(partition);
                    if (entries.getOrDefault(partition, "").charAt((int) offset) == 'C') {
                        polled.computeIfAbsent(partition, first -> new ArrayList<>())
                                .add(new ConsumerRecord<>(
                                        partition.topic(), partition.partition(), offset, new byte[0], new byte[0]));
                        count++;
                    }
                    seek(partition, offset + 1);
                }
                next.put(partition, new OffsetAndMetadata(position(partition)));
            }
            return new ConsumerRecords<>(polled, next);
        }
    }

    private void own(TopicPartition... partitions) {
        log.assign(List.of(partitions));
        for (TopicPartition partition : partitions) {
            log.seek(partition, 0);
            offsets.own(LANES.lanePartition(partition), 0);
        }
    }

    private void turn() {
        reader.poll(Duration.ZERO);
        reader.notePositions(Set.copyOf(log.assignment()));
    }

    private void finishAll() {
        taken.forEach(offsets::finished);
        taken.clear();
    }

    private long committed(TopicPartition partition) {
        LanePartition lane = LANES.lanePartition(partition);
        return Objects.requireNonNull(offsets.position(lane, partition.partition()))
                .offset();
    }

    private long lag(TopicPartition partition) {
        return offsets.lag(LANES.lanePartition(partition), log.lastStable(partition));
    }

    @ParameterizedTest
    @CsvSource({
        "CM, 1",
        "AM, 0",
        "CMAM, 1",
        "AMCM, 1",
        "AAAM, 0",
        "CACACMM, 3",
        "CMCMCM, 3",
        "MM, 0",
        "C--, 1",
        "--CM--, 1",
        "CCAAMCM-AM, 3",
    })
    void behindMarkersAndAbortedRecordsNothingIsLeft(String letters, int requests) {
        own(BULK_0);
        log.holds(BULK_0, letters);
        turn();

        assertThat(taken).hasSize(requests);
        assertThat(lag(BULK_0)).isEqualTo(requests);
        finishAll();
        assertThat(committed(BULK_0))
                .describedAs("as kafka-consumer-groups has it")
                .isEqualTo(letters.length());
        assertThat(lag(BULK_0)).isZero();
    }

    @Test
    void aRequestThatIsOpenHoldsThePositionBackAndCountsOnceWithItsMarker() {
        own(BULK_0);
        log.holds(BULK_0, "CMCMCM");
        turn();
        offsets.finished(taken.get(1));
        offsets.finished(taken.get(2));

        assertThat(committed(BULK_0)).isZero();
        assertThat(lag(BULK_0)).isEqualTo(1);
    }

    @Test
    void aTransactionLeftOpenHoldsUpItsPartitionAloneAndIsNoLag() {
        own(BULK_0, BULK_1);
        log.holds(BULK_0, "CMOCCM");
        log.holds(BULK_1, "CMCM");
        turn();
        finishAll();

        assertThat(committed(BULK_0)).isEqualTo(2);
        assertThat(lag(BULK_0)).isZero();
        assertThat(committed(BULK_1)).isEqualTo(4);

        log.holds(BULK_1, "CMCMCM");
        turn();
        assertThat(taken).containsExactly(new Source(Lane.BULK, "bulk", 1, 4));
        finishAll();

        log.holds(BULK_0, "CMACCMM");
        turn();
        assertThat(taken).extracting(Source::offset).containsExactly(3L, 4L);
        finishAll();
        assertThat(committed(BULK_0)).isEqualTo(7);
        assertThat(lag(BULK_0) + lag(BULK_1)).isZero();
    }

    @Test
    void whatComesIntoAPausedPartitionIsLagUntilItIsRead() {
        own(BULK_0);
        log.holds(BULK_0, "CM");
        turn();
        log.pause(List.of(BULK_0));
        log.holds(BULK_0, "CMCMAM");
        turn();
        finishAll();
        assertThat(committed(BULK_0)).isEqualTo(2);
        assertThat(lag(BULK_0)).isEqualTo(4);

        log.resume(List.of(BULK_0));
        turn();
        finishAll();
        assertThat(lag(BULK_0)).isZero();
    }

    @Test
    void whatSomebodyPutsOnAnotherTopicOfTheGroupIsNoRequest() {
        own(BULK_0);
        log.assign(List.of(BULK_0, BINDS_0));
        log.seek(BULK_0, 0);
        log.seek(BINDS_0, 0);
        log.holds(BINDS_0, "CC");
        reader.poll(Duration.ZERO);

        assertThat(taken).isEmpty();
    }

    static IntStream seeds() {
        return IntStream.range(0, 300);
    }

    /** Requests finish in any order; a new owner begins at the committed offset at any time. */
    @ParameterizedTest
    @MethodSource("seeds")
    void everyCommittedRequestIsTakenAndNoOtherWhoeverOwnsThePartition(int seed) {
        Random random = new Random(seed);
        String letters = random.ints(60, 0, 4)
                .mapToObj(i -> List.of("C", "A", "M", "-").get(i))
                .collect(Collectors.joining());
        log.holds(BULK_0, letters);
        log.most = 1 + random.nextInt(5);
        own(BULK_0);
        Set<Long> finished = new TreeSet<>();
        while (committed(BULK_0) < letters.length()) {
            turn();
            while (!taken.isEmpty() && random.nextInt(4) > 0) {
                Source one = taken.remove(random.nextInt(taken.size()));
                finished.add(one.offset());
                offsets.finished(one);
            }
            long position = committed(BULK_0);
            assertThat(IntStream.range(0, (int) position).filter(offset -> letters.charAt(offset) == 'C'))
                    .describedAs("what is behind the committed offset has ended")
                    .allMatch(offset -> finished.contains((long) offset));
            if (random.nextInt(10) == 0) {
                taken.clear();
                offsets.disown(LANES.lanePartition(BULK_0));
                offsets.own(LANES.lanePartition(BULK_0), position);
                log.seek(BULK_0, position);
            }
        }

        assertThat(finished).allMatch(offset -> letters.charAt(offset.intValue()) == 'C');
        assertThat(lag(BULK_0)).isZero();
    }
}
