package io.smppworker.correlate;

import java.time.Duration;

/**
 * When to look for transactions that a lost member of the group has left open: once a second from a rebalance on, until the
 * group has settled and one look has found none. Not in the ordinary course. Where looks fail they end {@link #LONGEST} after
 * the group has settled: by then the brokers have ended such a transaction themselves. Not thread-safe; times are
 * nanoseconds of one ticker.
 */
final class FailoverChecks {
    static final Duration INTERVAL = Duration.ofSeconds(1);

    /** {@code transaction.timeout.ms} as Kafka Streams has it, and twice the brokers' interval of looking for such ones. */
    static final Duration LONGEST = Duration.ofSeconds(30);

    private State state = State.IDLE;
    private boolean settled;
    private boolean changed;
    private long changedNanos;

    /** IDLE: no look is due; CHECKING: one is due or under way; OFF: there never will be one. */
    enum State {
        IDLE,
        CHECKING,
        OFF
    }

    /** What a look came to. */
    enum Outcome {
        NONE_OPEN,
        ENDED,
        FAILED,
        /** The broker cannot be asked. */
        REFUSED
    }

    /**
     * The group rebalances or has settled.
     *
     * @return whether a first look is to be taken now
     */
    boolean groupChanged(boolean nowSettled, long nowNanos) {
        settled = nowSettled;
        changed = true;
        changedNanos = nowNanos;
        if (state != State.IDLE) {
            return false;
        }
        state = State.CHECKING;
        return true;
    }

    /** A look begins. */
    void begin() {
        if (state != State.CHECKING) {
            throw new IllegalStateException("no look is due, it is " + state);
        }
        changed = false;
    }

    /**
     * It has ended.
     *
     * @return whether another is to follow after {@link #INTERVAL}
     */
    boolean ended(Outcome outcome, long nowNanos) {
        if (state != State.CHECKING) {
            throw new IllegalStateException("no look was due, it is " + state);
        }
        if (outcome == Outcome.REFUSED) {
            state = State.OFF;
        } else if (settled && !changed && (outcome == Outcome.NONE_OPEN || isLate(nowNanos))) {
            state = State.IDLE;
        }
        return state == State.CHECKING;
    }

    private boolean isLate(long nowNanos) {
        return nowNanos - changedNanos >= LONGEST.toNanos();
    }

    State state() {
        return state;
    }
}
