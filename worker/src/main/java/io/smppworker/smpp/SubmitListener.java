package io.smppworker.smpp;

import io.smppworker.message.SubmitOutcome;

/** Hears what one submit_sm comes to. Called on any thread, possibly before the submit returns; must not block. */
@FunctionalInterface
public interface SubmitListener {
    /** It came to this; called exactly once. */
    void settled(SubmitOutcome outcome);

    /**
     * The response came after all; called at most once, after {@link #settled} with {@link SubmitOutcome.InDoubt}.
     *
     * @param outcome what the response says: accepted or refused
     */
    default void late(SubmitOutcome outcome) {}
}
