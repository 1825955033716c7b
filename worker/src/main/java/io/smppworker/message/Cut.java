package io.smppworker.message;

import org.jspecify.annotations.Nullable;

/**
 * The segments that a message is cut into, as far as it takes to see whether two workers cut it alike.
 *
 * @param segments how many
 * @param checksum of the octets of all segments, CRC-32, eight hexadecimal digits; null for a single one
 */
public record Cut(int segments, @Nullable String checksum) {

    /** As many segments, and the same octets where both have a checksum. */
    public boolean isSameAs(Cut other) {
        return segments == other.segments
                && (checksum == null || other.checksum == null || checksum.equals(other.checksum));
    }
}
