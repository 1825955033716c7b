package io.smppworker.correlate;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.processor.api.ProcessingContext;

/**
 * Has a transaction committed soon after a record that is news, and leaves one that is late to the commit that comes
 * anyway: whoever waits for a result gets it early, and a backlog is not worked off in small pieces. Where commits take
 * long, as on a busy machine, a thread works for as long as the last one took before it asks for another: otherwise it would
 * commit after every few records, and what comes would be ever later. One for all tasks of a topology, since Kafka Streams
 * commits all tasks of a thread together. Thread-safe.
 */
final class PromptCommits {
    /**
     * Later than this a record is part of a backlog. It is several times what three hops take that are committed as a
     * backlog, so that what was late for once catches up.
     */
    static final Duration NEWS = Duration.ofSeconds(5);

    /** One that waited for a broker that was away tells nothing of the next. */
    static final Duration LONGEST = Duration.ofMillis(500);

    private final Duration interval;
    private final LongSupplier ticker;
    private final ThreadLocal<Turn> turns = ThreadLocal.withInitial(Turn::new);

    /**
     * Of one topology.
     *
     * @param interval how often a thread commits at most
     * @param ticker nanoseconds
     */
    PromptCommits(Duration interval, LongSupplier ticker) {
        this.interval = interval;
        this.ticker = ticker;
    }

    /** Where one thread stands. */
    private static final class Turn {
        private boolean asked;
        private long askedNanos;
        private long askedMillis;
        private long nextMillis;
    }

    /** A commit of the calling thread is done, whoever asked for it. */
    void committed() {
        Turn turn = turns.get();
        if (turn.asked) {
            turn.asked = false;
            long tookMillis = TimeUnit.NANOSECONDS.toMillis(ticker.getAsLong() - turn.askedNanos);
            turn.nextMillis =
                    Math.max(turn.nextMillis, turn.askedMillis + tookMillis + Math.min(tookMillis, LONGEST.toMillis()));
        }
    }

    /** To be called when the task begins, on its thread. */
    Task task(ProcessingContext context) {
        Task task = new Task(context);
        context.schedule(interval, PunctuationType.WALL_CLOCK_TIME, task::commit);
        return task;
    }

    /** Used by the task's thread only. */
    final class Task {
        private final ProcessingContext context;
        private boolean wanted;

        private Task(ProcessingContext context) {
            this.context = context;
        }

        /** A record was worked off that was published then, in milliseconds since the epoch. */
        void after(long timestampMillis) {
            long nowMillis = context.currentSystemTimeMs();
            wanted |= nowMillis - timestampMillis < NEWS.toMillis();
            commit(nowMillis);
        }

        private void commit(long nowMillis) {
            Turn turn = turns.get();
            if (wanted && nowMillis >= turn.nextMillis) {
                wanted = false;
                turn.asked = true;
                turn.askedNanos = ticker.getAsLong();
                turn.askedMillis = nowMillis;
                turn.nextMillis = nowMillis + interval.toMillis();
                context.commit();
            }
        }
    }

    /** Passes everything on. */
    <T> FixedKeyProcessor<String, T, T> passing() {
        return new FixedKeyProcessor<>() {
            @SuppressWarnings("NullAway.Init") // Streams calls init first
            private FixedKeyProcessorContext<String, T> context;

            @SuppressWarnings("NullAway.Init")
            private Task task;

            @Override
            public void init(FixedKeyProcessorContext<String, T> context) {
                this.context = context;
                this.task = task(context);
            }

            @Override
            public void process(FixedKeyRecord<String, T> record) {
                context.forward(record);
                task.after(record.timestamp());
            }
        };
    }
}
