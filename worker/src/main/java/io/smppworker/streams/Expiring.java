package io.smppworker.streams;

import java.nio.ByteBuffer;

/**
 * The stored form of a state: the instant until which it is kept (epoch milliseconds, 8 octets, big-endian), then its
 * compact form. The sweep reads only the former. Thread-safe.
 */
final class Expiring<S> {
    private final RecordSerde<S> form;

    Expiring(Class<S> type) {
        this.form = RecordSerde.compact(type);
    }

    byte[] write(long untilMillis, S state) {
        byte[] octets = form.write(state);
        return ByteBuffer.allocate(Long.BYTES + octets.length)
                .putLong(untilMillis)
                .put(octets)
                .array();
    }

    S read(byte[] stored) {
        return form.read(stored, Long.BYTES, stored.length - Long.BYTES);
    }

    static long untilMillis(byte[] stored) {
        return ByteBuffer.wrap(stored).getLong();
    }
}
