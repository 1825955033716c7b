package io.smppworker.ops;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.LoggerFactory;

/**
 * The latest warnings and errors that the product itself logged, for the status page; those of libraries are in the log alone.
 * Thread-safe.
 */
public final class RecentWarnings extends AppenderBase<ILoggingEvent> {
    private static final int MOST = 10;
    private static final String OURS = "io.smppworker";

    private final Deque<Warning> latest = new ArrayDeque<>();

    /** One line of the log. */
    public record Warning(String at, String level, String message) {}

    /** Listens to what is logged from now on. */
    public static RecentWarnings listening() {
        RecentWarnings warnings = new RecentWarnings();
        Logger ours = (Logger) LoggerFactory.getLogger(OURS);
        warnings.setContext(ours.getLoggerContext());
        warnings.start();
        ours.addAppender(warnings);
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
    public List<Warning> latest() {
        synchronized (latest) {
            return List.copyOf(latest);
        }
    }
}
