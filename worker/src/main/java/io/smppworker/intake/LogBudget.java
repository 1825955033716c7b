package io.smppworker.intake;

import java.util.concurrent.TimeUnit;

/** Limits how often in a second something is logged that can come in floods; further lines are only counted. One thread. */
final class LogBudget {
    private static final long WINDOW_MILLIS = TimeUnit.SECONDS.toMillis(1);

    private final int perSecond;
    private long windowMillis;
    private int used;
    private long withheld;

    LogBudget(int perSecond) {
        this.perSecond = perSecond;
    }

    /** Whether one more may be logged now; when not, it is counted as withheld. */
    boolean allows(long nowMillis) {
        boolean isSetBack = nowMillis < windowMillis;
        if (used > 0 && (isSetBack || nowMillis - windowMillis >= WINDOW_MILLIS)) {
            used = 0;
        }
        if (used == 0) {
            windowMillis = nowMillis;
        }
        boolean allowed = used < perSecond;
        if (allowed) {
            used++;
        } else {
            withheld++;
        }
        return allowed;
    }

    /** The end of a logged line, with the number of lines withheld before it; empty when there are none. */
    String withheldInWords() {
        String words = withheld == 0 ? "" : "; %d more like it were not logged".formatted(withheld);
        withheld = 0;
        return words;
    }
}
