package io.smppworker.journal;

import io.smppworker.message.LanePartition;
import io.smppworker.message.Source;
import io.smppworker.outbound.Progress;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.jspecify.annotations.Nullable;

/**
 * The progress of every lane partition that this worker owns, and of the journal. A lane partition's committed offset is that
 * of its first unfinished request; its metadata is the journal offset from which a new owner must read. Thread-safe.
 */
public final class Offsets implements Progress {
    private static final String JOURNAL_KEY = "journal=";

    private final Map<LanePartition, PartitionProgress> owned = new ConcurrentHashMap<>();
    private final Map<Integer, Long> journalEnds = new ConcurrentHashMap<>();

    /** Requests of this partition are taken from now on, the first one at this offset. */
    public void own(LanePartition partition, long position) {
        owned.put(partition, new PartitionProgress(position));
    }

    /** A request that an earlier owner had begun, at this journal offset, will come again. */
    public void expect(LanePartition partition, long offset, long journalOffset) {
        ifOwned(partition, progress -> progress.expect(offset, journalOffset));
    }

    /** The partition is no longer this worker's. */
    public void disown(LanePartition partition) {
        owned.remove(partition);
    }

    /** The journal is known to be stored up to here. */
    public void journalEnd(int journalPartition, long end) {
        journalEnds.merge(journalPartition, end, Math::max);
    }

    /** The partitions of the lanes that this worker owns. */
    public Set<LanePartition> owned() {
        return Set.copyOf(owned.keySet());
    }

    /**
     * Requests that have not ended and offsets before {@code end} that were not polled yet; 0 for a partition that is not
     * owned.
     */
    public long lag(LanePartition partition, long end) {
        PartitionProgress progress = owned.get(partition);
        return progress == null ? 0 : progress.lag(end);
    }

    /**
     * All readable records before this offset were taken: the last of them may be followed by transaction markers and records
     * of aborted transactions, which count as finished.
     */
    public void passed(LanePartition partition, long offset) {
        ifOwned(partition, progress -> progress.passed(offset));
    }

    /** The record at this place was polled. */
    public void taken(Source source) {
        PartitionProgress progress = owned.get(source.lanePartition());
        if (progress == null) {
            throw new IllegalStateException("a record of a partition that is not owned: " + source);
        }
        progress.taken(source.offset());
    }

    /** A journal record of this request is stored. */
    public void journalled(Source source, int journalPartition, long journalOffset) {
        ifOwned(source.lanePartition(), progress -> progress.journalled(source.offset(), journalOffset));
        journalEnd(journalPartition, journalOffset + 1);
    }

    @Override
    public void finished(Source source) {
        ifOwned(source.lanePartition(), progress -> progress.finished(source.offset()));
    }

    /** The position to commit for a partition of a lane; null when it is not owned. */
    public @Nullable OffsetAndMetadata position(LanePartition partition, int journalPartition) {
        PartitionProgress progress = owned.get(partition);
        if (progress == null) {
            return null;
        }
        long journal = progress.journalPosition(journalEnds.getOrDefault(journalPartition, 0L));
        return new OffsetAndMetadata(progress.position(), JOURNAL_KEY + journal);
    }

    /** The journal offset in a committed position; 0 when there is none. */
    static long journalPosition(@Nullable OffsetAndMetadata committed) {
        if (committed == null || !committed.metadata().startsWith(JOURNAL_KEY)) {
            return 0;
        }
        try {
            return Long.parseLong(committed.metadata().substring(JOURNAL_KEY.length()));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private void ifOwned(LanePartition partition, Consumer<PartitionProgress> change) {
        PartitionProgress progress = owned.get(partition);
        if (progress != null) {
            change.accept(progress);
        }
    }
}
