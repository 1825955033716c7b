package io.smppworker.inbound;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The PDUs that could not be read and were stored last, identified by their octets after the header: a provider sends a
 * refused one again and again, under other sequence numbers, and it is to be stored once. Thread-safe.
 */
final class UnreadPdus {
    private static final int HEADER_OCTETS = 16;
    private static final int MOST = 1_000;

    private final Set<ByteBuffer> stored = new LinkedHashSet<>(); // guarded by this

    synchronized boolean isStored(byte[] raw) {
        return stored.contains(digest(raw));
    }

    synchronized void stored(byte[] raw) {
        stored.add(digest(raw));
        if (stored.size() > MOST) {
            stored.remove(stored.iterator().next());
        }
    }

    private static ByteBuffer digest(byte[] raw) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            int header = Math.min(HEADER_OCTETS, raw.length);
            digest.update(raw, header, raw.length - header);
            return ByteBuffer.wrap(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has it", e);
        }
    }
}
