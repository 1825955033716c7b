package io.smppworker.streams;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Decides how to recover from a failed stream thread, so that no failure becomes a hot loop: by a new thread a few times a
 * minute, then by a new instance after a pause that doubles from failure to failure; without its state when that cannot be
 * read; and after a minute when the disk is full. Not thread-safe; times are nanoseconds of one ticker.
 */
public final class RestartPolicy {
    static final int THREADS_PER_MINUTE = 3;
    public static final Duration SPACE_PAUSE = Duration.ofMinutes(1);
    static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final long MINUTE_NANOS = Duration.ofMinutes(1).toNanos();
    private static final Duration CALM = Duration.ofMinutes(10);

    private final Deque<Long> replacedNanos = new ArrayDeque<>();
    private Duration pause = SHORTEST_PAUSE;
    private long lastRestartNanos;
    private boolean restarted;

    sealed interface Action {
        /** A new thread goes on from the last transaction. */
        record NewThread() implements Action {}

        /**
         * The instance is closed, and a new one opened.
         *
         * @param after the pause before it is opened
         * @param withoutState whether the state directory is deleted, to be rebuilt from Kafka
         */
        record Restart(Duration after, boolean withoutState) implements Action {}
    }

    Action after(StreamsFailure failure, long nowNanos) {
        if (failure == StreamsFailure.NO_SPACE) {
            return new Action.Restart(SPACE_PAUSE, false);
        }
        if (failure == StreamsFailure.OTHER && mayReplace(nowNanos)) {
            return new Action.NewThread();
        }
        return restart(failure == StreamsFailure.STATE, nowNanos);
    }

    /** After a failure to open a new instance. */
    Action.Restart restart(boolean withoutState, long nowNanos) {
        boolean calm = !restarted || nowNanos - lastRestartNanos > CALM.toNanos();
        pause = calm ? SHORTEST_PAUSE : shorter(pause.multipliedBy(2), LONGEST_PAUSE);
        lastRestartNanos = nowNanos;
        restarted = true;
        return new Action.Restart(pause, withoutState);
    }

    private boolean mayReplace(long nowNanos) {
        while (!replacedNanos.isEmpty() && nowNanos - replacedNanos.getFirst() >= MINUTE_NANOS) {
            replacedNanos.removeFirst();
        }
        if (replacedNanos.size() >= THREADS_PER_MINUTE) {
            return false;
        }
        replacedNanos.addLast(nowNanos);
        return true;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
