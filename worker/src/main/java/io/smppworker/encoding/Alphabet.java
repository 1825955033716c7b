package io.smppworker.encoding;

/** How text becomes user data, and how much of it fits into one submit_sm. Immutable. */
sealed interface Alphabet permits GsmAlphabet, OctetAlphabet, Ucs2Alphabet {
    /** Octets of user data in one message on the air, header included (3GPP TS 23.040 §9.2.3.16). */
    int MOST_OCTETS = 140;

    /** Of a text that has a character without a width. */
    int LACKING = -1;

    /** SMPP 3.4 §5.2.19; 0 is the provider's default alphabet. */
    default int dataCoding() {
        return 0;
    }

    /** Its name for people. */
    String title();

    /** The user data header elements that every segment needs to be readable, as octets; often none. */
    default byte[] headerElements() {
        return new byte[0];
    }

    /** Units of one code point, which are never separated; 0 when this alphabet does not have it. */
    int width(int codePoint);

    /** Units of the text between two places; {@link #LACKING} when this alphabet does not have one of its characters. */
    default int units(String text, int from, int to) {
        int units = 0;
        for (int i = from; i < to; i = text.offsetByCodePoints(i, 1)) {
            int width = width(text.codePointAt(i));
            if (width == 0) {
                return LACKING;
            }
            units += width;
        }
        return units;
    }

    /**
     * Units that fit one segment.
     *
     * @param headerOctets length of the user data header, its length octet included; 0 for none
     */
    int capacity(int headerOctets);

    /**
     * Encodes text of which every code point has a width.
     *
     * @param headerOctets as in {@link #capacity}
     */
    byte[] encode(String text, int headerOctets);
}
