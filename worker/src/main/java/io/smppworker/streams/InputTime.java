package io.smppworker.streams;

/**
 * The time that the input of a task has reached: wall-clock time, less how late its last record was processed. By it, and
 * not by the clock alone, states expire: what they wait for may lie in the backlog of an outage, unread. Where nothing has
 * come for a while, the input has reached the present. Epoch milliseconds; not thread-safe.
 */
final class InputTime {
    private static final long QUIET_MILLIS = 10_000;

    private long processedMillis;
    private long lagMillis;

    /** Of a task that begins: until it has processed a record, or none has come for a while, no time is reached. */
    InputTime(long nowMillis) {
        processedMillis = nowMillis;
        lagMillis = nowMillis;
    }

    /** A record with that timestamp is processed. */
    void processed(long timestampMillis, long nowMillis) {
        processedMillis = nowMillis;
        lagMillis = Math.max(0, nowMillis - timestampMillis);
    }

    long at(long nowMillis) {
        return nowMillis - processedMillis >= QUIET_MILLIS ? nowMillis : nowMillis - lagMillis;
    }
}
