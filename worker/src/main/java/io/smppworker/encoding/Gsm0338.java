package io.smppworker.encoding;

/** The GSM 7 bit default alphabet and its extension table (3GPP TS 23.038 §6.2.1, §6.2.1.1). */
final class Gsm0338 {
    /** By septet, 16 in a row as the columns of the standard's table; a space in the escape's place. */
    static final SeptetTable BASIC = new SeptetTable(
            ("@£$¥èéùìòÇ\nØø\rÅå" //
                            + "Δ_ΦΓΛΩΠΨΣΘΞ ÆæßÉ"
                            + " !\"#¤%&'()*+,-./"
                            + "0123456789:;<=>?"
                            + "¡ABCDEFGHIJKLMNO"
                            + "PQRSTUVWXYZÄÖÑÜ§"
                            + "¿abcdefghijklmno"
                            + "pqrstuvwxyzäöñüà")
                    .toCharArray());

    /** Pairs of septet and character. */
    private static final char[][] EXTENDED = {
        {0x0A, '\f'}, {0x14, '^'}, {0x28, '{'}, {0x29, '}'}, {0x2F, '\\'},
        {0x3C, '['}, {0x3D, '~'}, {0x3E, ']'}, {0x40, '|'}, {0x65, '€'}
    };

    static final SeptetTable EXTENSION = extension();

    private Gsm0338() {}

    private static SeptetTable extension() {
        char[] characters = new char[SeptetTable.SEPTETS];
        for (char[] entry : EXTENDED) {
            characters[entry[0]] = entry[1];
        }
        return new SeptetTable(characters);
    }
}
