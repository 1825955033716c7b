package io.smppworker.streams;

import java.time.Duration;

/**
 * When to check for transactions that a lost member of the group has left open: once a second from a rebalance on, until
 * the group has settled and a check has found none; at no other time. Failing checks stop {@link #LONGEST} after the group
 * has settled: by then the brokers have ended such a transaction themselves. Not thread-safe; times are nanoseconds of one
 * ticker.
 */
final class FailoverChecks {
    static final Duration INTERVAL = Duration.ofSeconds(1);

    /** {@code transaction.timeout.ms} as Kafka Streams has it, plus twice the brokers' interval of checking for it. */
    static final Duration LONGEST = Duration.ofSeconds(30);

    private State state = State.IDLE;
    private boolean settled;
    private boolean changed;
    private long changedNanos;

    /** IDLE: no check is due; CHECKING: one is due or running; OFF: there will be no more. */
    enum State {
        IDLE,
        CHECKING,
        OFF
    }

    /** The result of a check. */
    enum Outcome {
        NONE_OPEN,
        ENDED,
        FAILED,
        /** The broker does not support or does not permit the request. */
        REFUSED
    }

    /**
     * The group rebalances or has settled.
     *
     * @return whether a first check is to begin now
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

    /** A check begins. */
    void begin() {
        if (state != State.CHECKING) {
            throw new IllegalStateException("no look is due, it is " + state);
        }
        changed = false;
    }

    /**
     * The check has ended.
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
