package io.smppworker.encoding;

import java.util.Arrays;

/** One table of septets and their characters, looked up by array in both directions. Immutable. */
final class SeptetTable {
    /** Announces that the next septet is of the other table; stands for no character itself. */
    static final int ESCAPE = 0x1B;

    /** No septet has this character, and no character this septet. */
    static final int NONE = -1;

    static final int SEPTETS = 128;
    private static final char NO_CHARACTER = 0;

    private final char[] characters;
    private final byte[] septets;

    /** @param characters by septet, 128 of them; U+0000 where there is none */
    SeptetTable(char[] characters) {
        this.characters = characters.clone();
        this.characters[ESCAPE] = NO_CHARACTER;
        char greatest = 0;
        for (char character : this.characters) {
            greatest = (char) Math.max(greatest, character);
        }
        septets = new byte[greatest + 1];
        Arrays.fill(septets, (byte) NONE);
        for (int septet = SEPTETS - 1; septet >= 0; septet--) { // the lowest of a character that is there twice
            if (this.characters[septet] != NO_CHARACTER) {
                septets[this.characters[septet]] = (byte) septet;
            }
        }
    }

    /** {@link #NONE} when it is not in the table. */
    int septet(char character) {
        return character < septets.length ? septets[character] : NONE;
    }

    /** {@link #NONE} when this septet, 0..127, has none. */
    int character(int septet) {
        return characters[septet] == NO_CHARACTER ? NONE : characters[septet];
    }
}
