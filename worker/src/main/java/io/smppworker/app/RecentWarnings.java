package io.smppworker.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.LoggerFactory;

/** The last things that were logged as a warning or worse, for the status page. Thread-safe. */
final class RecentWarnings extends AppenderBase<ILoggingEvent> {
    private static final int MOST = 10;

    private final Deque<Warning> latest = new ArrayDeque<>();

    /** One line of the log. */
    record Warning(String at, String level, String message) {}

    /** Listens to everything that is logged from now on. */
    static RecentWarnings listening() {
        RecentWarnings warnings = new RecentWarnings();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        warnings.setContext(root.getLoggerContext());
        warnings.start();
        root.addAppender(warnings);
        return warnings;
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (event.getLevel().isGreaterOrEqual(Level.WARN)) {
            Warning warning = new Warning(
                    Instant.ofEpochMilli(event.getTimeStamp()).toString(),
                    event.getLevel().toString(),
                    event.getFormattedMessage());
            synchronized (latest) {
                latest.addFirst(warning);
                if (latest.size() > MOST) {
                    latest.removeLast();
                }
            }
        }
    }

    /** The newest first. */
    List<Warning> latest() {
        synchronized (latest) {
            return List.copyOf(latest);
        }
    }
}
