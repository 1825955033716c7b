package io.smppworker.correlate;

import java.nio.ByteBuffer;

/**
 * The stored form of a state: the instant until which it is kept (epoch milliseconds, 8 octets, big-endian), then its
 * JSON. The sweep reads only the former. Thread-safe.
 */
final class Expiring<S> {
    private final JsonForm<S> form;

    Expiring(Class<S> type) {
        this.form = new JsonForm<>(type);
    }

    byte[] write(long untilMillis, S state) {
        byte[] json = form.write(state);
        return ByteBuffer.allocate(Long.BYTES + json.length)
                .putLong(untilMillis)
                .put(json)
                .array();
    }

    S read(byte[] stored) {
        return form.read(stored, Long.BYTES, stored.length - Long.BYTES);
    }

    static long untilMillis(byte[] stored) {
        return ByteBuffer.wrap(stored).getLong();
    }
}
