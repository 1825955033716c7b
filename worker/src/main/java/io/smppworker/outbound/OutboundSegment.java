package io.smppworker.outbound;

import io.smppworker.message.OnInDoubt;
import io.smppworker.message.Segment;

/**
 * One segment on its way out: its state, and its submissions so far. Each event has its method, which refuses a transition
 * that is illegal in the present state. Dispatcher's thread only, once its message is taken.
 */
final class OutboundSegment {
    /** A segment that could not be written more often than this in a row is tried again later, not at once. */
    private static final int MOST_NOT_SENT = 3;

    private final Segment segment;
    private State state = State.UNSENT;
    private int attempts;
    private int doubts;
    private boolean possiblyDoubled;
    private int notSentInARow;

    /** Where it stands. */
    enum State {
        /** Not submitted, or submitted and not known to be accepted: may be submitted. */
        UNSENT,
        /** Submitted and not answered. */
        SUBMITTED,
        /** Refused for now, or not written: another try is planned. */
        RETRY_LATER,
        /** Submitted, outcome lost: to be submitted again once the journal has that. */
        DOUBTED,
        ACCEPTED,
        /** The provider will never take it. */
        REJECTED,
        /** Submitted, outcome lost, and the user wants it reported rather than sent again. */
        IN_DOUBT
    }

    OutboundSegment(Segment segment) {
        this.segment = segment;
    }

    /** Takes it over where an earlier owner left it, by its journal. */
    void recover(OutboundMessage.Past past, int earlierAttempts, int earlierDoubts, OnInDoubt choice) {
        moveOn(
                State.UNSENT,
                switch (past) {
                    case UNTOUCHED -> State.UNSENT;
                    case ACCEPTED -> State.ACCEPTED;
                    case REJECTED -> State.REJECTED;
                    case IN_DOUBT -> choice == OnInDoubt.REPORT ? State.IN_DOUBT : State.UNSENT;
                });
        attempts = earlierAttempts;
        doubts = earlierDoubts;
        possiblyDoubled = earlierDoubts > 1;
    }

    void submitted() {
        moveOn(State.UNSENT, State.SUBMITTED);
        attempts++;
        possiblyDoubled |= doubts > 0;
    }

    void accepted() {
        answered(State.ACCEPTED);
    }

    void rejected() {
        answered(State.REJECTED);
    }

    void retryLater() {
        answered(State.RETRY_LATER);
    }

    /** The outcome is lost: {@code choice} decides what follows. */
    void inDoubt(OnInDoubt choice) {
        answered(choice == OnInDoubt.REPORT ? State.IN_DOUBT : State.DOUBTED);
        doubts++;
    }

    /** The journal has that its outcome is lost; it may have been answered meanwhile. */
    void doubtStored() {
        if (state == State.DOUBTED) {
            state = State.UNSENT;
        }
    }

    private void answered(State next) {
        moveOn(State.SUBMITTED, next);
        notSentInARow = 0;
    }

    /** No octet of it left: the try does not count. Returns whether it is to be tried later, not at once. */
    boolean notSent() {
        notSentInARow++;
        boolean later = notSentInARow > MOST_NOT_SENT;
        moveOn(State.SUBMITTED, later ? State.RETRY_LATER : State.UNSENT);
        attempts--;
        return later;
    }

    /** The time of its next try has come, unless it has been accepted meanwhile. */
    void retryNow() {
        if (state == State.RETRY_LATER) {
            state = State.UNSENT;
        }
    }

    /**
     * A submission whose outcome was lost is answered after all. If it was accepted, no further one is needed, unless one is
     * on its way.
     */
    void answeredLate(boolean accepted) {
        if (attempts == 1) {
            doubts = 0;
        }
        if (accepted && isToBeSubmitted()) {
            state = State.ACCEPTED;
        }
    }

    private void moveOn(State from, State to) {
        if (state != from) {
            throw new IllegalStateException("a segment that is %s cannot become %s".formatted(state, to));
        }
        state = to;
    }

    Segment segment() {
        return segment;
    }

    State state() {
        return state;
    }

    /** Whether it is to be submitted, now or later. */
    boolean isToBeSubmitted() {
        return state == State.UNSENT || state == State.RETRY_LATER || state == State.DOUBTED;
    }

    /** Times it was submitted. */
    int attempts() {
        return attempts;
    }

    /** Whether it was submitted, or may have been, after a submission whose outcome was lost. */
    boolean isPossiblyDoubled() {
        return possiblyDoubled;
    }

    /** Submissions whose outcome was lost. */
    int doubts() {
        return doubts;
    }
}
