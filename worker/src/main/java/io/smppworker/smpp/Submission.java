package io.smppworker.smpp;

import io.smppworker.message.SubmitOutcome;
import io.smppworker.message.SubmitSm;

/** One submit_sm on its way. Decided once; touched only by the event loop after it has been handed over. */
final class Submission {
    private final SubmitSm submitSm;
    private final long notAfterNanos;
    private final SubmitListener listener;
    private long responseDue;
    private boolean decided;

    Submission(SubmitSm submitSm, long notAfterNanos, SubmitListener listener) {
        this.submitSm = submitSm;
        this.notAfterNanos = notAfterNanos;
        this.listener = listener;
    }

    SubmitSm submitSm() {
        return submitSm;
    }

    /** Whether it must not be written any more. */
    boolean isTooLate(long now) {
        return notAfterNanos != SmppSession.NO_DEADLINE && now - notAfterNanos >= 0;
    }

    /** When the response is overdue, in nanoseconds of the session's clock. */
    long responseDue() {
        return responseDue;
    }

    void awaitUntil(long dueNanos) {
        this.responseDue = dueNanos;
    }

    boolean isDecided() {
        return decided;
    }

    /**
     * Gives the outcome.
     *
     * @throws IllegalStateException when it had one
     */
    void decide(SubmitOutcome result) {
        if (decided) {
            throw new IllegalStateException("a submit_sm has one outcome");
        }
        decided = true;
        listener.settled(result);
    }

    /** The response has come after the outcome was given; the server answers once. */
    void answeredLate(SubmitOutcome result) {
        listener.late(result);
    }
}
