package io.smppworker.smpp;

import io.smppworker.message.SubmitOutcome;

/** Is notified of the outcome of one submit_sm. Called on any thread, possibly before the submit returns; must not block. */
@FunctionalInterface
public interface SubmitListener {
    /** The outcome; called exactly once. */
    void settled(SubmitOutcome outcome);

    /**
     * The response came after all; called at most once, after {@link #settled} with {@link SubmitOutcome.InDoubt}.
     *
     * @param outcome what the response says: accepted or refused
     */
    default void late(SubmitOutcome outcome) {}
}
