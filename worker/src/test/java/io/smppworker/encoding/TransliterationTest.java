package io.smppworker.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.encoding.Segmentation.Segments;
import io.smppworker.encoding.Segmentation.Unencodable;
import io.smppworker.message.Content;
import io.smppworker.message.LongMessages;
import io.smppworker.message.NationalLanguage;
import io.smppworker.message.TextEncoding;
import io.smppworker.message.TextSettings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransliterationTest {
    private static final TextSettings ON = new TextSettings(LongMessages.UDH, false, List.of(), true);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "\u2018a\u2019 \u201Cb\u201D \u00ABc\u00BB \u201Ed\u201F|'a' \"b\" \"c\" \"d\"",
                "1\u20132 \u2014 \u2212 3\u2011 4|1-2 - - 3- 4",
                "wait\u2026|wait...",
                "R\u00A01\u202F000\u2009!|R 1 000 !",
                "\u2022 one \u2044 two|* one / two",
                "o\uFB03ce \uFB01ne|office fine",
                "s\u00ADoft\u200B\uFEFF|soft",
            })
    void whatWordProcessorsMakeBecomesPlain(String typographic, String plain) {
        Segments segments = segment(typographic, TextEncoding.AUTO, ON);

        assertThat(segments.transliterated()).isTrue();
        assertThat(segments.coding()).isEqualTo("GSM 03.38");
        assertThat(Phone.read(segments.segments(), ON, 1)).containsExactly(plain);
    }

    @Test
    void whatGsmHasIsLeftAlone() {
        Segments segments = segment("caf\u00E9 \u20AC5 [x]", TextEncoding.AUTO, ON);

        assertThat(segments.transliterated()).isFalse();
        assertThat(Phone.read(segments.segments(), ON, 1)).containsExactly("caf\u00E9 \u20AC5 [x]");
    }

    @Test
    void aTextThatNeedsUcs2AnywayIsLeftAsItIs() {
        Segments segments = segment("\u201C\u0436\u201D", TextEncoding.AUTO, ON);

        assertThat(segments.transliterated()).isFalse();
        assertThat(Phone.read(segments.segments(), ON, 1)).containsExactly("\u201C\u0436\u201D");
    }

    @Test
    void ucs2OnDemandIsLeftAsItIs() {
        assertThat(segment("\u201C", TextEncoding.UCS2, ON).transliterated()).isFalse();
    }

    @Test
    void aReplacementThatWouldTakeMoreSegmentsIsNotMade() {
        assertThat(segment("\u2026".repeat(53), TextEncoding.AUTO, ON).transliterated())
                .isTrue();
        assertThat(segment("\u2026".repeat(54), TextEncoding.AUTO, ON).transliterated())
                .isFalse();
    }

    @Test
    void gsm7OnDemandIsMadePossibleOrTheCulpritNamed() {
        assertThat(segment("\u201Ca\u201D", TextEncoding.GSM7, ON).transliterated())
                .isTrue();
        assertThat(new Segmenter(ON).segment(new Content.Text("\u201C\u0436\u201D", TextEncoding.GSM7), 1, 1))
                .isEqualTo(new Unencodable("U+0436 at position 2 is not in the GSM 03.38 alphabet"));
    }

    @Test
    void aNationalTableKeepsItsLetters() {
        TextSettings settings = new TextSettings(LongMessages.UDH, false, List.of(NationalLanguage.TURKISH), true);

        Segments segments = segment("\u201C\u015F\u201D".repeat(30), TextEncoding.AUTO, settings);

        assertThat(segments.transliterated()).isTrue();
        assertThat(Phone.joined(Phone.read(segments.segments(), settings, 1))).isEqualTo("\"\u015F\"".repeat(30));
    }

    @Test
    void itIsOffUnlessAskedFor() {
        assertThat(segment("\u201C", TextEncoding.AUTO, TextSettings.DEFAULT).coding())
                .isEqualTo("UCS-2");
    }

    private static Segments segment(String text, TextEncoding encoding, TextSettings settings) {
        return (Segments) new Segmenter(settings).segment(new Content.Text(text, encoding), 1, 255);
    }
}
