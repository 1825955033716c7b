package io.smppworker.encoding;

import io.smppworker.message.NationalLanguage;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Characters to septets and back, one septet in each octet, by two tables: a character of the second takes two septets,
 * the first of them the escape (3GPP TS 23.038 §6.2.1.1, §6.2.1.2). Immutable.
 *
 * @param basic the default alphabet, or a national locking shift table in its place
 * @param shifted the extension table, or a national single shift table in its place
 */
record SeptetCode(SeptetTable basic, SeptetTable shifted) {
    /** Stands for a code that means nothing; it is in no table. */
    static final char UNKNOWN = '\uFFFD';

    /** The default alphabet with its extension table. */
    static final SeptetCode DEFAULT = new SeptetCode(Gsm0338.BASIC, Gsm0338.EXTENSION);

    /** Null stands for the default; so does a locking shift to a language that has no such table. */
    static SeptetCode of(@Nullable NationalLanguage locking, @Nullable NationalLanguage single) {
        return new SeptetCode(
                locking == null
                        ? Gsm0338.BASIC
                        : NationalTables.lockingShift(locking).orElse(Gsm0338.BASIC),
                single == null ? Gsm0338.EXTENSION : NationalTables.singleShift(single));
    }

    /** Septets of one character: 1 or 2, or 0 when it is in neither table. */
    int width(char character) {
        if (basic.septet(character) != SeptetTable.NONE) {
            return 1;
        }
        return shifted.septet(character) == SeptetTable.NONE ? 0 : 2;
    }

    /** Encodes text of which every character has a width. */
    byte[] encode(String text) {
        byte[] septets = new byte[2 * text.length()];
        int at = 0;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            int septet = basic.septet(character);
            if (septet == SeptetTable.NONE) {
                septets[at++] = SeptetTable.ESCAPE;
                septet = shifted.septet(character);
            }
            septets[at++] = (byte) septet;
        }
        return Arrays.copyOf(septets, at);
    }

    /**
     * Decodes; never fails. An escaped septet that is missing in the second table is read from the first (§6.2.1.1), an
     * escaped or a trailing escape is a space; a septet that stands for nothing, or an octet above 0x7F, becomes U+FFFD.
     */
    String decode(byte[] septets) {
        StringBuilder text = new StringBuilder(septets.length);
        for (int i = 0; i < septets.length; i++) {
            if (septets[i] < 0) {
                text.append(UNKNOWN);
            } else if (septets[i] == SeptetTable.ESCAPE && i + 1 < septets.length && septets[i + 1] >= 0) {
                int escaped = shifted.character(septets[++i]);
                text.append(escaped == SeptetTable.NONE ? basicCharacter(septets[i]) : (char) escaped);
            } else {
                text.append(basicCharacter(septets[i]));
            }
        }
        return text.toString();
    }

    private char basicCharacter(int septet) {
        if (septet == SeptetTable.ESCAPE) {
            return ' ';
        }
        int character = basic.character(septet);
        return character == SeptetTable.NONE ? UNKNOWN : (char) character;
    }
}
