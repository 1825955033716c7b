package io.smppworker.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.encoding.Segmentation.Segments;
import io.smppworker.encoding.Segmentation.Unencodable;
import io.smppworker.message.Content;
import io.smppworker.message.DefaultAlphabet;
import io.smppworker.message.LongMessages;
import io.smppworker.message.NationalLanguage;
import io.smppworker.message.ReceivedPart;
import io.smppworker.message.Segment;
import io.smppworker.message.TextEncoding;
import io.smppworker.message.TextSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What data_coding 0 is, is the provider's to say: out, in, and how much fits. */
class DefaultAlphabetTest {
    private static final int UDHI = 0x40;

    @ParameterizedTest
    @CsvSource({
        "GSM0338, Müller, 0, 4d7e6c6c6572, GSM 03.38",
        "LATIN1, Müller, 0, 4dfc6c6c6572, Latin-1",
        "UTF8, Müller, 0, 4dc3bc6c6c6572, UTF-8",
        "ASCII, Muller, 0, 4d756c6c6572, ASCII",
        "ASCII, Müller, 8, 004d00fc006c006c00650072, UCS-2",
        "GSM0338, @_{ç, 8, 0040005f007b00e7, UCS-2",
        "LATIN1, @_{ç, 0, 405f7be7, Latin-1",
        "ASCII, @_{`, 0, 405f7b60, ASCII",
        "UTF8, @_{ç, 0, 405f7bc3a7, UTF-8",
        "GSM0338, €, 0, 1b65, GSM 03.38",
        "LATIN1, €, 8, 20ac, UCS-2", // Windows-1252 has it, ISO 8859-1 has not
        "UTF8, €, 0, e282ac, UTF-8",
        "UTF8, 😀, 0, f09f9880, UTF-8",
        "LATIN1, Ж, 8, 0416, UCS-2",
    })
    void aTextGoesOutInIt(DefaultAlphabet alphabet, String text, int dataCoding, String hex, String title) {
        Segments result = segments(text, TextEncoding.AUTO, settings(alphabet));

        assertThat(result.coding()).isEqualTo(title);
        assertThat(result.segments()).hasSize(1);
        Segment segment = result.segments().get(0);
        assertThat(segment.dataCoding()).isEqualTo(dataCoding);
        assertThat(HexFormat.of().formatHex(segment.shortMessage())).isEqualTo(hex);
    }

    @ParameterizedTest
    @CsvSource({
        "GSM0338, a, 160, 1",
        "GSM0338, a, 161, 2",
        "ASCII, a, 160, 1",
        "ASCII, a, 161, 2",
        "ASCII, a, 306, 2", // 153 each
        "ASCII, a, 307, 3",
        "ASCII, [, 80, 1", // two septets each, where the provider makes GSM 03.38 of it
        "ASCII, [, 81, 2",
        "ASCII, `, 160, 1",
        "LATIN1, ç, 140, 1",
        "LATIN1, ç, 141, 2",
        "LATIN1, ç, 268, 2", // 134 each
        "LATIN1, ç, 269, 3",
        "LATIN1, [, 140, 1",
        "UTF8, a, 140, 1",
        "UTF8, a, 141, 2",
        "UTF8, ç, 70, 1",
        "UTF8, ç, 71, 2",
        "UTF8, ç, 134, 2", // 67 each
        "UTF8, €, 46, 1",
    })
    void soMuchFits(DefaultAlphabet alphabet, String character, int times, int segments) {
        assertThat(segments(character.repeat(times), TextEncoding.GSM7, settings(alphabet))
                        .segments())
                .hasSize(segments);
    }

    @ParameterizedTest
    @CsvSource({"47, UCS-2, 1", "70, UCS-2, 1", "134, UCS-2, 2", "46, UTF-8, 1"})
    void ucs2IsTakenInPlaceOfUtf8WhereItTakesFewerSegments(int times, String coding, int segments) {
        Segments result = segments("€".repeat(times), TextEncoding.AUTO, settings(DefaultAlphabet.UTF8));

        assertThat(result.coding()).isEqualTo(coding);
        assertThat(result.segments()).hasSize(segments);
    }

    @ParameterizedTest
    @CsvSource({
        "GSM0338, Ж, U+0416 at position 3 is not in the GSM 03.38 alphabet",
        "ASCII, ü, U+00FC at position 3 is not in ASCII",
        "LATIN1, €, U+20AC at position 3 is not in Latin-1",
    })
    void whatItLacksIsNamed(DefaultAlphabet alphabet, String character, String reason) {
        assertThat(new Segmenter(settings(alphabet))
                        .segment(new Content.Text("ab" + character, TextEncoding.GSM7), 1, 255))
                .isEqualTo(new Unencodable(reason));
    }

