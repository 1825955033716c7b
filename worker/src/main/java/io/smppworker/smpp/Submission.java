package io.smppworker.smpp;

import io.smppworker.message.SubmitOutcome;
import io.smppworker.message.SubmitSm;
import java.util.function.Consumer;

/** One submit_sm on its way. Decided once; touched only by the event loop after it has been handed over. */
final class Submission {
    private final SubmitSm submitSm;
    private final Consumer<SubmitOutcome> outcome;
    private long deadline;
    private boolean decided;

    Submission(SubmitSm submitSm, Consumer<SubmitOutcome> outcome) {
        this.submitSm = submitSm;
        this.outcome = outcome;
    }

    SubmitSm submitSm() {
        return submitSm;
    }

    /** When the response is overdue, in nanoseconds of the link's clock. */
    long deadline() {
        return deadline;
    }

    void awaitUntil(long deadlineNanos) {
        this.deadline = deadlineNanos;
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
        outcome.accept(result);
    }
}
