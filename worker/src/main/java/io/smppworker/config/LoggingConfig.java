package io.smppworker.config;

import org.jspecify.annotations.Nullable;

/**
 * How much is logged.
 *
 * @param level of everything but what is said of the libraries apart; null leaves it to {@code LOG_LEVEL}
 */
public record LoggingConfig(@Nullable Level level) {
    /** From the fewest lines to the most. */
    public enum Level {
        ERROR,
        WARN,
        INFO,
        DEBUG,
        TRACE
    }
}
