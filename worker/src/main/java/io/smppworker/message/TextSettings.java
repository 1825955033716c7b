package io.smppworker.message;

import java.util.List;

/**
 * How texts to a provider are coded and cut, and how texts from it are coded.
 *
 * @param defaultAlphabet what data_coding 0 means
 * @param packed GSM 03.38 with eight septets in seven octets, in place of a septet in each octet
 * @param languages whose national tables may be used where that saves segments
 * @param transliterate whether typographic characters may become their plain equivalents where that avoids UCS-2
 */
public record TextSettings(
        LongMessages longMessages,
        DefaultAlphabet defaultAlphabet,
        boolean packed,
        List<NationalLanguage> languages,
        boolean transliterate) {

    /** What every provider and every handset understands. */
    public static final TextSettings DEFAULT = new TextSettings(LongMessages.UDH, false, List.of(), false);

    public TextSettings {
        languages = List.copyOf(languages);
    }

    /** Where data_coding 0 is GSM 03.38. */
    public TextSettings(
            LongMessages longMessages, boolean packed, List<NationalLanguage> languages, boolean transliterate) {
        this(longMessages, DefaultAlphabet.GSM0338, packed, languages, transliterate);
    }

    public TextSettings withDefaultAlphabet(DefaultAlphabet other) {
        return new TextSettings(longMessages, other, packed, languages, transliterate);
    }
}
