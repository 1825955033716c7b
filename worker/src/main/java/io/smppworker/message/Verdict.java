package io.smppworker.message;

import org.jspecify.annotations.Nullable;

/**
 * A message's final submit outcome where it is not that every segment was accepted.
 *
 * @param commandStatus the provider's reason, when it was the provider's
 * @param reason in words; never the text
 */
public record Verdict(Kind kind, @Nullable Integer commandStatus, String reason) {

    /** How it ended. */
    public enum Kind {
        REJECTED,
        EXPIRED,
        IN_DOUBT
    }
}
