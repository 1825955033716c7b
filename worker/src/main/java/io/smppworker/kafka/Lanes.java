package io.smppworker.kafka;

import io.smppworker.config.TopicNames;
import io.smppworker.message.Lane;
import io.smppworker.message.LanePartition;
import org.apache.kafka.common.TopicPartition;

/**
 * Maps lanes to their topics, and partitions of lanes to the journal partitions that record their requests. Partitions of both
 * lanes with the same number share a journal partition, so that copies of a messageId meet.
 *
 * @param urgent topic of {@link Lane#URGENT}
 * @param bulk topic of {@link Lane#BULK}
 * @param journalPartitions of the journal: as many as the lanes have, or requests of several partitions share one
 */
public record Lanes(String urgent, String bulk, int journalPartitions) {
    public static Lanes of(TopicNames topics, int journalPartitions) {
        return new Lanes(topics.urgent(), topics.outbound(), journalPartitions);
    }

    /** The lane of a topic that is one of the two. */
    public Lane lane(String topic) {
        return topic.equals(urgent) ? Lane.URGENT : Lane.BULK;
    }

    public String topic(Lane lane) {
        return lane == Lane.URGENT ? urgent : bulk;
    }

    /** Whether it is a partition of a lane. */
    public boolean have(TopicPartition partition) {
        return partition.topic().equals(urgent) || partition.topic().equals(bulk);
    }

    public LanePartition lanePartition(TopicPartition partition) {
        return new LanePartition(lane(partition.topic()), partition.partition());
    }

    public TopicPartition topicPartition(LanePartition partition) {
        return new TopicPartition(topic(partition.lane()), partition.partition());
    }

    /** The journal partition of requests of a lane's partition with this number. */
    public int journalPartition(int partition) {
        return partition % journalPartitions;
    }
}
