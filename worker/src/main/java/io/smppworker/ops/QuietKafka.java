package io.smppworker.ops;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.helpers.MessageFormatter;

/**
 * Replaces the warnings that {@link KafkaWarnings} knows by a line of our own, repeated every minute while they last, or drops
 * them. With Kafka's loggers at DEBUG everything is logged as it is. Made by logback.xml; thread-safe.
 */
public final class QuietKafka extends TurboFilter {
    private static final String KAFKA = "org.apache.kafka.";

    private final LongSupplier ticker;
    private final Map<KafkaWarnings.Meaning, Recurring> recurring = new EnumMap<>(KafkaWarnings.Meaning.class);

    /** For logback.xml. */
    public QuietKafka() {
        this(System::nanoTime);
    }

    /** @param ticker nanoseconds */
    public QuietKafka(LongSupplier ticker) {
        this.ticker = ticker;
        for (KafkaWarnings.Meaning meaning : KafkaWarnings.Meaning.values()) {
            recurring.put(meaning, new Recurring(meaning.patience()));
        }
    }

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] arguments,
            @Nullable Throwable failure) {
        if (level != Level.WARN
                || format == null
                || !logger.getName().startsWith(KAFKA)
                || logger.getEffectiveLevel().toInt() < Level.INFO_INT
                || logger.getEffectiveLevel().toInt() > Level.WARN_INT) {
            return FilterReply.NEUTRAL;
        }
        KafkaWarnings.Meaning meaning =
                KafkaWarnings.meaning(logger.getName(), format).orElse(null);
        if (meaning == null) {
            return FilterReply.NEUTRAL;
        }
        String words = meaning.words();
        if (words != null) {
            log(logger.getLoggerContext().getLogger(QuietKafka.class), meaning, words, format, arguments);
        }
        return FilterReply.DENY;
    }

    private void log(
            Logger ours, KafkaWarnings.Meaning meaning, String words, String format, Object @Nullable [] arguments) {
        Recurring.Line line;
        synchronized (recurring) {
            line = Objects.requireNonNull(recurring.get(meaning)).happened(ticker.getAsLong());
        }
        if (line == null) {
            return;
        }
        if (line.first()) {
            ours.warn("{}: {}; repeated once a minute while it lasts", words, said(format, arguments));
        } else {
            ours.warn(
                    "{}, for {} s now: {}; {} more lines left out",
                    words,
                    line.lasting().toSeconds(),
                    said(format, arguments),
                    line.suppressed());
        }
    }

    /** Kafka's own message, with its arguments in it. */
    private static String said(String format, Object @Nullable [] arguments) {
        return MessageFormatter.arrayFormat(format, arguments).getMessage();
    }
}
