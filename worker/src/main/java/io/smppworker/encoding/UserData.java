package io.smppworker.encoding;

import org.jspecify.annotations.Nullable;

/** The decoded body of a deliver_sm. */
public sealed interface UserData {
    /** The header in front of it; null when there is none. */
    @Nullable
    UserDataHeader header();

    /** Characters, without the header; nothing was replaced or lost in decoding. */
    record Text(String text, @Nullable UserDataHeader header) implements UserData {}

    /** Octets, without the header: the coding is not one of text, or the octets are invalid in it. */
    @SuppressWarnings("ArrayRecordComponent") // octets from a socket; never compared
    record Binary(byte[] octets, @Nullable UserDataHeader header) implements UserData {}
}
