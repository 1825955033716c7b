package io.smppworker.encoding;

import io.smppworker.message.NationalLanguage;
import java.util.List;
import java.util.Random;

/** Seeded generators of texts. */
final class Texts {
    private static final String GSM_ONE_SEPTET = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
            + "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    private static final String GSM_TWO_SEPTETS = "\f^{}\\[~]|€";

    private static final String TYPOGRAPHIC = "\u2018\u2019\u201C\u201D\u2013\u2014\u2026\u00A0\u2022\t\u200B";

    /** Accents, skin tones, flags, families, Indic syllables, Hangul of three letters, and plain ones. */
    private static final List<String> CLUSTERS = List.of(
            "e\u0301",
            "o\u0323\u0302",
            "\uD83D\uDC4D\uD83C\uDFFD",
            "\uD83C\uDDFF\uD83C\uDDE6",
            "\uD83D\uDC69\u200D\uD83D\uDC69\u200D\uD83D\uDC67\u200D\uD83D\uDC66",
            "\u0928\u093F",
            "\u1112\u1161\u11AB",
            "a",
            "b ",
            "\r\n");

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

    /** Letters of a language's own tables among plain ones, from none to all of them. */
    static String national(Random random, NationalLanguage language, int length) {
        SeptetTable single = NationalTables.singleShift(language);
        SeptetTable locking = NationalTables.lockingShift(language).orElse(Gsm0338.BASIC);
        int ownPercent = random.nextInt(101);
        int singlePercent = random.nextInt(101);
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            SeptetTable own = random.nextInt(100) < singlePercent ? single : locking;
            SeptetTable table = random.nextInt(100) < ownPercent ? own : Gsm0338.BASIC;
            int character = table.character(random.nextInt(SeptetTable.SEPTETS));
            if (character != SeptetTable.NONE) {
                text.append((char) character);
            }
        }
        return text.toString();
    }

    /** What people see as one character and is several code points, among plain letters. */
    static String clusters(Random random, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(CLUSTERS.get(random.nextInt(CLUSTERS.size())));
        }
        return text.toString();
    }

    /** Plain text with what word processors make of it; now and then a letter that GSM 03.38 lacks. */
    static String typographic(Random random, int length) {
        boolean foreign = random.nextInt(4) == 0;
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            String from = random.nextInt(10) == 0 ? TYPOGRAPHIC : GSM_ONE_SEPTET;
            text.append(from.charAt(random.nextInt(from.length())));
        }
        return foreign ? text + "ж" : text.toString();
    }
}
