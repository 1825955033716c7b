package io.smppworker.message;

import org.jspecify.annotations.Nullable;

/**
 * A message's final submit outcome where not every segment was accepted.
 *
 * @param commandStatus the provider's, when the provider refused the message
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
