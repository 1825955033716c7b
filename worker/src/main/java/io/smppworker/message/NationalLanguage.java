package io.smppworker.message;

/** Languages with GSM 7-bit tables of their own, by national language identifier (3GPP TS 23.038 §6.2.1.2.4). */
public enum NationalLanguage {
    TURKISH(1),
    /** Has a single shift table only. */
    SPANISH(2),
    PORTUGUESE(3),
    BENGALI(4),
    GUJARATI(5),
    HINDI(6),
    KANNADA(7),
    MALAYALAM(8),
    ORIYA(9),
    PUNJABI(10),
    TAMIL(11),
    TELUGU(12),
    URDU(13);

    private final int identifier;

    NationalLanguage(int identifier) {
        this.identifier = identifier;
    }

    /** As it is in a user data header, 1..13. */
    public int identifier() {
        return identifier;
    }
}
