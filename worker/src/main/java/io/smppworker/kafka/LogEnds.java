package io.smppworker.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a partition ends.
 *
 * @param lastStable the last stable offset, up to which a read_committed consumer reads: where the first open transaction
 *     begins, or {@code high}
 * @param high the high watermark, one past the last record that is replicated
 */
public record LogEnds(long lastStable, long high) {
    private static final Logger LOG = LoggerFactory.getLogger(LogEnds.class);
    private static final Duration CALL = Duration.ofSeconds(5);

    /** Whether a transaction is open there. */
    boolean isHeldUp() {
        return lastStable < high;
    }

    /** Asks for the ends of these partitions; those that are not known now are left out. Blocks for some seconds at most. */
    public static Map<TopicPartition, LogEnds> of(Admin admin, Collection<TopicPartition> partitions)
            throws InterruptedException {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        partitions.forEach(partition -> latest.put(partition, OffsetSpec.latest()));
        // the stable ends last: what is produced between the two questions must not look like an open transaction
        Map<TopicPartition, Long> high =
                offsets(partitions, admin.listOffsets(latest, asking(IsolationLevel.READ_UNCOMMITTED)));
        Map<TopicPartition, Long> lastStable =
                offsets(partitions, admin.listOffsets(latest, asking(IsolationLevel.READ_COMMITTED)));
        Map<TopicPartition, LogEnds> ends = new HashMap<>();
        lastStable.forEach((partition, offset) ->
                ends.put(partition, new LogEnds(offset, Math.max(offset, high.getOrDefault(partition, offset)))));
        return ends;
    }

    private static ListOffsetsOptions asking(IsolationLevel isolation) {
        ListOffsetsOptions options = new ListOffsetsOptions(isolation);
        return options.timeoutMs(Math.toIntExact(CALL.toMillis()));
    }

    private static Map<TopicPartition, Long> offsets(Collection<TopicPartition> partitions, ListOffsetsResult asked)
            throws InterruptedException {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        for (TopicPartition partition : partitions) {
            try {
                offsets.put(partition, asked.partitionResult(partition).get().offset());
            } catch (ExecutionException e) {
                LOG.debug("the end of {} is not known now: {}", partition, e.toString());
            }
        }
        return offsets;
    }
}
