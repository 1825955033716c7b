package io.smppworker.intake;

import java.time.Duration;
import java.time.Instant;

/**
 * When a request was produced, as far as its record's timestamp can be believed: it is the producer's, and may be absent (-1),
 * 0, in seconds or microseconds, of a clock that is wrong, or of another event. A validity that counted from such a one would
 * end at once or never. So it counts from the timestamp where that lies within the last year, and from when a worker takes
 * the request where it does not.
 */
final class RecordTime {
    /** Longer than a lane keeps a record by any usual retention: what is older was not produced then. */
    static final Duration OLDEST = Duration.ofDays(365);

    private RecordTime() {}

    /**
     * From when a validity counts.
     *
     * @param timestampMillis the record's
     */
    static Instant producedAt(long timestampMillis, Instant now) {
        Instant told = Instant.ofEpochMilli(timestampMillis);
        return told.isAfter(now) || told.isBefore(now.minus(OLDEST)) ? now : told;
    }
}
