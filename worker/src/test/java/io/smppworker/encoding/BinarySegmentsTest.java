package io.smppworker.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.encoding.Segmentation.Segments;
import io.smppworker.encoding.Segmentation.TooLong;
import io.smppworker.encoding.Segmentation.Unencodable;
import io.smppworker.encoding.UserDataHeader.Concatenation;
import io.smppworker.encoding.UserDataHeader.Ports;
import io.smppworker.message.Content;
import io.smppworker.message.LongMessages;
import io.smppworker.message.Segment;
import io.smppworker.message.TextSettings;
import io.smppworker.message.Tlv;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BinarySegmentsTest {
    private static final int OCTETS = 4;
    private static final int FOR_APPLICATION = 0x43;
    /** Ports 2948 and 9200 (WAP push). */
    private static final byte[] PORTS = HexFormat.of().parseHex("0605040b8423f0");

    private static Segmentation cut(LongMessages joint, int dataCoding, int esmClass, byte[] octets, int most) {
        return new Segmenter(new TextSettings(joint, false, List.of(), false))
                .segment(new Content.Binary(octets, dataCoding, esmClass), 0x1234, most);
    }

    private static List<Segment> parts(LongMessages joint, int esmClass, byte[] octets) {
        return ((Segments) cut(joint, OCTETS, esmClass, octets, 255)).segments();
    }

    private static byte[] random(int length) {
        byte[] octets = new byte[length];
        new Random(length).nextBytes(octets);
        return octets;
    }

    private static byte[] behind(byte[] header, byte[] data) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(header);
        both.writeBytes(data);
        return both.toByteArray();
    }

    private static byte[] joined(List<Segment> parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        parts.forEach(part -> joined.writeBytes(((UserData.Binary) read(part)).octets()));
        return joined.toByteArray();
    }

    private static UserData read(Segment part) {
        return TextDecoder.decode(part.dataCoding(), part.esmClass(), part.shortMessage(), TextSettings.DEFAULT);
    }

    private static UserDataHeader header(Segment part) {
        return Objects.requireNonNull(read(part).header());
    }

    @Test
    void whatFitsIsOneSegmentAsItIs() {
        byte[] octets = random(140);
        assertThat(parts(LongMessages.UDH, 0x43, octets)).singleElement().satisfies(segment -> {
            assertThat(segment.shortMessage()).isEqualTo(octets);
            assertThat(segment.dataCoding()).isEqualTo(OCTETS);
            assertThat(segment.esmClass()).isEqualTo(0x43);
        });
    }

    @ParameterizedTest
    @CsvSource({"UDH, 141, 2, 134", "UDH, 268, 2, 134", "UDH, 269, 3, 134", "UDH16, 141, 2, 133", "SAR, 141, 2, 140"})
    void whatIsLongerIsCutWhereAPartIsFull(LongMessages joint, int length, int count, int inPart) {
        byte[] octets = random(length);
        List<Segment> parts = parts(joint, 0, octets);
        assertThat(parts).hasSize(count).allSatisfy(part -> {
            assertThat(part.shortMessage()).hasSizeLessThanOrEqualTo(140);
            assertThat(part.dataCoding()).isEqualTo(OCTETS);
            assertThat(part.total()).isEqualTo(count);
        });
        assertThat(((UserData.Binary) read(parts.get(0))).octets()).hasSize(inPart);
        assertThat(joined(parts)).isEqualTo(octets);
    }

    @Test
    void aPartSaysWhichItIs() {
        List<Segment> parts = parts(LongMessages.UDH, 0, random(200));
        assertThat(header(parts.get(1)).concatenation()).isEqualTo(new Concatenation(0x34, 8, 2, 2));

        List<Segment> bySar = parts(LongMessages.SAR, 0, random(200));
        assertThat(bySar.get(1).esmClass()).isZero();
        assertThat(bySar.get(1).tlvs()).extracting(Tlv::tag).contains(Tlv.SAR_SEGMENT_SEQNUM);
    }

    @ParameterizedTest
    @EnumSource(names = {"UDH", "UDH16", "SAR"})
    void everyPartIsForThePortsOfTheWhole(LongMessages joint) {
        byte[] data = random(300);
        List<Segment> parts = parts(joint, FOR_APPLICATION, behind(PORTS, data));
        assertThat(parts).hasSize(3).allSatisfy(part -> {
            assertThat(part.shortMessage()).hasSizeLessThanOrEqualTo(140);
            assertThat(part.esmClass()).isEqualTo(FOR_APPLICATION);
            assertThat(header(part).ports()).isEqualTo(new Ports(2948, 9200));
        });
        assertThat(joined(parts)).isEqualTo(data);
    }

    @Test
    void aHeaderOfNothingIsNotRepeated() {
        byte[] data = random(150);
        List<Segment> parts = parts(LongMessages.SAR, 0x40, behind(new byte[] {0}, data));
        assertThat(parts)
                .hasSize(2)
                .allSatisfy(part -> assertThat(part.esmClass()).isZero());
        assertThat(joined(parts)).isEqualTo(data);
    }

    @Test
    void aPayloadIsLeftToTheProvider() {
        byte[] octets = behind(PORTS, random(300));
        assertThat(parts(LongMessages.PAYLOAD, FOR_APPLICATION, octets))
                .singleElement()
                .satisfies(whole -> {
                    assertThat(whole.shortMessage()).isEmpty();
                    assertThat(whole.esmClass()).isEqualTo(FOR_APPLICATION);
                    assertThat(whole.tlvs())
                            .singleElement()
                            .satisfies(tlv -> assertThat(tlv.value()).isEqualTo(octets));
                });
        assertThat(cut(LongMessages.PAYLOAD, OCTETS, 0, random(65_536), 255)).isEqualTo(new TooLong(2, 1));
    }

    @Test
    void moreSegmentsThanAreAllowedAreTooLong() {
        assertThat(cut(LongMessages.UDH, OCTETS, 0, random(269), 2)).isEqualTo(new TooLong(3, 2));
        assertThat(cut(LongMessages.UDH, OCTETS, 0, random(255 * 134 + 1), 1000))
                .isEqualTo(new TooLong(256, 255));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 8, 0xF0, 0xE0})
    void charactersAreNotCut(int dataCoding) {
        assertThat(cut(LongMessages.UDH, dataCoding, 0, random(141), 255))
                .isEqualTo(new Unencodable("141 octets of binary content that cannot be cut, at most 140 fit"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0500037f0201", "ff", "8b" + "700100"})
    void whatIsAPartAlreadyOrHasNoRoomIsNotCut(String start) {
        byte[] octets = behind(HexFormat.of().parseHex(start), new byte[150]);
        assertThat(cut(LongMessages.UDH, OCTETS, 0x40, octets, 255)).isInstanceOf(Unencodable.class);
    }
}
