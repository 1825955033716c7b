package io.smppworker.intake;

import io.smppworker.journal.Offsets;
import io.smppworker.kafka.Lanes;
import io.smppworker.kafka.LogEnds;
import io.smppworker.kafka.OpenTransaction;
import io.smppworker.kafka.OpenTransactions;
import io.smppworker.message.Lane;
import io.smppworker.message.LanePartition;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many requests wait in this worker's partitions of a lane, also while the lane is paused and nothing is fetched: the
 * partitions' ends are asked for on a thread of its own, every {@value #EVERY_SECONDS} seconds. Counts offsets up to the last
 * stable one; open transactions that hold up more are reported beside it. Thread-safe.
 */
final class LaneLag implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LaneLag.class);
    private static final int EVERY_SECONDS = 5;

    private final Admin admin;
    private final Lanes lanes;
    private final Offsets offsets;
    private final OpenTransactions transactions;
    private final Map<LanePartition, Long> ends = new ConcurrentHashMap<>();
    private final ScheduledExecutorService thread;

    /**
     * Begins to ask.
     *
     * @param thread shut down by {@link #close}
     */
    LaneLag(Admin admin, Lanes lanes, Offsets offsets, OpenTransactions transactions, ScheduledExecutorService thread) {
        this.admin = admin;
        this.lanes = lanes;
        this.offsets = offsets;
        this.transactions = transactions;
        this.thread = thread;
        var unused = thread.scheduleWithFixedDelay(this::look, 1, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    private void look() {
        Set<TopicPartition> owned = new HashSet<>();
        offsets.owned().forEach(partition -> owned.add(lanes.topicPartition(partition)));
        try {
            Map<TopicPartition, LogEnds> found = LogEnds.of(admin, owned);
            found.forEach((partition, end) -> ends.put(lanes.lanePartition(partition), end.lastStable()));
            transactions.look(owned, found);
        } catch (KafkaException e) { // the next look follows anyway
            LOG.debug("the lanes' ends are not known now: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Requests of the lane in owned partitions that have not ended, those in flight included, as of the last look. */
    long of(Lane lane) {
        return ends.entrySet().stream()
                .filter(end -> end.getKey().lane() == lane)
                .mapToLong(end -> offsets.lag(end.getKey(), end.getValue()))
                .sum();
    }

    /** Transactions that have held up owned partitions of the lane for a while, as of the last look. */
    List<OpenTransaction> openTransactions(Lane lane) {
        return transactions.open().stream()
                .filter(open -> open.topic().equals(lanes.topic(lane)))
                .toList();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
