package io.smppworker.config;

import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * How much is logged.
 *
 * @param level of every logger whose level logback.xml does not set; null leaves it to {@code LOG_LEVEL}
 */
public record LoggingConfig(@Nullable Level level) {}
