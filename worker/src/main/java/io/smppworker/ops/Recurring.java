package io.smppworker.ops;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whether something that happens again and again is to be logged: not before it has lasted for a while, then once in every
 * {@link #INTERVAL}. Not thread-safe; times are nanoseconds of one ticker.
 */
final class Recurring {
    static final Duration INTERVAL = Duration.ofMinutes(1);

    /** After so long without an occurrence it has ended, and the next one begins anew. */
    static final Duration END = Duration.ofSeconds(30);

    private final Duration patience;
    private boolean lasts;
    private boolean logged;
    private long sinceNanos;
    private long latestNanos;
    private long lastLoggedNanos;
    private long suppressed;

    /** @param patience how long it may last without being logged */
    Recurring(Duration patience) {
        this.patience = patience;
    }

    /**
     * One more line.
     *
     * @param first whether nothing was logged of this yet
     * @param suppressed how many times it has happened without being logged since the last line
     * @param lasting how long it has lasted
     */
    record Line(boolean first, long suppressed, Duration lasting) {}

    /**
     * Notes an occurrence.
     *
     * @return what to log, or null
     */
    @Nullable
    Line happened(long nowNanos) {
        if (!lasts || nowNanos - latestNanos > END.toNanos()) {
            lasts = true;
            logged = false;
            suppressed = 0;
            sinceNanos = nowNanos;
        }
        latestNanos = nowNanos;
        boolean due =
                logged ? nowNanos - lastLoggedNanos >= INTERVAL.toNanos() : nowNanos - sinceNanos >= patience.toNanos();
        if (!due) {
            suppressed++;
            return null;
        }
        Line line = new Line(!logged, suppressed, Duration.ofNanos(nowNanos - sinceNanos));
        logged = true;
        lastLoggedNanos = nowNanos;
        suppressed = 0;
        return line;
    }
}
