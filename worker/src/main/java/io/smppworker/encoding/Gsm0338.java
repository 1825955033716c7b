package io.smppworker.encoding;

import java.util.Arrays;

/**
 * The GSM 7 bit default alphabet and its extension table (3GPP TS 23.038 §6.2.1, §6.2.1.1), unpacked: one septet in each
 * octet. A character of the extension table takes two septets, the first of them the escape. Look-up is by array in both
 * directions; stateless.
 */
public final class Gsm0338 {
    /** Announces that the next septet is of the extension table. */
    static final int ESCAPE = 0x1B;

    /** By septet, 16 in a row as the columns of the standard's table; the escape shows as a space (note 1 there). */
    private static final String BASIC = "@£$¥èéùìòÇ\nØø\rÅå" //
            + "Δ_ΦΓΛΩΠΨΣΘΞ ÆæßÉ"
            + " !\"#¤%&'()*+,-./"
            + "0123456789:;<=>?"
            + "¡ABCDEFGHIJKLMNO"
            + "PQRSTUVWXYZÄÖÑÜ§"
            + "¿abcdefghijklmno"
            + "pqrstuvwxyzäöñüà";

    /** Pairs of septet and character. */
    private static final char[][] EXTENSION = {
        {0x0A, '\f'}, {0x14, '^'}, {0x28, '{'}, {0x29, '}'}, {0x2F, '\\'},
        {0x3C, '['}, {0x3D, '~'}, {0x3E, ']'}, {0x40, '|'}, {0x65, '€'}
    };

    private static final short NONE = -1;
    private static final char UNKNOWN = '\uFFFD';

    private static final char[] EXTENDED_BY_SEPTET = extendedBySeptet();
    private static final short[] CODE_BY_CHARACTER = codeByCharacter();

    private Gsm0338() {}

    /** Whether every character is in one of the two tables. */
    public static boolean canEncode(String text) {
        return text.chars().allMatch(character -> width((char) character) > 0);
    }

    /**
     * How many septets, and unpacked octets, the text takes.
     *
     * @throws IllegalArgumentException when a character is in neither table
     */
    public static int septets(String text) {
        int septets = 0;
        for (int i = 0; i < text.length(); i++) {
            septets += knownWidth(text, i);
        }
        return septets;
    }

    /**
     * Encodes to one septet per octet, 0x00..0x7F.
     *
     * @throws IllegalArgumentException when a character is in neither table; the message does not contain the text
     */
    public static byte[] encode(String text) {
        byte[] octets = new byte[septets(text)];
        int at = 0;
        for (int i = 0; i < text.length(); i++) {
            int code = code(text.charAt(i));
            if (code >= 0x100) {
                octets[at++] = ESCAPE;
            }
            octets[at++] = (byte) code;
        }
        return octets;
    }

    /**
     * Decodes unpacked septets; never fails. An escaped septet that the extension table lacks is read from the default
     * table (§6.2.1.1), an escaped or a trailing escape is a space, an octet above 0x7F becomes U+FFFD.
     */
    public static String decode(byte[] octets) {
        StringBuilder text = new StringBuilder(octets.length);
        for (int i = 0; i < octets.length; i++) {
            if (octets[i] < 0) {
                text.append(UNKNOWN);
            } else if (octets[i] == ESCAPE && i + 1 < octets.length && octets[i + 1] >= 0) {
                text.append(EXTENDED_BY_SEPTET[octets[++i]]);
            } else {
                text.append(BASIC.charAt(octets[i]));
            }
        }
        return text.toString();
    }

    /** Septets of one character: 1 or 2, or 0 when it is in neither table. */
    static int width(char character) {
        int code = code(character);
        return code == NONE ? 0 : code < 0x100 ? 1 : 2;
    }

    private static int knownWidth(String text, int index) {
        int width = width(text.charAt(index));
        if (width == 0) {
            throw new IllegalArgumentException(
                    "U+%04X is not in the GSM 03.38 alphabet".formatted(text.codePointAt(index)));
        }
        return width;
    }

    /** The septet, with the escape as high octet for the extension table. */
    private static int code(char character) {
        return character < CODE_BY_CHARACTER.length ? CODE_BY_CHARACTER[character] : NONE;
    }

    private static char[] extendedBySeptet() {
        char[] table = BASIC.toCharArray();
        for (char[] entry : EXTENSION) {
            table[entry[0]] = entry[1];
        }
        return table;
    }

    private static short[] codeByCharacter() {
        short[] table = new short['€' + 1];
        Arrays.fill(table, NONE);
        for (int septet = 0; septet < BASIC.length(); septet++) {
            if (septet != ESCAPE) {
                table[BASIC.charAt(septet)] = (short) septet;
            }
        }
        for (char[] entry : EXTENSION) {
            table[entry[1]] = (short) (ESCAPE << 8 | entry[0]);
        }
        return table;
    }
}
