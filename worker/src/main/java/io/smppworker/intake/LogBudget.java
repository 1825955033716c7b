package io.smppworker.intake;

import java.util.concurrent.TimeUnit;

/** How often in a second something is logged that can come in floods; the rest is only counted. One thread. */
final class LogBudget {
    private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final int perSecond;
    private long windowNanos;
    private int used;
    private long withheld;

    LogBudget(int perSecond) {
        this.perSecond = perSecond;
    }

    /** Whether one more may be logged now; when not, it is counted as withheld. */
    boolean allows(long nowNanos) {
        if (used > 0 && nowNanos - windowNanos >= WINDOW_NANOS) {
            used = 0;
        }
        if (used == 0) {
            windowNanos = nowNanos;
        }
        boolean allowed = used < perSecond;
        if (allowed) {
            used++;
        } else {
            withheld++;
        }
        return allowed;
    }

    /** Words for a line that is logged, about those before it that were not; empty when there are none. */
    String withheldInWords() {
        String words = withheld == 0 ? "" : "; %d more like it were not logged".formatted(withheld);
        withheld = 0;
        return words;
    }
}
