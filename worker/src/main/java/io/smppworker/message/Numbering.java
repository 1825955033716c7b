package io.smppworker.message;

/**
 * The kind of an address: type of number and numbering plan indicator (SMPP 3.4 §5.2.5, §5.2.6).
 *
 * @param ton 0..255; 0 unknown, 1 international, 2 national, 3 network specific, 5 alphanumeric
 * @param npi 0..255; 0 unknown, 1 ISDN (E.163, E.164)
 */
public record Numbering(int ton, int npi) {
    /** The provider is to find out. */
    public static final Numbering UNKNOWN = new Numbering(0, 0);

    /** A number with its country's code. */
    public static final Numbering INTERNATIONAL = new Numbering(1, 1);

    private static final Numbering ALPHANUMERIC = new Numbering(5, 0);
    private static final Numbering SHORT_CODE = new Numbering(3, 0);
    private static final int LONGEST_SHORT_CODE = 7;

    /** The kind that a source address looks like: a name when it has a letter, a short code up to 7 digits, else a number. */
    public static Numbering ofSource(String address) {
        if (address.isEmpty()) {
            return UNKNOWN;
        }
        if (address.chars().anyMatch(Character::isLetter)) {
            return ALPHANUMERIC;
        }
        boolean isShort = !address.startsWith("+")
                && address.chars().filter(Character::isDigit).count() <= LONGEST_SHORT_CODE;
        return isShort ? SHORT_CODE : INTERNATIONAL;
    }
}
