package io.smppworker.message;

/**
 * Where a request came from: exactly one Kafka record.
 *
 * @param topic the lane's topic
 */
public record Source(Lane lane, String topic, int partition, long offset) {
    public LanePartition lanePartition() {
        return new LanePartition(lane, partition);
    }
}
