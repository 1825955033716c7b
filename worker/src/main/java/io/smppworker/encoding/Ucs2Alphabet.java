package io.smppworker.encoding;

import java.nio.charset.StandardCharsets;

/**
 * UCS-2 as networks use it (3GPP TS 23.038 §6.2.3): UTF-16, big-endian, without byte order mark; characters beyond the
 * basic plane are surrogate pairs of two units. A unit is sent as two octets. Stateless.
 */
record Ucs2Alphabet() implements Alphabet {
    @Override
    public int dataCoding() {
        return 8;
    }

    @Override
    public String title() {
        return "UCS-2";
    }

    @Override
    public int width(int codePoint) {
        boolean surrogate = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
        return surrogate ? 0 : Character.charCount(codePoint);
    }

    @Override
    public int capacity(int headerOctets) {
        return (MOST_OCTETS - headerOctets) / 2;
    }

    @Override
    public byte[] encode(String text, int headerOctets) {
        return text.getBytes(StandardCharsets.UTF_16BE);
    }
}
