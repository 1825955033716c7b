package io.smppworker.streams;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.jspecify.annotations.Nullable;

/**
 * Requests a commit soon after a recent record, and leaves a late one to the regular commit: results are visible early, and
 * a backlog is not worked off in small transactions. Where commits take long, as on a busy machine, a thread works for as
 * long as the last one took before it requests another: otherwise it would commit after every few records and fall ever
 * further behind. One instance for all tasks of a topology, since Kafka Streams commits all tasks of a thread together.
 * Thread-safe.
 */
public final class PromptCommits {
    /**
     * A record older than this is part of a backlog. It is several times what two hops take at the commit interval of a
     * backlog, so that a record that was late once catches up.
     */
    static final Duration RECENT = Duration.ofSeconds(5);

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
     * @param backlogInterval how often it commits anyway, which is also the longest pause after a slow commit: one that
     *     waited for an unreachable broker does not predict the next
     * @param ticker nanoseconds
     */
    public PromptCommits(Duration interval, Duration backlogInterval, LongSupplier ticker) {
        this.interval = interval;
        this.backlogInterval = backlogInterval;
        this.ticker = ticker;
        this.turns = ThreadLocal.withInitial(() -> new Turn(ticker.getAsLong()));
    }

    /** The commits of one thread; times are the ticker's. */
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

    /** A commit of the calling thread is done, whoever requested it. */
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

    /** The calling thread's poll returned so many records. */
    void given(int records) {
        Turn turn = turns.get();
        turn.restNanos = ticker.getAsLong() + (records > 0 && records < FEW ? REST.toNanos() : 0);
    }

    /**
     * For how long, in nanoseconds, the calling thread is to pause before it polls: right after a poll that returned few
     * records another would return as few. No longer than until its next commit is due.
     */
    long restNanos() {
        Turn turn = turns.get();
        long now = ticker.getAsLong();
        long rest = turn.restNanos - now;
        return Math.max(0, turn.wakes ? Math.min(rest, turn.nextNanos - now) : rest);
    }

    /** For how long the calling thread's poll may wait: for {@code most}, but no longer than until its next commit is due. */
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

    /** Used by the task's thread only. A timer wakes it only while it waits for a commit. */
    final class Task {
        private final ProcessingContext context;
        private boolean wanted;
        /** The thread's commits before the record that needs one: any further commit includes it, whoever requests it. */
        private long commitsBefore;

        private @Nullable Cancellable waking;

        private Task(ProcessingContext context) {
            this.context = context;
        }

        /** A record with this timestamp, in milliseconds since the epoch, was processed. */
        void after(long timestampMillis) {
            if (context.currentSystemTimeMs() - timestampMillis < RECENT.toMillis()) {
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

    /** Passes every record on and then requests its commit. */
    public <T> FixedKeyProcessor<String, T, T> passing() {
        return new ContextualFixedKeyProcessor<String, T, T>() {
            @SuppressWarnings("NullAway.Init") // Streams calls init first
            private Task task;

            @Override
            public void init(FixedKeyProcessorContext<String, T> context) {
                super.init(context);
                this.task = task(context);
            }

            @Override
            public void process(FixedKeyRecord<String, T> record) {
                context().forward(record);
                task.after(record.timestamp());
            }
        };
    }
}
