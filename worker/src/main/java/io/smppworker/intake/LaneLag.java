package io.smppworker.intake;

import io.smppworker.journal.Offsets;
import io.smppworker.kafka.Lanes;
import io.smppworker.message.Lane;
import io.smppworker.message.LanePartition;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many requests wait in this worker's partitions of a lane, also while the lane is paused and nothing is fetched: the
 * partitions' ends are asked for on a thread of its own, every {@value #EVERY_SECONDS} seconds. Thread-safe.
 */
final class LaneLag implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LaneLag.class);
    private static final int EVERY_SECONDS = 5;

    private final Admin admin;
    private final Lanes lanes;
    private final Offsets offsets;
    private final Map<LanePartition, Long> ends = new ConcurrentHashMap<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread asking = new Thread(task, "lane-lag");
        asking.setDaemon(true);
        return asking;
    });

    /** Begins to ask. */
    LaneLag(Admin admin, Lanes lanes, Offsets offsets) {
        this.admin = admin;
        this.lanes = lanes;
        this.offsets = offsets;
        var unused = thread.scheduleWithFixedDelay(this::look, 1, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    private void look() {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        Map<TopicPartition, LanePartition> owned = new HashMap<>();
        for (LanePartition partition : offsets.owned()) {
            TopicPartition topicPartition = lanes.topicPartition(partition);
            owned.put(topicPartition, partition);
            wanted.put(topicPartition, OffsetSpec.latest());
        }
        try {
            ListOffsetsResult found = admin.listOffsets(wanted);
            for (Map.Entry<TopicPartition, LanePartition> entry : owned.entrySet()) {
                ends.put(
                        entry.getValue(),
                        found.partitionResult(entry.getKey()).get().offset());
            }
        } catch (ExecutionException | KafkaException e) { // looking goes on
            LOG.debug("the lanes' ends are not known now: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Requests of the lane in owned partitions that have not ended, those in flight included, as of the last look. */
    long of(Lane lane) {
        return ends.entrySet().stream()
                .filter(end -> end.getKey().lane() == lane)
                .mapToLong(end -> offsets.unfinishedBefore(end.getKey(), end.getValue()))
                .sum();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
