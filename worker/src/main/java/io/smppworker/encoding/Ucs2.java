package io.smppworker.encoding;

import java.nio.charset.StandardCharsets;

/**
 * UCS-2 as networks use it (3GPP TS 23.038 §6.2.3): UTF-16, big-endian, without byte order mark; characters beyond the
 * basic plane are surrogate pairs of two units. Stateless.
 */
public final class Ucs2 {
    private Ucs2() {}

    /** Encodes to two octets per UTF-16 unit. A lone surrogate becomes U+FFFD: keep it out beforehand. */
    public static byte[] encode(String text) {
        return text.getBytes(StandardCharsets.UTF_16BE);
    }

    /** Decodes; never fails. Lone surrogates and an odd last octet become U+FFFD. */
    public static String decode(byte[] octets) {
        return new String(octets, StandardCharsets.UTF_16BE);
    }
}
