package io.smppworker.correlate;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.jspecify.annotations.Nullable;

/**
 * Has a transaction committed soon after a record that is news, and leaves one that is late to the commit that comes
 * anyway: whoever waits for a result gets it early, and a backlog is not worked off in small pieces. Where commits take
 * long, as on a busy machine, a thread works for as long as the last one took before it asks for another: otherwise it would
 * commit after every few records, and what comes would be ever later. One for all tasks of a topology, since Kafka Streams
 * commits all tasks of a thread together. Thread-safe.
 */
final class PromptCommits {
    /**
     * Later than this a record is part of a backlog. It is several times what two hops take that are committed as a
     * backlog, so that what was late for once catches up.
     */
    static final Duration NEWS = Duration.ofSeconds(5);

    private static final Duration REST = Duration.ofMillis(15);
    private static final int FEW = 100;
    private static final Duration TICK = Duration.ofMillis(1);

    private final Duration interval;
    private final Duration backlogInterval;
    private final LongSupplier ticker;
    private final ThreadLocal<Turn> turns;

    /**
     * Of one topology.
     *
     * @param interval how often a thread commits at most
     * @param backlogInterval how often it commits anyway, which is as long as news waits: a commit that waited for a broker
     *     that was away tells nothing of the next
     * @param ticker nanoseconds
     */
    PromptCommits(Duration interval, Duration backlogInterval, LongSupplier ticker) {
        this.interval = interval;
        this.backlogInterval = backlogInterval;
        this.ticker = ticker;
        this.turns = ThreadLocal.withInitial(() -> new Turn(ticker.getAsLong()));
    }

    /** Where one thread stands; times are the ticker's. */
    private static final class Turn {
        private long commits;
        private boolean asked;
        private long askedNanos;
        private long nextNanos;
        private boolean wakes;
        private long restNanos;

        private Turn(long nowNanos) {
            nextNanos = nowNanos;
            restNanos = nowNanos;
        }

        private boolean isDue(long nowNanos) {
            return nowNanos - nextNanos >= 0;
        }
    }

    /** A commit of the calling thread is done, whoever asked for it. */
    void committed() {
        Turn turn = turns.get();
        turn.commits++;
        if (turn.asked) {
            turn.asked = false;
            long now = ticker.getAsLong();
            long pause = Math.min(now - turn.askedNanos, backlogInterval.toNanos());
            turn.nextNanos = Math.max(turn.nextNanos, now + pause);
        }
    }

    /** The calling thread was given so many records. */
    void given(int records) {
        Turn turn = turns.get();
        turn.restNanos = ticker.getAsLong() + (records > 0 && records < FEW ? REST.toNanos() : 0);
    }

    /**
     * For how long, in nanoseconds, the calling thread is to rest before it asks for records: who was given few a moment ago
     * would be given as few again. No longer than until it is to be woken for a commit.
     */
    long restNanos() {
        Turn turn = turns.get();
        long now = ticker.getAsLong();
        long rest = turn.restNanos - now;
        return Math.max(0, turn.wakes ? Math.min(rest, turn.nextNanos - now) : rest);
    }

    /**
     * For how long the calling thread waits for records that would wait for {@code most}: no longer than until it is to be
     * woken for a commit.
     */
    Duration atMost(Duration most) {
        Turn turn = turns.get();
        if (!turn.wakes) {
            return most;
        }
        long left = turn.nextNanos - ticker.getAsLong();
        turn.wakes = left > 0;
        Duration untilWoken = pause(Math.max(0, left)).plus(TICK);
        return untilWoken.compareTo(most) < 0 ? untilWoken : most;
    }

    /** To be called when the task begins, on its thread. */
    Task task(ProcessingContext context) {
        return new Task(context);
    }

    /** Used by the task's thread only. It is woken when it waits for a commit, and never while nothing comes. */
    final class Task {
        private final ProcessingContext context;
        private boolean wanted;
        /** Commits of the thread before what one is wanted for: a further one has had it too, whoever asked for it. */
        private long commitsBefore;

        private @Nullable Cancellable waking;

        private Task(ProcessingContext context) {
            this.context = context;
        }

        /** A record was worked off that was published then, in milliseconds since the epoch. */
        void after(long timestampMillis) {
            if (context.currentSystemTimeMs() - timestampMillis < NEWS.toMillis()) {
                wanted = true;
                commitsBefore = turns.get().commits;
            }
            commitIfDue();
        }

        private void commitIfDue() {
            Turn turn = turns.get();
            wanted &= turn.commits == commitsBefore;
            if (!wanted) {
                return;
            }
            long now = ticker.getAsLong();
            if (turn.isDue(now)) {
                wanted = false;
                turn.asked = true;
                turn.askedNanos = now;
                turn.nextNanos = now + interval.toNanos();
                context.commit();
            } else if (waking == null) {
                turn.wakes = true;
                wakeAfter(pause(turn.nextNanos - now));
            }
        }

        private void wakeAfter(Duration pause) {
            waking = context.schedule(pause, PunctuationType.WALL_CLOCK_TIME, unused -> {
                requireNonNull(waking).cancel();
                waking = null;
                commitIfDue();
            });
        }
    }

    /** In whole milliseconds, as Kafka Streams counts, and not too early. */
    private static Duration pause(long nanos) {
        return Duration.ofMillis(TimeUnit.NANOSECONDS.toMillis(nanos)).plus(TICK);
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
