package io.smppworker.encoding;

import java.util.Random;

/** Seeded generators of texts. */
final class Texts {
    private static final String GSM_ONE_SEPTET = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
            + "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    private static final String GSM_TWO_SEPTETS = "\f^{}\\[~]|€";

    private Texts() {}

    /** Characters of the default alphabet, from none to all of them of the extension table. */
    static String gsm(Random random, int length) {
        int extendedPercent = random.nextInt(101);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            String table = random.nextInt(100) < extendedPercent ? GSM_TWO_SEPTETS : GSM_ONE_SEPTET;
            text.append(table.charAt(random.nextInt(table.length())));
        }
        return text.toString();
    }

    /** Any code points but surrogates, from none to all of them beyond the basic plane. */
    static String unicode(Random random, int length) {
        int beyondPercent = random.nextInt(101);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            int codePoint = random.nextInt(100) < beyondPercent
                    ? random.nextInt(Character.MIN_SUPPLEMENTARY_CODE_POINT, Character.MAX_CODE_POINT + 1)
                    : random.nextInt(Character.MIN_SURROGATE);
            text.appendCodePoint(codePoint);
        }
        return text.toString();
    }
}