    @Test
    void halfASurrogatePairIsNoTextInUtf8Either() {
        for (TextEncoding encoding : TextEncoding.values()) {
            assertThat(new Segmenter(settings(DefaultAlphabet.UTF8))
                            .segment(new Content.Text("a\uD83D", encoding), 1, 1))
                    .isEqualTo(new Unencodable("U+D83D at position 2 is half of a surrogate pair"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ASCII, \u201Ca\u201D\u2013\u2026, '\"a\"-...', ASCII",
        "LATIN1, \u201Cç\u201D\u2013\u2026, '\"ç\"-...', Latin-1",
        "LATIN1, \u00ABç\u00BB, \u00ABç\u00BB, Latin-1", // which it has
        "LATIN1, \u201CЖ\u201D, \u201CЖ\u201D, UCS-2",
        "UTF8, \u201Ca\u201D, \u201Ca\u201D, UTF-8",
    })
    void onlyWhatItLacksIsTransliterated(DefaultAlphabet alphabet, String text, String sent, String coding) {
        TextSettings settings = new TextSettings(LongMessages.UDH, alphabet, false, List.of(), true);

        Segments result = segments(text, TextEncoding.AUTO, settings);

        assertThat(result.coding()).isEqualTo(coding);
        assertThat(result.transliterated()).isEqualTo(!text.equals(sent));
        assertThat(Phone.joined(Phone.read(result.segments(), settings, 1))).isEqualTo(sent);
    }

    @Test
    void nationalTablesAreOfGsmAndNotOfAnother() {
        TextSettings settings = new TextSettings(
                LongMessages.UDH, DefaultAlphabet.LATIN1, false, List.of(NationalLanguage.TURKISH), false);

        assertThat(segments("ş".repeat(100), TextEncoding.AUTO, settings).coding())
                .isEqualTo("UCS-2");
    }

    @ParameterizedTest
    @CsvSource({
        "GSM0338, 4d7e6c6c6572, Müller",
        "LATIN1, 4dfc6c6c6572, Müller",
        "UTF8, 4dc3bc6c6c6572, Müller",
        "ASCII, 4d756c6c6572, Muller",
        "LATIN1, 40, @",
        "GSM0338, 00, @",
        "UTF8, f09f9880, 😀",
        "GSM0338, 4dfc6c6c6572,", // octets that are not of the alphabet stay octets
        "ASCII, 4dfc6c6c6572,",
        "UTF8, 4dfc6c6c6572,",
        "UTF8, c3,",
    })
    void aReplyIsReadInIt(DefaultAlphabet alphabet, String hex, String text) {
        byte[] octets = HexFormat.of().parseHex(hex);

        UserData data = TextDecoder.decode(0, 0, octets, settings(alphabet));

        if (text == null) {
            assertThat(((UserData.Binary) data).octets()).isEqualTo(octets);
        } else {
            assertThat(data).isEqualTo(new UserData.Text(text, null));
        }
    }

    /** Each says which alphabet it is (SMPP 3.4 §5.2.19, 3GPP TS 23.038 §4). */
    @ParameterizedTest
    @CsvSource({"1, 4041, @A", "3, 40e9, @é", "8, 00fc, ü", "0x10, 00, @", "0xF0, 00, @", "0xC0, 00, @", "0x18, 00fc, ü"
    })
    void everyOtherDataCodingIsWhatItIsAnywhere(String dataCoding, String hex, String text) {
        for (DefaultAlphabet alphabet : DefaultAlphabet.values()) {
            assertThat(TextDecoder.decode(
                            Integer.decode(dataCoding), 0, HexFormat.of().parseHex(hex), settings(alphabet)))
                    .isEqualTo(new UserData.Text(text, null));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "UTF8, 1, 2, 41c3, bc42, AüB",
        "UTF8, 1, 2, 41e282, ac42, A€B",
        "UTF8, 1, 2, 41f09f98, 8042, A😀B",
        "LATIN1, 1, 2, 4dfc, 6c, Mül",
        "UTF8, 1, 3, 41c3, , A", // the other part is missing: what there is of the character is left out
        "UTF8, 1, 3, 41e282, , A",
        "UTF8, 1, 3, 41f09f98, , A",
        "UTF8, 2, 3, bc42, , B",
        "UTF8, 2, 3, 82ac42, , B",
        "UTF8, 2, 3, 9f988042, , B",
        "UTF8, 2, 3, 9f9880c39c, , Ü",
    })
    void aCharacterCutBetweenPartsIsWholeAgainOrLeftOut(
            DefaultAlphabet alphabet, int index, int total, String first, String second, String text) {
        List<ReceivedPart> parts = new ArrayList<>(List.of(part(index, first)));
        if (second != null) {
            parts.add(part(index + 1, second));
        }

        assertThat(JoinedParts.decode(0, parts, total, settings(alphabet))).isEqualTo(new UserData.Text(text, null));
    }

    @ParameterizedTest
    @CsvSource({"ASCII, 41ff", "UTF8, 41ff", "UTF8, 80808080"})
    void whatIsNotOfTheAlphabetIsNotTakenForPartOfACharacter(DefaultAlphabet alphabet, String hex) {
        UserData data = JoinedParts.decode(0, List.of(part(2, hex)), 3, settings(alphabet));

        assertThat(((UserData.Binary) data).octets()).isEqualTo(HexFormat.of().parseHex(hex));
    }

    @ParameterizedTest
    @CsvSource({"GSM0338, false", "ASCII, true", "LATIN1, true", "UTF8, false"})
    void binaryUnderDataCoding0IsCutWhereItIsOfOneOctetACharacter(DefaultAlphabet alphabet, boolean isCut) {
        Segmentation result =
                new Segmenter(settings(alphabet)).segment(new Content.Binary(new byte[141], 0, 0), 1, 255);

        assertThat(result).isInstanceOf(isCut ? Segments.class : Unencodable.class);
    }

    static Stream<Arguments> everyWay() {
        return Stream.of(LongMessages.values())
                .flatMap(mode -> Stream.of(DefaultAlphabet.values()).map(alphabet -> Arguments.of(mode, alphabet)));
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void whateverTheTextWhatAPhoneReadsIsWhatWasGiven(LongMessages mode, DefaultAlphabet alphabet) {
        Random random = new Random((mode + " " + alphabet).hashCode());
        TextSettings settings = new TextSettings(mode, alphabet, false, List.of(), false);
        for (int round = 0; round < 200; round++) {
            String text = switch (random.nextInt(4)) {
                case 0 -> Texts.gsm(random, random.nextInt(900));
                case 1 -> Texts.unicode(random, random.nextInt(900));
                case 2 -> Texts.clusters(random, random.nextInt(200));
                default -> octets(random, random.nextInt(900));
            };
            int reference = random.nextInt(1 << 16);

            Segments result = segments(text, TextEncoding.AUTO, settings, reference);

            assertThat(Phone.joined(Phone.read(result.segments(), settings, reference)))
                    .isEqualTo(text);
        }
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void whateverIsCutWhereverIsReadAsItWasWritten(LongMessages mode, DefaultAlphabet alphabet) {
        Random random = new Random((mode + " " + alphabet).hashCode());
        TextSettings settings = new TextSettings(mode, alphabet, false, List.of(), false);
        for (int round = 0; round < 100; round++) {
            String text = round % 2 == 0 ? octets(random, 60) : Texts.unicode(random, 25);
            Segment segment =
                    segments(text, TextEncoding.AUTO, settings).segments().get(0);
            byte[] octets = segment.shortMessage();
            int cut = random.nextInt(octets.length + 1);
            List<ReceivedPart> parts = List.of(
                    part(1, HexFormat.of().formatHex(octets, 0, cut)),
                    part(2, HexFormat.of().formatHex(Arrays.copyOfRange(octets, cut, octets.length))));

            assertThat(JoinedParts.decode(segment.dataCoding(), parts, 2, settings))
                    .isEqualTo(new UserData.Text(text, null));
        }
    }

    private static String octets(Random random, int length) {
        return random.ints(length, 0, 0x100)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static TextSettings settings(DefaultAlphabet alphabet) {
        return TextSettings.DEFAULT.withDefaultAlphabet(alphabet);
    }

    private static Segments segments(String text, TextEncoding encoding, TextSettings settings) {
        return (Segments) new Segmenter(settings).segment(new Content.Text(text, encoding), 1, 255);
    }

    private static Segments segments(String text, TextEncoding encoding, TextSettings settings, int reference) {
        return (Segments) new Segmenter(settings).segment(new Content.Text(text, encoding), reference, 255);
    }

    private static ReceivedPart part(int index, String hex) {
        return new ReceivedPart(index, UDHI, HexFormat.of().parseHex("05000309030" + index + hex));
    }
}
