package io.smppworker.streams;

import java.time.Duration;

/**
 * The time that the input of a fold has reached: wall-clock time, less how late its last record was processed. By it, and
 * not by the clock alone, states expire: what they wait for may lie in the backlog of an outage, unread. A fold that has
 * had no record for a while has reached the present, as far as it knows: a state that expires too soon by that is corrected
 * when its receipt comes. Epoch milliseconds; not thread-safe.
 */
final class InputTime {
    private static final long QUIET_MILLIS = 10_000;

    /** No topic keeps a record for longer; what is older has a wrong timestamp. */
    private static final long MOST_LAG_MILLIS = Duration.ofDays(7).toMillis();

    private long processedMillis;
    private long lagMillis;

    /** Of a fold that begins: until it has processed a record, or none has come for a while, no time is reached. */
    InputTime(long nowMillis) {
        processedMillis = nowMillis;
        lagMillis = nowMillis;
    }

    /** A record with that timestamp is processed. */
    void processed(long timestampMillis, long nowMillis) {
        processedMillis = nowMillis;
        lagMillis = Math.min(MOST_LAG_MILLIS, Math.max(0, nowMillis - timestampMillis));
    }

    long at(long nowMillis) {
        return nowMillis - processedMillis >= QUIET_MILLIS ? nowMillis : nowMillis - lagMillis;
    }
}
