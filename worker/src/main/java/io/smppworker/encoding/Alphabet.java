package io.smppworker.encoding;

/** How text becomes user data, and how much of it fits into one submit_sm. */
enum Alphabet {
    /** A unit is a septet, sent as one octet. */
    GSM(0, 160, 153),
    /** A unit is a UTF-16 unit, sent as two octets. */
    UCS2(8, 70, 67);

    private final int dataCoding;
    private final int unitsAlone;
    private final int unitsInPart;

    Alphabet(int dataCoding, int unitsAlone, int unitsInPart) {
        this.dataCoding = dataCoding;
        this.unitsAlone = unitsAlone;
        this.unitsInPart = unitsInPart;
    }

    /** SMPP 3.4 §5.2.19. */
    int dataCoding() {
        return dataCoding;
    }

    /** Units of a message of one segment (140 octets, septets counted packed: 3GPP TS 23.040 §9.2.3.16). */
    int unitsAlone() {
        return unitsAlone;
    }

    /** Units that are left beside a concatenation header of 6 octets (3GPP TS 23.040 §9.2.3.24.1). */
    int unitsInPart() {
        return unitsInPart;
    }

    /** Units of one code point, which are never separated; 0 when this alphabet does not have it. */
    int width(int codePoint) {
        if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) { // a lone one
            return 0;
        }
        return switch (this) {
            case GSM -> Character.isBmpCodePoint(codePoint) ? Gsm0338.width((char) codePoint) : 0;
            case UCS2 -> Character.charCount(codePoint);
        };
    }

    /** Encodes text of which every code point has a width. */
    byte[] encode(String text) {
        return switch (this) {
            case GSM -> Gsm0338.encode(text);
            case UCS2 -> Ucs2.encode(text);
        };
    }
}
