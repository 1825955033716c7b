package io.smppworker.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.encoding.Segmentation.Segments;
import io.smppworker.encoding.Segmentation.TooLong;
import io.smppworker.encoding.Segmentation.Unencodable;
import io.smppworker.message.Content;
import io.smppworker.message.Segment;
import io.smppworker.message.TextEncoding;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SegmenterTest {
    private static final int HEADER_OCTETS = 6;

    @ParameterizedTest
    @CsvSource({
        "0, 1", "1, 1", "160, 1", "161, 2", "306, 2", "307, 3", "459, 3", "460, 4",
    })
    void gsmTextTakes160SeptetsAloneAnd153InAPart(int septets, int expected) {
        assertThat(segments("a".repeat(septets)))
                .hasSize(expected)
                .allSatisfy(segment -> assertThat(segment.dataCoding()).isZero());
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1", "70, 1", "71, 2", "134, 2", "135, 3", "201, 3", "202, 4",
    })
    void ucs2TextTakes70UnitsAloneAnd67InAPart(int units, int expected) {
        assertThat(segments("я".repeat(units)))
                .hasSize(expected)
                .allSatisfy(segment -> assertThat(segment.dataCoding()).isEqualTo(8));
    }

    @Test
    void anExtensionCharacterCountsTwice() {
        assertThat(segments("€".repeat(80))).hasSize(1);
        assertThat(segments("€".repeat(81))).hasSize(2);
    }

    @Test
    void noCutSeparatesAnEscapeFromItsSeptet() {
        List<Segment> segments = segments("a".repeat(152) + "€" + "b".repeat(10));

        assertThat(segments).hasSize(2);
        assertThat(userData(segments.get(0))).hasSize(152).doesNotContain(0x1B);
        assertThat(userData(segments.get(1))).startsWith(0x1B, 0x65).hasSize(12);
    }

    @Test
    void noCutSeparatesTheHalvesOfASurrogatePair() {
        List<Segment> segments = segments("я".repeat(66) + "😀" + "я".repeat(10));

        assertThat(segments).hasSize(2);
        assertThat(userData(segments.get(0))).hasSize(132);
        assertThat(userData(segments.get(1))).startsWith(0xD8, 0x3D, 0xDE, 0x00).hasSize(24);
    }

    @Test
    void aSingleSegmentIsTheTextWithoutHeader() {
        Segment gsm = segments("Hi @ {x}").get(0);
        Segment ucs2 = segments("Hé ё").get(0);

        assertThat(HexFormat.of().formatHex(gsm.shortMessage())).isEqualTo("48692000201b28781b29");
        assertThat(gsm)
                .extracting(Segment::index, Segment::total, Segment::esmClass)
                .containsExactly(1, 1, 0);
        assertThat(HexFormat.of().formatHex(ucs2.shortMessage())).isEqualTo("004800e900200451");
        assertThat(ucs2)
                .extracting(Segment::index, Segment::total, Segment::esmClass)
                .containsExactly(1, 1, 0);
    }

    @Test
    void partsCarryAConcatenationHeaderAndTheIndicator() {
        List<Segment> segments = segments("a".repeat(307));

        assertThat(segments).extracting(Segment::esmClass).containsOnly(0x40);
        assertThat(segments).extracting(Segment::index).containsExactly(1, 2, 3);
        assertThat(segments).extracting(Segment::total).containsOnly(3);
        assertThat(segments)
                .extracting(segment -> HexFormat.of().formatHex(segment.shortMessage(), 0, HEADER_OCTETS))
                .containsExactly("050003fe0301", "050003fe0302", "050003fe0303");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 255, 256 + 254, -1})
    void theReferenceCountsModulo256(int reference) {
        Segments segments = (Segments) Segmenter.segment(text("a".repeat(200)), reference, 255);

        assertThat(segments.segments().get(0).shortMessage()[3]).isEqualTo((byte) reference);
    }

    @Test
    void emptyTextIsOneEmptySegment() {
        assertThat(segments("")).singleElement().satisfies(segment -> {
            assertThat(segment.shortMessage()).isEmpty();
            assertThat(segment.dataCoding()).isZero();
            assertThat(segment.esmClass()).isZero();
        });
    }

    @Test
    void theDemandedEncodingIsTheOneUsed() {
        Segments ucs2 = (Segments) Segmenter.segment(new Content.Text("plain", TextEncoding.UCS2), 1, 1);
        Segments gsm = (Segments) Segmenter.segment(new Content.Text("plain", TextEncoding.GSM7), 1, 1);

        assertThat(ucs2.segments()).extracting(Segment::dataCoding).containsExactly(8);
        assertThat(gsm.segments()).extracting(Segment::dataCoding).containsExactly(0);
    }

    @Test
    void aCharacterOutsideTheDemandedAlphabetIsNamedWithItsPositionAndNotTheText() {
        assertThat(Segmenter.segment(new Content.Text("ab😀ç", TextEncoding.GSM7), 1, 1))
                .isEqualTo(new Unencodable("U+1F600 at position 3 is not in the GSM 03.38 alphabet"));
        assertThat(Segmenter.segment(new Content.Text("€{ç", TextEncoding.GSM7), 1, 1))
                .isEqualTo(new Unencodable("U+00E7 at position 3 is not in the GSM 03.38 alphabet"));
    }

    @ParameterizedTest
    @EnumSource(TextEncoding.class)
    void aLoneSurrogateIsUnencodable(TextEncoding encoding) {
        assertThat(Segmenter.segment(new Content.Text("a\uD83D", encoding), 1, 1))
                .isEqualTo(new Unencodable("U+D83D at position 2 is half of a surrogate pair"));
        assertThat(Segmenter.segment(new Content.Text("\uDE00\uD83D", encoding), 1, 1))
                .isEqualTo(new Unencodable("U+DE00 at position 1 is half of a surrogate pair"));
    }

    @Test
    void moreSegmentsThanAllowedAreCountedNotSent() {
        assertThat(Segmenter.segment(text("a".repeat(460)), 1, 3)).isEqualTo(new TooLong(4, 3));
        assertThat(Segmenter.segment(text("a".repeat(459)), 1, 3)).isInstanceOf(Segments.class);
    }

    @Test
    void moreSegmentsThanAHeaderCanCountAreTooLongWhateverIsAllowed() {
        assertThat(Segmenter.segment(text("a".repeat(153 * 255)), 1, 1000)).isInstanceOf(Segments.class);
        assertThat(Segmenter.segment(text("a".repeat(153 * 255 + 1)), 1, 1000)).isEqualTo(new TooLong(256, 255));
    }

    @Test
    void binaryIsOneSegmentAsItIs() {
        Segments segments = (Segments) Segmenter.segment(new Content.Binary(new byte[140], 4, 0x43), 1, 1);

        assertThat(segments.segments()).singleElement().satisfies(segment -> {
            assertThat(segment.shortMessage()).hasSize(140);
            assertThat(segment.dataCoding()).isEqualTo(4);
            assertThat(segment.esmClass()).isEqualTo(0x43);
        });
        assertThat(Segmenter.segment(new Content.Binary(new byte[141], 4, 0), 1, 255))
                .isEqualTo(new Unencodable("141 octets of binary content, at most 140 fit"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whatIsCutAndJoinedIsTheText(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            int length = random.nextInt(round % 10 == 0 ? 5000 : 400);
            String text = random.nextBoolean() ? Texts.gsm(random, length) : Texts.unicode(random, length);
            TextEncoding encoding = random.nextBoolean() ? TextEncoding.AUTO : TextEncoding.UCS2;
            int reference = random.nextInt(256);

            Segments result = (Segments) Segmenter.segment(new Content.Text(text, encoding), reference, 255);

            assertThat(joined(result.segments(), reference)).isEqualTo(text);
            result.segments().forEach(SegmenterTest::assertFitsAndIsWhole);
        }
    }

    private static void assertFitsAndIsWhole(Segment segment) {
        byte[] data = userData(segment);
        boolean gsm = segment.dataCoding() == 0;
        int limit = segment.total() == 1 ? (gsm ? 160 : 140) : (gsm ? 153 : 134);
        assertThat(data.length).isLessThanOrEqualTo(limit);
        if (data.length == 0) {
            assertThat(segment.total()).isEqualTo(1);
        } else if (gsm) {
            assertThat(data[data.length - 1]).as("last septet").isNotEqualTo((byte) 0x1B);
        } else {
            char lastUnit = (char) ((data[data.length - 2] & 0xFF) << 8 | (data[data.length - 1] & 0xFF));
            assertThat(Character.isHighSurrogate(lastUnit)).as("cut in a pair").isFalse();
        }
    }

    /** As a phone would: by the header, then by data_coding. */
    private static String joined(List<Segment> segments, int reference) {
        return segments.stream()
                .map(segment -> {
                    UserData.Text part = (UserData.Text)
                            TextDecoder.decode(segment.dataCoding(), segment.esmClass(), segment.shortMessage());
                    UserDataHeader header = part.header();
                    assertThat(header == null ? null : header.concatenation())
                            .isEqualTo(
                                    segments.size() == 1
                                            ? null
                                            : new UserDataHeader.Concatenation(
                                                    reference, 8, segments.size(), segment.index()));
                    return part.text();
                })
                .collect(Collectors.joining());
    }

    private static byte[] userData(Segment segment) {
        byte[] message = segment.shortMessage();
        return segment.total() == 1 ? message : Arrays.copyOfRange(message, HEADER_OCTETS, message.length);
    }

    private static List<Segment> segments(String text) {
        return ((Segments) Segmenter.segment(text(text), 0xFE, 255)).segments();
    }

    private static Content text(String text) {
        return new Content.Text(text, TextEncoding.AUTO);
    }
}
