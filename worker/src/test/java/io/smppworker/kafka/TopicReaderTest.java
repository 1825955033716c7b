package io.smppworker.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Reading all that there is, where the end is no record: Kafka's consumer passes over markers by its position alone. */
@Timeout(30)
class TopicReaderTest {
    private static final TopicPartition LETTERS = new TopicPartition("letters", 0);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final List<Long> seen = new ArrayList<>();

    @BeforeEach
    void aTopic() {
        consumer.updatePartitions(
                "letters", List.of(new PartitionInfo("letters", 0, Node.noNode(), new Node[0], new Node[0])));
        consumer.updateBeginningOffsets(Map.of(LETTERS, 0L));
    }

    private void stored(long offset) {
        consumer.addRecord(new ConsumerRecord<>("letters", 0, offset, new byte[0], new byte[0]));
    }

    @Test
    void allThereIsEndsBehindAMarker() {
        TopicReader reader = new TopicReader(consumer, List.of("letters"));
        consumer.updateEndOffsets(Map.of(LETTERS, 4L));
        consumer.schedulePollTask(() -> {
            stored(0);
            stored(1);
        });
        consumer.scheduleNopPollTask();
        consumer.schedulePollTask(() -> consumer.seek(LETTERS, 4));
        reader.all(record -> seen.add(record.offset()));

        assertThat(seen).containsExactly(0L, 1L);
    }

    @Test
    void allThereIsOfATopicOfMarkersAloneIsNothing() {
        TopicReader reader = new TopicReader(consumer, List.of("letters"));
        consumer.updateEndOffsets(Map.of(LETTERS, 2L));
        consumer.schedulePollTask(() -> consumer.seek(LETTERS, 2));
        reader.all(record -> seen.add(record.offset()));

        assertThat(seen).isEmpty();
    }

    /** The end that a reader of what is committed is given is the last stable offset. */
    @Test
    void whatComesLaterIsNotWaitedFor() {
        TopicReader reader = new TopicReader(consumer, List.of("letters"));
        consumer.updateEndOffsets(Map.of(LETTERS, 1L));
        consumer.schedulePollTask(() -> {
            stored(0);
            stored(1);
        });
        reader.all(record -> seen.add(record.offset()));

        assertThat(seen).containsExactly(0L);
    }
}
