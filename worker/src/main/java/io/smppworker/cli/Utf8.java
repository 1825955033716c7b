package io.smppworker.cli;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;

/** Decodes octets from outside, whatever the locale: as UTF-8 (RFC 3629), or not at all. */
final class Utf8 {
    private Utf8() {}

    /** @throws BadInput with the place of the first octet that is not UTF-8, from 1 */
    static String decode(byte[] octets) throws BadInput {
        if (isUtf16(octets)) {
            throw new BadInput("is UTF-16, and must be UTF-8");
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(octets);
        CharBuffer out = CharBuffer.allocate(octets.length);
        if (decoder.decode(in, out, true).isError()) {
            throw new BadInput("is not UTF-8 at octet " + (in.position() + 1));
        }
        return out.flip().toString();
    }

    /** Whether it begins with a byte order mark of UTF-16, with which UTF-8 cannot begin. */
    static boolean isUtf16(byte[] octets) {
        return octets.length >= 2
                && ((octets[0] == (byte) 0xFE && octets[1] == (byte) 0xFF)
                        || (octets[0] == (byte) 0xFF && octets[1] == (byte) 0xFE));
    }
}
