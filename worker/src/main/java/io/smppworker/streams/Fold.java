package io.smppworker.streams;

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
public interface Fold<E, S, V> {
    /** Folds one event in; {@code state} is null for a key that is unknown or forgotten. */
    Step<S, V> on(String key, @Nullable S state, E event);

    /** The last emissions of a state whose time is up; it is forgotten afterwards unless the step keeps it. */
    Step<S, V> expired(String key, S state, Instant now);

    /**
     * The result of an event.
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
        public static <V> Emission<V> of(String key, V value) {
            return new Emission<>(key, value, Map.of());
        }
    }
}
