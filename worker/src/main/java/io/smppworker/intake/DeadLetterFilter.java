package io.smppworker.intake;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Selects the dead letters that meet all of its conditions.
 *
 * <p>A condition is {@code all}, or {@code reason=}, {@code topic=}, {@code messageId=}, {@code worker=} and the value, in
 * which an asterisk stands for anything, or {@code since=} or {@code until=} and an instant such as 2026-11-27T08:00:00Z.
 */
public final class DeadLetterFilter {
    private static final Set<String> TEXTS = Set.of("reason", "topic", "messageId", "worker");

    private final List<Predicate<DeadLetter>> conditions;

    private DeadLetterFilter(List<Predicate<DeadLetter>> conditions) {
        this.conditions = conditions;
    }

    /**
     * A filter with these conditions.
     *
     * @throws IllegalArgumentException with a message for people, when a condition is none
     */
    public static DeadLetterFilter of(List<String> conditions) {
        List<Predicate<DeadLetter>> predicates = new ArrayList<>();
        conditions.forEach(condition -> predicates.add(condition(condition)));
        return new DeadLetterFilter(predicates);
    }

    private static Predicate<DeadLetter> condition(String condition) {
        if (condition.equals("all")) {
            return letter -> true;
        }
        int equals = condition.indexOf('=');
        String key = equals < 0 ? condition : condition.substring(0, equals);
        String value = condition.substring(equals + 1);
        if (equals > 0 && TEXTS.contains(key)) {
            Pattern pattern = Pattern.compile(
                    Stream.of(value.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")),
                    Pattern.DOTALL);
            return letter -> pattern.matcher(letter.text(key)).matches();
        }
        if (equals > 0 && key.equals("since")) {
            Instant since = instant(condition, value);
            return letter -> !letter.at().isBefore(since);
        }
        if (equals > 0 && key.equals("until")) {
            Instant until = instant(condition, value);
            return letter -> letter.at().isBefore(until);
        }
        throw new IllegalArgumentException(
                "unknown condition %s: must be all, or reason=, topic=, messageId=, worker=, since= or until= and a value"
                        .formatted(condition));
    }

    private static Instant instant(String condition, String value) {
        try {
            return Instant.parse(value);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "%s must have an instant such as 2026-11-27T08:00:00Z".formatted(condition), e);
        }
    }

    public boolean matches(DeadLetter letter) {
        return conditions.stream().allMatch(condition -> condition.test(letter));
    }
}
