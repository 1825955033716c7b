package io.smppworker.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.encoding.UserDataHeader.Concatenation;
import io.smppworker.encoding.UserDataHeader.Ports;
import io.smppworker.message.LongMessages;
import io.smppworker.message.TextSettings;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextDecoderTest {
    private static final int UDHI = 0x40;
    private static final TextSettings PACKED = new TextSettings(LongMessages.UDH, true, List.of(), false);

    @ParameterizedTest
    @CsvSource({
        "0x00, 0041, @A",
        "0x00, 411b6542, A€B",
        "0x01, 4041, @A",
        "0x03, 40e9, @é",
        "0x06, 41d0, Aа",
        "0x08, 00410451, Aё",
        "0x08, d83dde00, 😀",
        "0x10, 00, @",
        "0x11, 00, @",
        "0x18, 0451, ё",
        "0x40, 00, @",
        "0x58, 0451, ё",
        "0x0C, 00, ",
        "0x80, 00, @",
        "0xC0, 00, @",
        "0xD8, 00, @",
        "0xE0, 0451, ё",
        "0xF0, 00, @",
        "0xF3, 00, @",
        "0xF4, 00, ",
        "0x02, 41, ",
        "0x04, 41, ",
        "0x05, 41, ",
        "0x14, 41, ",
        "0x20, 41, ",
        "0x38, 41, ",
        "0x60, 41, ",
        // a byte order mark decides, and is no character
        "0x08, fffe41005104, Aё",
        "0x08, feff00410451, Aё",
        "0x08, fffe3dd800de, 😀",
        "0x08, fffe, ''",
        "0x08, 0041feff, A\uFEFF",
        "0x18, fffe5104, ё",
        "0x00, fffe5104, ё",
        "0x00, efbbbf41c3a9, Aé",
        "0x01, efbbbf41c3a9, Aé",
        "0x03, efbbbf41c3a9, Aé",
        "0x03, feff0451, ё",
        "0x04, fffe5104, ",
        "0x00, efbbbf41c3, ",
    })
    void dataCodingNamesTheCodingOrBinary(String dataCoding, String hex, String expected) {
        UserData data = decode(Integer.decode(dataCoding), 0, octets(hex));

        assertThat(data.header()).isNull();
        if (expected == null) {
            assertThat(((UserData.Binary) data).octets()).isEqualTo(octets(hex));
        } else {
            assertThat(((UserData.Text) data).text()).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 41e9", // no septet
        "0, 411b", // escape without its septet
        "1, e9",
        "8, 004100", // half a unit
        "8, 0041d83d", // half a surrogate pair
    })
    void octetsThatAreNotOfTheirCodingStayOctets(int dataCoding, String hex) {
        UserData data = decode(dataCoding, 0, octets(hex));

        assertThat(((UserData.Binary) data).octets()).isEqualTo(octets(hex));
    }

    @ParameterizedTest
    @CsvSource({
        "050003fe0302, 254, 8, 3, 2", // 8-bit reference
        "06080412340201, 4660, 16, 2, 1", // 16-bit reference
        "08240101 0003fe0302, 254, 8, 3, 2", // after an element of no interest
        "0b0003010201 0804123403 02, 4660, 16, 3, 2", // both: the last counts
        "0b0003010201 0003050302 00, , , , ", // one octet over: malformed
        "050003fe0300, , , , ", // index 0
        "050003fe0304, , , , ", // index beyond total
        "0a0003fe03020003fe0000, 254, 8, 3, 2", // a senseless second one is passed over
        "0400020102, , , , ", // wrong length
    })
    void theConcatenationIsReadFromTheHeader(
            String hex, Integer reference, Integer bits, Integer total, Integer index) {
        byte[] body = octets(hex.replace(" ", "") + "41");

        UserData data = decode(0, UDHI, body);

        Concatenation expected = reference == null ? null : new Concatenation(reference, bits, total, index);
        assertThat(data.header() == null ? null : data.header().concatenation()).isEqualTo(expected);
    }

    @Test
    void theTextBeginsAfterTheHeader() {
        UserData data = decode(0, UDHI, octets("050003fe0302" + "4142"));

        assertThat(data)
                .isEqualTo(new UserData.Text(
                        "AB", new UserDataHeader(6, new Concatenation(254, 8, 3, 2), null, null, null)));
    }

    @Test
    void portsAndUnknownElementsAreReadWithoutConfusion() {
        UserData wide = decode(4, UDHI, octets("0b" + "05040b8423f0" + "0003010201" + "cafe"));
        UserData narrow = decode(0, UDHI, octets("08" + "0402e2f0" + "70020102" + "41"));

        assertThat(wide.header())
                .isEqualTo(
                        new UserDataHeader(12, new Concatenation(1, 8, 2, 1), new Ports(0x0B84, 0x23F0), null, null));
        assertThat(((UserData.Binary) wide).octets()).isEqualTo(octets("cafe"));
        assertThat(narrow)
                .isEqualTo(new UserData.Text("A", new UserDataHeader(9, null, new Ports(0xE2, 0xF0), null, null)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // announced but absent
                "05", // shorter than it says
                "ff0003fe0302414243",
                "050004fe030241", // element longer than the header
                "020003fe0302", // element cut by the header's end
                "0100", // an element without length
            })
    void aMalformedHeaderMakesTheWholeBodyBinary(String hex) {
        UserData data = decode(0, UDHI, octets(hex));

        assertThat(data.header()).isNull();
        assertThat(((UserData.Binary) data).octets()).isEqualTo(octets(hex));
    }

    @Test
    void withoutTheIndicatorNothingIsAHeader() {
        assertThat(decode(3, 0, octets("050003fe030241"))).isEqualTo(new UserData.Text("\5\0\3þ\3\2A", null));
    }

    @ParameterizedTest
    @CsvSource({
        "03 240101, 1b67 1b49, ğİ", // Turkish single shift
        "03 250101, 0c 1b40 1b28, ğ|{", // Turkish locking shift, default extension table
        "06 250103 240103, 05 1b05 18, éê€", // Portuguese, both
        "08 0003fe0101 250106, 04, आ", // Hindi, beside a place
        "03 250102, 09, Ç", // Spanish has no locking shift table: the default alphabet
        "03 24010e, 1b65, €", // reserved: passed over
        "03 240100, 1b65, €",
        "04 25020101, 0c, ø", // wrong length: passed over
    })
    void theShiftTablesThatTheHeaderNamesAreUsed(String header, String septets, String text) {
        UserData data = decode(0, UDHI, octets((header + septets).replace(" ", "")));

        assertThat(((UserData.Text) data).text()).isEqualTo(text);
    }

    @Test
    void aSeptetThatIsNotInTheNamedTableStaysAnOctet() {
        UserData data = decode(0, UDHI, octets("0325010b" + "00"));

        assertThat(((UserData.Binary) data).octets()).containsExactly(0);
    }

    @Test
    void packedTextIsUnpackedAfterTheHeader() {
        assertThat(TextDecoder.decode(0, 0, octets("e8329bfd4697d9ec37"), PACKED))
                .isEqualTo(new UserData.Text("hellohello", null));
        assertThat(((UserData.Text) TextDecoder.decode(0, UDHI, octets("050003fe0302" + "82"), PACKED)).text())
                .isEqualTo("A");
        assertThat(TextDecoder.decode(8, 0, octets("0041"), PACKED)).isEqualTo(new UserData.Text("A", null));
    }

    @Test
    void anEmptyBodyIsEmptyText() {
        assertThat(decode(0, 0, new byte[0])).isEqualTo(new UserData.Text("", null));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void noOctetsMakeItThrowAndNoneAreLost(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            byte[] body = new byte[random.nextInt(20)];
            random.nextBytes(body);
            if (body.length > 0 && random.nextBoolean()) {
                body[0] = (byte) random.nextInt(12); // a plausible header length
            }
            int dataCoding = random.nextInt(256);
            int esmClass = random.nextInt(256);

            UserData data = decode(dataCoding, esmClass, body);
            TextDecoder.decode(dataCoding, esmClass, body, PACKED);

            UserDataHeader header = data.header();
            int headerOctets = header == null ? 0 : header.octets();
            if (data instanceof UserData.Binary binary) {
                assertThat(binary.octets()).hasSize(body.length - headerOctets);
            } else {
                String text = ((UserData.Text) data).text();
                assertThat(text).hasSizeLessThanOrEqualTo(body.length - headerOctets);
                if (!HexFormat.of().formatHex(body).contains("fffd")) {
                    assertThat(text).doesNotContain("\uFFFD");
                }
            }
        }
    }

    private static byte[] octets(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static UserData decode(int dataCoding, int esmClass, byte[] body) {
        return TextDecoder.decode(dataCoding, esmClass, body, TextSettings.DEFAULT);
    }
}
