package io.smppworker.sandbox.faults;

import java.time.Duration;
import java.util.Locale;

/**
 * One fault of a schedule.
 *
 * @param at when it begins, from the beginning of the schedule
 * @param target index of the worker or server it happens to; 0 for the broker and for all servers
 * @param lasts until it ends
 */
record Fault(Duration at, FaultKind kind, int target, Duration lasts) {
    Duration end() {
        return at.plus(lasts);
    }

    @Override
    public String toString() {
        String whom = switch (kind.target()) {
            case WORKER -> " worker-" + (target + 1);
            case SERVER -> " smpp" + (target + 1);
            case BROKER, ALL_SERVERS -> "";
        };
        return String.format(
                Locale.ROOT, "%7.1f s %s%s for %.1f s", at.toMillis() / 1e3, kind, whom, lasts.toMillis() / 1e3);
    }
}
