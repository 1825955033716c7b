package io.smppworker.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.encoding.Segmentation.Segments;
import io.smppworker.message.Content;
import io.smppworker.message.LongMessages;
import io.smppworker.message.NationalLanguage;
import io.smppworker.message.TextEncoding;
import io.smppworker.message.TextSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the text and the settings: what a phone reads is what was given. */
class SegmenterRoundTripTest {
    private static final List<NationalLanguage> ALL = List.of(NationalLanguage.values());

    static Stream<Arguments> everyWay() {
        return Stream.of(LongMessages.values())
                .flatMap(mode -> Stream.of(true, false)
                        .flatMap(packed -> IntStream.range(0, 3).mapToObj(seed -> Arguments.of(mode, packed, seed))));
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void whatIsCutAndJoinedIsTheText(LongMessages mode, boolean packed, long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 150; round++) {
            int length = random.nextInt(round % 10 == 0 ? 5000 : 500);
            String text = switch (random.nextInt(4)) {
                case 0 -> Texts.gsm(random, length);
                case 1 -> Texts.unicode(random, length);
                case 2 -> Texts.clusters(random, length / 4);
                default -> Texts.national(random, ALL.get(random.nextInt(ALL.size())), length);
            };
            List<NationalLanguage> languages = ALL.subList(0, random.nextInt(ALL.size() + 1));
            TextSettings settings = new TextSettings(mode, packed, languages, false);
            int reference = random.nextInt(1 << 16);
            String given = packed ? text.replace('\r', ' ') : text; // PackingTest says why

            Segments result = segment(given, settings, reference);

            assertThat(result.transliterated()).isFalse();
            assertThat(Phone.joined(Phone.read(result.segments(), settings, reference)))
                    .isEqualTo(given);
        }
    }

    @ParameterizedTest
    @EnumSource(NationalLanguage.class)
    void aNationalTableIsUsedOnlyWhereItSavesSegments(NationalLanguage language) {
        Random random = new Random(language.identifier());
        TextSettings allowed = new TextSettings(LongMessages.UDH, false, List.of(language), false);
        int used = 0;
        for (int round = 0; round < 150; round++) {
            String text = Texts.national(random, language, random.nextInt(600));

            Segments plain = segment(text, TextSettings.DEFAULT, 7);
            Segments national = segment(text, allowed, 7);

            assertThat(Phone.joined(Phone.read(national.segments(), allowed, 7)))
                    .isEqualTo(text);
            if (national.coding().equals(plain.coding())) {
                assertThat(national.segments()).hasSameSizeAs(plain.segments());
            } else {
                assertThat(national.segments()).hasSizeLessThan(plain.segments().size());
                used++;
            }
        }
        assertThat(used).isPositive();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aTransliteratedTextIsTheDocumentedOneAndTakesNoMoreSegments(long seed) {
        Random random = new Random(seed);
        TextSettings settings = new TextSettings(LongMessages.UDH, false, List.of(), true);
        int transliterated = 0;
        for (int round = 0; round < 300; round++) {
            String text = Texts.typographic(random, random.nextInt(400));

            Segments plain = segment(text, TextSettings.DEFAULT, 7);
            Segments result = segment(text, settings, 7);

            String read = Phone.joined(Phone.read(result.segments(), settings, 7));
            assertThat(result.segments())
                    .hasSizeLessThanOrEqualTo(plain.segments().size());
            if (result.transliterated()) {
                assertThat(read).isEqualTo(Transliteration.into(new GsmAlphabet(null, null, false), text));
                assertThat(plain.coding()).isEqualTo("UCS-2");
                transliterated++;
            } else {
                assertThat(read).isEqualTo(text);
            }
        }
        assertThat(transliterated).isPositive();
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void noCutGoesThroughWhatAPersonSeesAsOneCharacter(LongMessages mode, boolean packed, long seed) {
        Random random = new Random(seed);
        TextSettings settings = new TextSettings(mode, packed, List.of(), false);
        for (int round = 0; round < 100; round++) {
            String text = Texts.clusters(random, random.nextInt(200)).replace("\r\n", "");
            Set<Integer> ends = Pattern.compile("\\X")
                    .matcher(text)
                    .results()
                    .map(cluster -> cluster.end())
                    .collect(Collectors.toSet());

            List<String> parts = Phone.read(segment(text, settings, 1).segments(), settings, 1);

            List<Integer> cuts = new ArrayList<>();
            int at = 0;
            for (String part : parts) {
                at += part.length();
                cuts.add(at);
            }
            assertThat(text.isEmpty() ? Set.of(0) : ends).containsAll(cuts);
        }
    }

    private static Segments segment(String text, TextSettings settings, int reference) {
        return (Segments) new Segmenter(settings).segment(new Content.Text(text, TextEncoding.AUTO), reference, 255);
    }
}
