package io.smppworker.encoding;

import io.smppworker.message.DefaultAlphabet;

/**
 * The coding that data_coding names, up to 0x0F by SMPP's own table, above by the coding groups of 3GPP TS 23.038 §4; or
 * that a {@link ByteOrderMark} names.
 */
enum Coding {
    GSM(1),
    ASCII(0),
    LATIN_1(0),
    UTF_8(3),
    CYRILLIC(0),
    UCS2(2),
    /** UCS-2 with the low octet of each unit first, which only a byte order mark announces. */
    UCS2_LITTLE_ENDIAN(2),
    BINARY(0);

    private final int longestRest;

    Coding(int longestRest) {
        this.longestRest = longestRest;
    }

    /**
     * @param dataCoding 0..255
     * @param defaultAlphabet the alphabet of data_coding 0
     */
    static Coding of(int dataCoding, DefaultAlphabet defaultAlphabet) {
        return switch (dataCoding >> 4 & 0x0F) {
            case 0x0 -> bySmpp(dataCoding & 0x0F, defaultAlphabet);
            case 0x1, 0x4, 0x5 -> byCharacterSet(dataCoding); // general data, automatic deletion; not compressed
            case 0x2, 0x3, 0x6, 0x7 -> BINARY; // compressed
            case 0xE -> UCS2; // message waiting, store, UCS-2
            case 0xF -> (dataCoding & 0x04) == 0 ? GSM : BINARY; // data coding and message class
            default -> GSM; // message waiting with GSM text; reserved groups are to be read as GSM
        };
    }

    /** SMPP 3.4 §5.2.19; a coding that is not here (JIS, Hebrew, Korean, pictograms) stays octets. */
    private static Coding bySmpp(int value, DefaultAlphabet defaultAlphabet) {
        return switch (value) {
            case 0 ->
                switch (defaultAlphabet) {
                    case GSM0338 -> GSM;
                    case ASCII -> ASCII;
                    case LATIN1 -> LATIN_1;
                    case UTF8 -> UTF_8;
                };
            case 1 -> ASCII;
            case 3 -> LATIN_1;
            case 6 -> CYRILLIC;
            case 8 -> UCS2;
            default -> BINARY;
        };
    }

    /** Bits 3 and 2 (3GPP TS 23.038 §4); the reserved value is to be read as GSM. */
    private static Coding byCharacterSet(int dataCoding) {
        return switch (dataCoding >> 2 & 0x03) {
            case 1 -> BINARY;
            case 2 -> UCS2;
            default -> GSM;
        };
    }

    /** Whether a cut between any two octets leaves both sides whole. */
    boolean isOctets() {
        return longestRest == 0;
    }

    /** How many octets at the start belong to a character that begins before them. */
    int restAtStart(byte[] octets) {
        if (this == UCS2 || this == UCS2_LITTLE_ENDIAN) {
            int high = this == UCS2 ? 0 : 1;
            return octets.length >= 2 && (octets[high] & 0xFC) == 0xDC ? 2 : 0;
        }
        int rest = 0;
        while (this == UTF_8 && rest < Math.min(longestRest, octets.length) && isContinued(octets[rest])) {
            rest++;
        }
        return rest;
    }

    /**
     * How many octets at the end, at most, belong to a character that continues after them.
     *
     * @param from where the octets that count begin
     */
    int restAtEnd(byte[] octets, int from) {
        int most = Math.min(longestRest, octets.length - from);
        if (this != UTF_8) {
            return most;
        }
        for (int rest = 1; rest <= most; rest++) {
            int first = octets[octets.length - rest];
            if (!isContinued(first)) {
                return announced(first & 0xFF) > rest ? rest : 0;
            }
        }
        return 0;
    }

    /** Whether an octet of UTF-8 (RFC 3629 §3) is not the first of a character. */
    private static boolean isContinued(int octet) {
        return (octet & 0xC0) == 0x80;
    }

    /** In UTF-8 (RFC 3629 §3): how many octets a character with this first octet has. */
    private static int announced(int first) {
        if (first >= 0xC2 && first <= 0xDF) {
            return 2;
        }
        if (first >= 0xE0 && first <= 0xEF) {
            return 3;
        }
        return first >= 0xF0 && first <= 0xF4 ? 4 : 1;
    }
}
