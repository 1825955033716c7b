package io.smppworker.streams;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * Runs a {@link Fold} on a persistent store: reads the key's state, folds the event in, writes the state and forwards
 * what was emitted, all in one Kafka transaction. States expire by the time that the input has reached ({@link InputTime}),
 * so that records of an outage still find them. One instance per task; Streams calls it from one thread.
 */
public final class FoldProcessor<E, S, V> implements Processor<String, E, String, V> {
    private static final Duration SWEEP_INTERVAL = Duration.ofSeconds(1);

    private final String storeName;
    private final Fold<E, S, V> fold;
    private final Expiring<S> form;
    private final PromptCommits prompt;
    private ProcessorContext<String, V> context;
    private KeyValueStore<String, byte[]> store;
    private PromptCommits.Task commits;
    private InputTime time;

    @SuppressWarnings("NullAway.Init") // Streams calls init first
    private FoldProcessor(String storeName, Fold<E, S, V> fold, Expiring<S> form, PromptCommits prompt) {
        this.storeName = storeName;
        this.fold = fold;
        this.form = form;
        this.prompt = prompt;
    }

    /** A supplier that brings its own store. */
    public static <E, S, V> ProcessorSupplier<String, E, String, V> supplier(
            String storeName, Class<S> stateType, Fold<E, S, V> fold, PromptCommits prompt) {
        Expiring<S> form = new Expiring<>(stateType);
        return new ProcessorSupplier<>() {
            @Override
            public Processor<String, E, String, V> get() {
                return new FoldProcessor<>(storeName, fold, form, prompt);
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(Stores.keyValueStoreBuilder(
                                Stores.persistentKeyValueStore(storeName), Serdes.String(), Serdes.ByteArray())
                        .withCachingEnabled());
            }
        };
    }

    @Override
    public void init(ProcessorContext<String, V> context) {
        this.context = context;
        this.store = context.getStateStore(storeName);
        this.commits = prompt.task(context);
        this.time = new InputTime(context.currentSystemTimeMs());
        Sweep sweep = new Sweep(store);
        context.schedule(SWEEP_INTERVAL, PunctuationType.WALL_CLOCK_TIME, wallMillis -> {
            long now = time.at(wallMillis);
            sweep.due(now).forEach(entry -> forget(entry, now));
        });
    }

    @Override
    public void process(Record<String, E> record) {
        time.processed(record.timestamp(), context.currentSystemTimeMs());
        byte[] stored = store.get(record.key());
        S before = stored == null ? null : form.read(stored);
        Fold.Step<S, V> step = fold.on(record.key(), before, record.value());
        List<Record<String, V>> records = records(step.emissions(), record.timestamp());
        long until = until(stored, step);
        if (stored == null
                || until != Expiring.untilMillis(stored)
                || !step.state().equals(before)) {
            store.put(record.key(), form.write(until, step.state()));
        }
        records.forEach(context::forward);
        commits.after(record.timestamp());
    }

    private long until(byte @Nullable [] stored, Fold.Step<S, V> step) {
        Duration keepFor = step.keepFor();
        return keepFor == null
                ? Expiring.untilMillis(requireNonNull(stored, "a new state is kept for some time"))
                : context.currentSystemTimeMs() + keepFor.toMillis();
    }

    private void forget(KeyValue<String, byte[]> entry, long now) {
        Fold.Step<S, V> step = fold.expired(entry.key, form.read(entry.value), Instant.ofEpochMilli(now));
        List<Record<String, V>> records = records(step.emissions(), now);
        Duration keepFor = step.keepFor();
        if (keepFor == null) {
            store.delete(entry.key);
        } else {
            store.put(entry.key, form.write(now + keepFor.toMillis(), step.state()));
        }
        records.forEach(context::forward);
    }

    /** Made before anything is written: an emission that cannot be sent on must not leave its state behind. */
    private List<Record<String, V>> records(List<Fold.Emission<V>> emissions, long timestampMillis) {
        return emissions.stream()
                .map(emission ->
                        new Record<>(emission.key(), emission.value(), timestampMillis, headers(emission.headers())))
                .toList();
    }

    private static Headers headers(Map<String, String> base64ByName) {
        RecordHeaders headers = new RecordHeaders();
        base64ByName.forEach(
                (name, value) -> headers.add(name, Base64.getDecoder().decode(value)));
        return headers;
    }
}
