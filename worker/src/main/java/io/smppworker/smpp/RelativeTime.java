package io.smppworker.smpp;

import java.time.Duration;

/**
 * A duration as SMPP writes it: {@code YYMMDDhhmmss000R} (SMPP 3.4 §7.1.1.2). Years and months have no fixed length and
 * stay zero; days go up to 31, the greatest DD of §7.1.1.
 */
final class RelativeTime {
    private static final Duration LONGEST = Duration.ofDays(31);
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private RelativeTime() {}

    /** Rounded up to whole seconds, at least one second and at most 31 days. */
    static String of(Duration duration) {
        Duration whole = Duration.ofSeconds(duration.getSeconds() + (duration.getNano() > 0 ? 1 : 0));
        Duration bounded = whole.compareTo(LONGEST) > 0 ? LONGEST : whole.compareTo(SHORTEST) < 0 ? SHORTEST : whole;
        return "0000%02d%02d%02d%02d000R"
                .formatted(
                        bounded.toDaysPart(), bounded.toHoursPart(), bounded.toMinutesPart(), bounded.toSecondsPart());
    }
}
