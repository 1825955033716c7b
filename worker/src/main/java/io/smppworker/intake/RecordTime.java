package io.smppworker.intake;

import java.time.Duration;
import java.time.Instant;

/**
 * When a request was produced, as far as its record's timestamp can be trusted: the producer sets it, and it may be absent
 * (-1), 0, in seconds or microseconds, of a wrong clock, or of another event. A validity counted from such a timestamp would
 * end at once or never. So it counts from the timestamp where that lies within the last year, else from when a worker takes
 * the request.
 */
final class RecordTime {
    /** Longer than any usual retention of a lane: an older timestamp is not the time of producing. */
    static final Duration OLDEST = Duration.ofDays(365);

    private RecordTime() {}

    /**
     * The time from which a validity counts.
     *
     * @param timestampMillis the record's
     */
    static Instant producedAt(long timestampMillis, Instant now) {
        Instant timestamp = Instant.ofEpochMilli(timestampMillis);
        return timestamp.isAfter(now) || timestamp.isBefore(now.minus(OLDEST)) ? now : timestamp;
    }
}
