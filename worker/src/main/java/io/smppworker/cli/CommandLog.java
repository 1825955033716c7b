package io.smppworker.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.smppworker.ops.QuietKafka;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.slf4j.LoggerFactory;

/**
 * The log of a command that talks to a person: the product's warnings, each on a line that begins with an exclamation mark;
 * the command itself reports what matters of the libraries' log. With {@code LOG_LEVEL=DEBUG} or {@code TRACE}, or with {@code
 * LOG_LEVEL_KAFKA}, the log is printed as it is. Thread-safe.
 */
public final class CommandLog extends AppenderBase<ILoggingEvent> {
    private static final String OURS = "io.smppworker.";
    private static final Set<String> ASKED_FOR = Set.of("DEBUG", "TRACE", "ALL");

    private final PrintWriter err;

    private CommandLog(PrintWriter err) {
        this.err = err;
    }

    /** Replaces all appenders of the root logger, unless the environment asks for the log as it is. */
    public static void install(PrintWriter err, Map<String, String> env) {
        String level = env.getOrDefault("LOG_LEVEL", "").toUpperCase(Locale.ROOT);
        if (!ASKED_FOR.contains(level) && !env.containsKey("LOG_LEVEL_KAFKA")) {
            install((LoggerContext) LoggerFactory.getILoggerFactory(), err);
        }
    }

    static void install(LoggerContext context, PrintWriter err) {
        CommandLog log = new CommandLog(err);
        log.setContext(context);
        log.start();
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.detachAndStopAllAppenders();
        root.addAppender(log);
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (event.getLevel().isGreaterOrEqual(Level.WARN)
                && event.getLoggerName().startsWith(OURS)) {
            err.println("! " + (isKafkas(event) ? event.getArgumentArray()[0] : event.getFormattedMessage()));
            err.flush();
        }
    }

    /** Whether the line quotes Kafka's client after our own text; a person gets our text only. */
    private static boolean isKafkas(ILoggingEvent event) {
        Object[] arguments = event.getArgumentArray();
        return event.getLoggerName().equals(QuietKafka.class.getName()) && arguments != null && arguments.length > 0;
    }
}
