package io.smppworker.streams;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Finds the states of a store whose time is up by walking it in slices, so that one call is bounded however large the
 * store, and no write is ever spent on an index of times. A round over a store of n states takes n / {@link #SLICE}
 * calls; that is how late a state may be found. Not thread-safe.
 */
final class Sweep {
    static final int SLICE = 500;
    private static final long MIN_ROUND_MILLIS = 10_000;

    private final KeyValueStore<String, byte[]> store;
    private @Nullable String resumeAt;
    private long nextRoundMillis = Long.MIN_VALUE;

    Sweep(KeyValueStore<String, byte[]> store) {
        this.store = store;
    }

    /** The due ones of the next slice; the caller removes them. */
    List<KeyValue<String, byte[]>> due(long nowMillis) {
        if (resumeAt == null && nowMillis < nextRoundMillis) {
            return List.of();
        }
        List<KeyValue<String, byte[]>> due = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> states = resumeAt == null ? store.all() : store.range(resumeAt, null)) {
            for (int seen = 0; seen < SLICE && states.hasNext(); seen++) {
                KeyValue<String, byte[]> entry = states.next();
                if (Expiring.untilMillis(entry.value) <= nowMillis) {
                    due.add(entry);
                }
            }
            resumeAt = states.hasNext() ? states.peekNextKey() : null;
        }
        if (resumeAt == null) {
            nextRoundMillis = nowMillis + MIN_ROUND_MILLIS;
        }
        return due;
    }
}
