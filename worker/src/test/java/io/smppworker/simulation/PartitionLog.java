package io.smppworker.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** One partition as a broker stores it: records and the markers of transactions, each with its offset. */
final class PartitionLog {
    private final List<Entry> entries = new ArrayList<>();
    /** Open transactions, and the first offset of each. */
    private final Map<Transaction, Long> open = new LinkedHashMap<>();

    /** A user's transaction. */
    static final class Transaction {
        private boolean aborted;

        boolean isAborted() {
            return aborted;
        }

        void abort() {
            aborted = true;
        }
    }

    /**
     * What is at one offset.
     *
     * @param isMarker of a transaction's end: no record
     * @param transaction null outside of any
     */
    @SuppressWarnings("ArrayRecordComponent") // octets of a log; never compared
    record Entry(
            byte @Nullable [] key,
            byte[] value,
            Headers headers,
            long timestampMillis,
            boolean isMarker,
            @Nullable Transaction transaction) {
        boolean isAborted() {
            return transaction != null && transaction.isAborted();
        }
    }

    /** Returns its offset. */
    long append(
            byte @Nullable [] key,
            byte[] value,
            Headers headers,
            long timestampMillis,
            @Nullable Transaction transaction) {
        if (transaction != null) {
            open.putIfAbsent(transaction, end());
        }
        entries.add(new Entry(key, value, headers, timestampMillis, false, transaction));
        return entries.size() - 1L;
    }

    void mark(Transaction transaction, long timestampMillis) {
        open.remove(transaction);
        entries.add(new Entry(null, new byte[0], new RecordHeaders(), timestampMillis, true, transaction));
    }

    Entry at(long offset) {
        return entries.get((int) offset);
    }

    /** One past the last offset. */
    long end() {
        return entries.size();
    }

    /** The first offset of an open transaction, or the end. */
    long lastStable() {
        return open.values().stream().mapToLong(first -> first).min().orElse(end());
    }
}
