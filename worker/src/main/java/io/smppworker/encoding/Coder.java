package io.smppworker.encoding;

import io.smppworker.message.LongMessages;
import io.smppworker.message.NationalLanguage;
import io.smppworker.message.TextEncoding;
import io.smppworker.message.TextSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Chooses how a text is coded: in the fewest segments, and among equals in the provider's default alphabet, then UCS-2,
 * then, where that alphabet is GSM 03.38, GSM with national tables. Transliteration is tried only when the choice would be
 * UCS-2 or nothing, and used only when it takes no more segments. Immutable.
 */
final class Coder {
    private static final int LENGTH_OCTET = 1;

    private final TextSettings settings;
    private final Alphabet plain;
    private final Alphabet ucs2 = new Ucs2Alphabet();

    Coder(TextSettings settings) {
        this.settings = settings;
        this.plain = switch (settings.defaultAlphabet()) {
            case GSM0338 -> new GsmAlphabet(null, null, settings.packed());
            case ASCII -> OctetAlphabet.ASCII;
            case LATIN1 -> OctetAlphabet.LATIN_1;
            case UTF8 -> OctetAlphabet.UTF_8;
        };
    }

    /** The text in the demanded encoding; empty when a character is missing there. */
    Optional<CodedText> code(String text, TextEncoding encoding) {
        if (encoding == TextEncoding.UCS2) {
            return Optional.ofNullable(coded(text, ucs2, false, null));
        }
        CodedText best = coded(text, plain, false, null);
        if (best != null && best.parts().size() == 1) {
            return Optional.of(best);
        }
        if (encoding == TextEncoding.AUTO && (best == null || best.alphabet() == OctetAlphabet.UTF_8)) {
            best = fewer(best, coded(text, ucs2, false, null), 1);
        }
        List<Alphabet> national = national();
        Clusters clusters = national.isEmpty() ? null : new Clusters(text);
        for (Alphabet alphabet : national) {
            best = fewer(best, coded(text, alphabet, false, clusters), 1);
        }
        boolean isLastResort = best == null || best.alphabet() instanceof Ucs2Alphabet;
        return Optional.ofNullable(
                isLastResort && settings.transliterate() ? transliterated(text, national, best) : best);
    }

    /** Why a text cannot be coded, for people; never contains the text. */
    String unencodable(String text, TextEncoding encoding) {
        Alphabet demanded = encoding == TextEncoding.GSM7 ? plain : ucs2;
        for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
            int codePoint = text.codePointAt(i);
            String character = Character.toString(codePoint);
            boolean replaced = settings.transliterate() && encoding == TextEncoding.GSM7;
            String sent = replaced ? Transliteration.into(plain, character) : character;
            if (demanded.units(sent, 0, sent.length()) == Alphabet.LACKING) {
                boolean loneSurrogate = Character.isBmpCodePoint(codePoint) && Character.isSurrogate((char) codePoint);
                return "U+%04X at position %d %s"
                        .formatted(
                                codePoint,
                                text.codePointCount(0, i) + 1,
                                loneSurrogate ? "is half of a surrogate pair" : "is not in " + named(demanded));
            }
        }
        throw new IllegalArgumentException("nothing is lacking");
    }

    private static String named(Alphabet alphabet) {
        return alphabet instanceof GsmAlphabet ? "the GSM 03.38 alphabet" : alphabet.title();
    }

    private @Nullable CodedText transliterated(String text, List<Alphabet> national, @Nullable CodedText given) {
        CodedText best = coded(text, plain, true, null);
        for (Alphabet alphabet : national) {
            best = fewer(best, coded(text, alphabet, true, null), 1);
        }
        return fewer(given, best, 0);
    }

    /** The other one if it saves at least {@code saved} segments. */
    private static @Nullable CodedText fewer(@Nullable CodedText one, @Nullable CodedText other, int saved) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return other.parts().size() + saved <= one.parts().size() ? other : one;
    }

    /**
     * Null when a character is missing in the alphabet, or when transliteration is asked for and changes nothing.
     *
     * @param clusters of the text, if they are known
     */
    private @Nullable CodedText coded(
            String given, Alphabet alphabet, boolean transliterate, @Nullable Clusters clusters) {
        String text = transliterate ? Transliteration.into(alphabet, given) : given;
        int units = alphabet.units(text, 0, text.length());
        if (units == Alphabet.LACKING || (transliterate && text.equals(given))) {
            return null;
        }
        int elements = alphabet.headerElements().length;
        if (units <= alphabet.capacity(elements == 0 ? 0 : LENGTH_OCTET + elements)) {
            return new CodedText(alphabet, text, transliterate, List.of(text));
        }
        if (settings.longMessages() == LongMessages.PAYLOAD && elements > 0) {
            return null; // the provider, which cuts it, would have to repeat the header
        }
        Clusters known = clusters == null ? new Clusters(text) : clusters;
        return new CodedText(
                alphabet, text, transliterate, known.cut(alphabet, alphabet.capacity(headerOctets(elements))));
    }

    /** Header octets of one part of several; for a message_payload, of the parts that the provider is likely to make. */
    int headerOctets(int elements) {
        int concatenation = switch (settings.longMessages()) {
            case UDH, PAYLOAD -> 5;
            case UDH16 -> 6;
            case SAR -> 0;
        };
        return elements + concatenation == 0 ? 0 : LENGTH_OCTET + elements + concatenation;
    }

    /** Every pair of tables of the allowed languages, but the default pair. */
    private List<Alphabet> national() {
        List<Alphabet> pairs = new ArrayList<>();
        if (!(plain instanceof GsmAlphabet)) {
            return pairs;
        }
        List<@Nullable NationalLanguage> singles = withNone();
        for (NationalLanguage locking : withNone()) {
            if (locking == null || NationalTables.lockingShift(locking).isPresent()) {
                for (NationalLanguage single : singles) {
                    if (locking != null || single != null) {
                        pairs.add(new GsmAlphabet(locking, single, settings.packed()));
                    }
                }
            }
        }
        return pairs;
    }

    private List<@Nullable NationalLanguage> withNone() {
        List<@Nullable NationalLanguage> languages = new ArrayList<>(settings.languages());
        languages.add(0, null);
        return languages;
    }
}
