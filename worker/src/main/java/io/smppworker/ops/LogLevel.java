package io.smppworker.ops;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.smppworker.config.LoggingConfig;
import java.util.Locale;
import java.util.Objects;
import org.slf4j.LoggerFactory;

/** The level of every logger whose level logback.xml does not set. */
public final class LogLevel {
    private LogLevel() {}

    /** Sets the level that is configured; else that of {@code LOG_LEVEL}, else INFO. */
    public static void set(LoggingConfig config) {
        org.slf4j.event.Level level = config.level();
        String fallback = Objects.requireNonNullElse(System.getenv("LOG_LEVEL"), "INFO");
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.toLevel((level == null ? fallback : level.name()).toUpperCase(Locale.ROOT), Level.INFO));
    }
}
