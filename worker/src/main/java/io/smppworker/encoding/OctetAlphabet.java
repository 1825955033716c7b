package io.smppworker.encoding;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** A provider's default alphabet that is not GSM 03.38, sent under data_coding 0. Each constant says what a unit is. */
enum OctetAlphabet implements Alphabet {
    /**
     * A unit is a septet on the air, where the provider converts the text to GSM 03.38: a character of the extension table
     * counts two, though it is sent as one octet.
     */
    ASCII("ASCII", StandardCharsets.US_ASCII) {
        @Override
        public int width(int codePoint) {
            return codePoint < 0x80 ? Math.max(1, SeptetCode.DEFAULT.width((char) codePoint)) : 0;
        }

        @Override
        public int capacity(int headerOctets) {
            return (MOST_OCTETS - headerOctets) * 8 / 7;
        }
    },
    /** A unit is an octet. */
    LATIN_1("Latin-1", StandardCharsets.ISO_8859_1) {
        @Override
        public int width(int codePoint) {
            return codePoint <= 0xFF ? 1 : 0;
        }
    },
    /** A unit is an octet. */
    UTF_8("UTF-8", StandardCharsets.UTF_8) {
        @Override
        public int width(int codePoint) {
            if (codePoint < 0x80) {
                return 1;
            }
            if (codePoint < 0x800) {
                return 2;
            }
            boolean surrogate = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
            return surrogate ? 0 : Character.charCount(codePoint) + 2;
        }
    };

    private final String title;
    private final Charset charset;

    OctetAlphabet(String title, Charset charset) {
        this.title = title;
        this.charset = charset;
    }

    @Override
    public String title() {
        return title;
    }

    /** The room for a text in octets, of which each unit takes one. */
    @Override
    public int capacity(int headerOctets) {
        return MOST_OCTETS - headerOctets;
    }

    @Override
    public byte[] encode(String text, int headerOctets) {
        return text.getBytes(charset);
    }
}
