package io.smppworker.correlate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A decision over the events of one key: state and event in, new state and emissions out. Pure; one instance serves all
 * keys.
 *
 * @param <E> event
 * @param <S> state, kept per key
 * @param <V> what is emitted
 */
interface Fold<E, S, V> {
    /** Folds one event in; {@code state} is null for a key not known, or not any more. */
    Step<S, V> on(String key, @Nullable S state, E event);

    /** What is still to be said of a state whose time is up; it is forgotten afterwards unless it is kept anew. */
    Step<S, V> expired(String key, S state, Instant now);

    /**
     * What an event led to.
     *
     * @param keepFor how long from now to keep the state; null leaves its time as it was, which may be up
     */
    record Step<S, V>(S state, @Nullable Duration keepFor, List<Emission<V>> emissions) {}

    /**
     * One record to send on.
     *
     * @param headers Kafka headers by name, base64
     */
    record Emission<V>(String key, V value, Map<String, String> headers) {
        static <V> Emission<V> of(String key, V value) {
            return new Emission<>(key, value, Map.of());
        }
    }
}
