package io.smppworker.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 500ms}, {@code 30s}, {@code 2m}, {@code 1h}, or ISO-8601 ({@code PT30S}). */
public final class DurationText {
    private static final Pattern MILLIS = Pattern.compile("(\\d+)ms");

    private DurationText() {}

    /** Empty when it has neither form, or is beyond what a {@link Duration} holds. */
    public static Optional<Duration> parse(String text) {
        Matcher millis = MILLIS.matcher(text);
        try {
            if (millis.matches()) {
                return Optional.of(Duration.ofMillis(Long.parseLong(millis.group(1))));
            }
            return Optional.of(Duration.parse(text.matches("\\d+[smh]") ? "PT" + text : text));
        } catch (DateTimeParseException | NumberFormatException e) {
            return Optional.empty();
        }
    }
}
