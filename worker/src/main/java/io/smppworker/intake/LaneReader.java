package io.smppworker.intake;

import io.smppworker.journal.Offsets;
import io.smppworker.kafka.Lanes;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls the lanes. The consumer's position goes beyond the records that it hands out: transaction markers, records of aborted
 * transactions and deleted records have offsets too. So how far a partition has been read is taken from the position after
 * every poll; otherwise its lag would never come to 0. Intake thread only.
 */
final class LaneReader {
    private static final Logger LOG = LoggerFactory.getLogger(LaneReader.class);

    private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer;
    private final Lanes lanes;
    private final Offsets offsets;
    private final Consumer<ConsumerRecord<byte[], byte[]>> taken;

    /** @param taken receives every record of a lane, in the order of its partition */
    LaneReader(
            org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer,
            Lanes lanes,
            Offsets offsets,
            Consumer<ConsumerRecord<byte[], byte[]>> taken) {
        this.consumer = consumer;
        this.lanes = lanes;
        this.offsets = offsets;
        this.taken = taken;
    }

    /**
     * Polls once and hands over the records.
     *
     * @return whether any record came
     */
    boolean poll(Duration wait) {
        ConsumerRecords<byte[], byte[]> polled = consumer.poll(wait);
        for (ConsumerRecord<byte[], byte[]> message : polled) {
            if (lanes.have(new TopicPartition(message.topic(), message.partition()))) {
                taken.accept(message);
            } else {
                LOG.debug("{}-{} has a record, which nothing reads", message.topic(), message.partition());
            }
        }
        return !polled.isEmpty();
    }

    /**
     * Notes how far these partitions were read.
     *
     * @param inUse partitions of lanes whose position this worker has set
     */
    void notePositions(Set<TopicPartition> inUse) {
        for (TopicPartition partition : inUse) {
            try {
                offsets.passed(lanes.lanePartition(partition), consumer.position(partition, Duration.ZERO));
            } catch (TimeoutException e) {
                LOG.debug("the position of {} is not known now: {}", partition, e.toString());
            }
        }
    }
}
