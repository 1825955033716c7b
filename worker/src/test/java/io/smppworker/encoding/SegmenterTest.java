package io.smppworker.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.encoding.Segmentation.Segments;
import io.smppworker.encoding.Segmentation.TooLong;
import io.smppworker.encoding.Segmentation.Unencodable;
import io.smppworker.message.Content;
import io.smppworker.message.LongMessages;
import io.smppworker.message.NationalLanguage;
import io.smppworker.message.Segment;
import io.smppworker.message.TextEncoding;
import io.smppworker.message.TextSettings;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How texts are cut. Long, because it has a test for each alphabet and each way to join the segments. */
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
        Segments segments = (Segments) segment(text("a".repeat(200)), reference, 255);

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
        Segments ucs2 = (Segments) segment(new Content.Text("plain", TextEncoding.UCS2), 1, 1);
        Segments gsm = (Segments) segment(new Content.Text("plain", TextEncoding.GSM7), 1, 1);

        assertThat(ucs2.segments()).extracting(Segment::dataCoding).containsExactly(8);
        assertThat(gsm.segments()).extracting(Segment::dataCoding).containsExactly(0);
    }

    @Test
    void aCharacterOutsideTheDemandedAlphabetIsNamedWithItsPositionAndNotTheText() {
        assertThat(segment(new Content.Text("ab😀ç", TextEncoding.GSM7), 1, 1))
                .isEqualTo(new Unencodable("U+1F600 at position 3 is not in the GSM 03.38 alphabet"));
        assertThat(segment(new Content.Text("€{ç", TextEncoding.GSM7), 1, 1))
                .isEqualTo(new Unencodable("U+00E7 at position 3 is not in the GSM 03.38 alphabet"));
    }

    @ParameterizedTest
    @EnumSource(TextEncoding.class)
    void aLoneSurrogateIsUnencodable(TextEncoding encoding) {
        assertThat(segment(new Content.Text("a\uD83D", encoding), 1, 1))
                .isEqualTo(new Unencodable("U+D83D at position 2 is half of a surrogate pair"));
        assertThat(segment(new Content.Text("\uDE00\uD83D", encoding), 1, 1))
                .isEqualTo(new Unencodable("U+DE00 at position 1 is half of a surrogate pair"));
    }

    @Test
    void moreSegmentsThanAllowedAreCountedNotSent() {
        assertThat(segment(text("a".repeat(460)), 1, 3)).isEqualTo(new TooLong(4, 3));
        assertThat(segment(text("a".repeat(459)), 1, 3)).isInstanceOf(Segments.class);
    }

    @Test
    void moreSegmentsThanAHeaderCanCountAreTooLongWhateverIsAllowed() {
        assertThat(segment(text("a".repeat(153 * 255)), 1, 1000)).isInstanceOf(Segments.class);
        assertThat(segment(text("a".repeat(153 * 255 + 1)), 1, 1000)).isEqualTo(new TooLong(256, 255));
    }

    @ParameterizedTest
    @CsvSource({
        "UDH16, 160, 1, 160, 70",
        "UDH16, 161, 2, 152, 66",
        "SAR, 160, 1, 160, 70",
        "SAR, 161, 2, 160, 70",
    })
    void aPartHoldsWhatItsJointLeaves(LongMessages mode, int septets, int count, int inPart, int unitsInPart) {
        TextSettings settings = new TextSettings(mode, false, List.of(), false);

        List<Segment> gsm = segments("a".repeat(septets), settings);
        List<Segment> ucs2 = segments("я".repeat(count == 1 ? 70 : 71), settings);

        assertThat(gsm).hasSize(count);
        assertThat(Phone.read(gsm, settings, 0xFE).get(0)).hasSize(inPart);
        assertThat(ucs2).hasSize(count);
        assertThat(Phone.read(ucs2, settings, 0xFE).get(0)).hasSize(unitsInPart);
    }

    @Test
    void aSixteenBitReferenceIsInTheHeader() {
        TextSettings settings = new TextSettings(LongMessages.UDH16, false, List.of(), false);

        Segments segments = (Segments) new Segmenter(settings).segment(text("a".repeat(200)), 0xBEEF, 255);

        assertThat(segments.segments())
                .extracting(segment -> HexFormat.of().formatHex(segment.shortMessage(), 0, 7))
                .containsExactly("060804beef0201", "060804beef0202");
    }

    @Test
    void aPayloadHoldsAllOfALongTextAndIsOneSegment() {
        TextSettings settings = new TextSettings(LongMessages.PAYLOAD, false, List.of(), false);
        Segmenter segmenter = new Segmenter(settings);

        assertThat(segments("a".repeat(160), settings)).singleElement().satisfies(segment -> {
            assertThat(segment.shortMessage()).hasSize(160);
            assertThat(segment.tlvs()).isEmpty();
        });
        assertThat(segments("a".repeat(65_535), settings)).singleElement().satisfies(segment -> {
            assertThat(segment.shortMessage()).isEmpty();
            assertThat(segment.esmClass()).isZero();
            assertThat(segment.tlvs()).singleElement().satisfies(tlv -> {
                assertThat(tlv.tag()).isEqualTo(0x0424);
                assertThat(tlv.value()).hasSize(65_535);
            });
        });
        assertThat(segmenter.segment(text("a".repeat(65_536)), 1, 255)).isEqualTo(new TooLong(2, 1));
    }

    @Test
    void packedTextFillsTheOctets() {
        TextSettings settings = new TextSettings(LongMessages.UDH, true, List.of(), false);

        assertThat(segments("a".repeat(160), settings))
                .singleElement()
                .satisfies(segment -> assertThat(segment.shortMessage()).hasSize(140));
        assertThat(segments("a".repeat(161), settings).get(0).shortMessage()).hasSize(140);
    }

    @Test
    void aShiftTableIsNamedInTheHeaderOfEveryPart() {
        TextSettings settings = national(NationalLanguage.TURKISH);

        assertThat(segments("ş".repeat(78), settings)).singleElement().satisfies(segment -> {
            assertThat(segment.dataCoding()).isZero();
            assertThat(segment.esmClass()).isEqualTo(0x40);
            assertThat(HexFormat.of().formatHex(segment.shortMessage(), 0, 5)).isEqualTo("032501011d");
        });
        assertThat(segments("ş".repeat(156), settings))
                .hasSize(2)
                .extracting(segment -> HexFormat.of().formatHex(segment.shortMessage(), 0, 9))
                .containsExactly("080003fe0201250101", "080003fe0202250101");
    }

    @ParameterizedTest
    @CsvSource({
        "155, GSM 03.38 with Turkish locking shift, 1",
        "156, GSM 03.38 with Turkish locking shift, 2",
        "70, UCS-2, 1",
    })
    void theCodingWithTheFewestSegmentsIsTaken(int letters, String coding, int count) {
        Segments segments =
                (Segments) new Segmenter(national(NationalLanguage.TURKISH)).segment(text("ş".repeat(letters)), 1, 255);

        assertThat(segments.coding()).isEqualTo(coding);
        assertThat(segments.segments()).hasSize(count);
    }

    @Test
    void amongEqualsPlainGsmIsTaken() {
        Segmenter segmenter = new Segmenter(national(NationalLanguage.PORTUGUESE));

        assertThat(((Segments) segmenter.segment(text("€".repeat(80)), 1, 255)).coding())
                .isEqualTo("GSM 03.38");
        assertThat(((Segments) segmenter.segment(text("€".repeat(81)), 1, 255)).coding())
                .isEqualTo("GSM 03.38 with Portuguese locking shift");
    }

    @Test
    void gsm7MayUseAnAllowedTable() {
        Segmenter segmenter = new Segmenter(national(NationalLanguage.TURKISH));

        assertThat(((Segments) segmenter.segment(new Content.Text("ş", TextEncoding.GSM7), 1, 1)).coding())
                .startsWith("GSM 03.38 with Turkish");
        assertThat(segmenter.segment(new Content.Text("şж", TextEncoding.GSM7), 1, 1))
                .isInstanceOf(Unencodable.class);
    }

    @Test
    void aPayloadThatTheProviderCutsNeedsNoNationalTable() {
        TextSettings settings = new TextSettings(LongMessages.PAYLOAD, false, List.of(NationalLanguage.TURKISH), false);
        Segmenter segmenter = new Segmenter(settings);

        assertThat(((Segments) segmenter.segment(text("ş".repeat(100)), 1, 255)).coding())
                .isEqualTo("GSM 03.38 with Turkish locking shift");
        assertThat(((Segments) segmenter.segment(text("ş".repeat(200)), 1, 255)).coding())
                .isEqualTo("UCS-2");
    }

    @Test
    void aClusterLongerThanASegmentIsCut() {
        String cluster = "e" + "\u0301".repeat(200);

        List<Segment> segments = segments(cluster, TextSettings.DEFAULT);

        assertThat(Phone.joined(Phone.read(segments, TextSettings.DEFAULT, 0xFE)))
                .isEqualTo(cluster);
        assertThat(segments).hasSize(3);
    }

    private static TextSettings national(NationalLanguage language) {
        return new TextSettings(LongMessages.UDH, false, List.of(language), false);
    }

    private static List<Segment> segments(String text, TextSettings settings) {
        return ((Segments) new Segmenter(settings).segment(text(text), 0xFE, 255)).segments();
    }

    private static byte[] userData(Segment segment) {
        byte[] message = segment.shortMessage();
        return segment.total() == 1 ? message : Arrays.copyOfRange(message, HEADER_OCTETS, message.length);
    }

    private static List<Segment> segments(String text) {
        return ((Segments) segment(text(text), 0xFE, 255)).segments();
    }

    private static Content text(String text) {
        return new Content.Text(text, TextEncoding.AUTO);
    }

    private static Segmentation segment(Content content, int reference, int maxSegments) {
        return new Segmenter(TextSettings.DEFAULT).segment(content, reference, maxSegments);
    }
}
