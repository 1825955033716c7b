package io.smppworker.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudhopper.commons.charset.CharsetUtil;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class Gsm0338Test {
    /** 3GPP TS 23.038 §6.2.1, septets 0x00 to 0x7F in order, as code points; the escape at 0x1B is 0. */
    private static final int[] BASIC = codePoints("""
            0040 00A3 0024 00A5 00E8 00E9 00F9 00EC 00F2 00C7 000A 00D8 00F8 000D 00C5 00E5
            0394 005F 03A6 0393 039B 03A9 03A0 03A8 03A3 0398 039E 0000 00C6 00E6 00DF 00C9
            0020 0021 0022 0023 00A4 0025 0026 0027 0028 0029 002A 002B 002C 002D 002E 002F
            0030 0031 0032 0033 0034 0035 0036 0037 0038 0039 003A 003B 003C 003D 003E 003F
            00A1 0041 0042 0043 0044 0045 0046 0047 0048 0049 004A 004B 004C 004D 004E 004F
            0050 0051 0052 0053 0054 0055 0056 0057 0058 0059 005A 00C4 00D6 00D1 00DC 00A7
            00BF 0061 0062 0063 0064 0065 0066 0067 0068 0069 006A 006B 006C 006D 006E 006F
            0070 0071 0072 0073 0074 0075 0076 0077 0078 0079 007A 00E4 00F6 00F1 00FC 00E0
            """);

    /** 3GPP TS 23.038 §6.2.1.1: septet after the escape, code point. */
    private static final Map<Integer, Integer> EXTENSION = Map.of(
            0x0A, 0x000C, 0x14, 0x005E, 0x28, 0x007B, 0x29, 0x007D, 0x2F, 0x005C, 0x3C, 0x005B, 0x3D, 0x007E, 0x3E,
            0x005D, 0x40, 0x007C, 0x65, 0x20AC);

    private static final int ESCAPE = 0x1B;

    @Test
    void everyCharacterOfBothTablesHasItsSeptetsAndNoOtherCharacterHasAny() {
        Map<Integer, byte[]> expected = new HashMap<>();
        for (int septet = 0; septet < BASIC.length; septet++) {
            if (septet != ESCAPE) {
                expected.put(BASIC[septet], new byte[] {(byte) septet});
            }
        }
        EXTENSION.forEach((septet, codePoint) -> expected.put(codePoint, new byte[] {ESCAPE, septet.byteValue()}));
        assertThat(expected).hasSize(137);

        for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
            String character = Character.toString(codePoint);
            byte[] octets = expected.get(codePoint);
            if (octets == null) {
                assertThat(width(codePoint)).as("U+%04X", codePoint).isZero();
            } else {
                assertThat(SeptetCode.DEFAULT.encode(character))
                        .as("U+%04X", codePoint)
                        .isEqualTo(octets);
                assertThat(width(codePoint)).isEqualTo(octets.length);
                assertThat(SeptetCode.DEFAULT.decode(octets))
                        .as("U+%04X", codePoint)
                        .isEqualTo(character);
            }
        }
    }

    @Test
    void anEscapedSeptetTheExtensionTableLacksIsReadFromTheDefaultTable() {
        for (int septet = 0; septet < 0x80; septet++) {
            int codePoint = EXTENSION.getOrDefault(septet, BASIC[septet]);
            assertThat(SeptetCode.DEFAULT.decode(new byte[] {ESCAPE, (byte) septet}))
                    .as("0x%02X", septet)
                    .isEqualTo(septet == ESCAPE ? " " : Character.toString(codePoint));
        }
    }

    @Test
    void whatIsNoSeptetOrNoEscapeSequenceIsShownAndNotFatal() {
        assertThat(SeptetCode.DEFAULT.decode(new byte[] {0x41, (byte) 0x80, (byte) 0xFF, 0x42}))
                .isEqualTo("A\uFFFD\uFFFDB");
        assertThat(SeptetCode.DEFAULT.decode(new byte[] {0x41, ESCAPE})).isEqualTo("A ");
        assertThat(SeptetCode.DEFAULT.decode(new byte[] {ESCAPE, (byte) 0xE5})).isEqualTo(" \uFFFD");
        assertThat(SeptetCode.DEFAULT.decode(new byte[0])).isEmpty();
    }

    @Test
    void cloudhopperAgreesOnTexts() {
        Random random = new Random(38);
        for (int round = 0; round < 500; round++) {
            String text = Texts.gsm(random, random.nextInt(200));
            byte[] octets = SeptetCode.DEFAULT.encode(text);

            assertThat(octets).isEqualTo(CharsetUtil.encode(text, CharsetUtil.CHARSET_GSM));
            assertThat(SeptetCode.DEFAULT.decode(octets))
                    .isEqualTo(CharsetUtil.decode(octets, CharsetUtil.CHARSET_GSM));
        }
    }

    private static int width(int codePoint) {
        return new GsmAlphabet(null, null, false).width(codePoint);
    }

    private static int[] codePoints(String hex) {
        return hex.strip()
                .lines()
                .flatMap(row -> Stream.of(row.split(" ")))
                .mapToInt(codePoint -> Integer.parseInt(codePoint, 16))
                .toArray();
    }
}
