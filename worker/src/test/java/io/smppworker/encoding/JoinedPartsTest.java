package io.smppworker.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.message.Content;
import io.smppworker.message.LongMessages;
import io.smppworker.message.ReceivedPart;
import io.smppworker.message.Segment;
import io.smppworker.message.TextEncoding;
import io.smppworker.message.TextSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JoinedPartsTest {
    private static final int UDHI = 0x40;

    @ParameterizedTest
    @CsvSource({
        "0, 411b, 6542, A€B",
        "0, 1b, 1b, ' '", // an escaped escape
        "8, 0041d83d, de000042, A😀B",
        "8, 004100, 42, AB", // an odd cut
        "3, e9, 41, éA",
    })
    void aCutCharacterIsWholeAgain(int dataCoding, String first, String second, String text) {
        assertThat(JoinedParts.decode(dataCoding, List.of(part(1, first), part(2, second)), 2, TextSettings.DEFAULT))
                .isEqualTo(new UserData.Text(text, null));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 2, 411b, A", // behind it the septet is missing
        "0, 1, 6542, eB", // before it the escape is, which nobody can know
        "8, 2, 0041d83d, A",
        "8, 1, de000042, B",
        "8, 2, 004100, A",
    })
    void halfACharacterAtAGapIsLeftOut(int dataCoding, int missing, String came, String text) {
        ReceivedPart only = part(3 - missing, came);
        assertThat(JoinedParts.decode(dataCoding, List.of(only), 2, TextSettings.DEFAULT))
                .isEqualTo(new UserData.Text(text, null));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 41, ff, 41ff", // no septet
        "0, 41, 421b, 41421b", // an escape at the very end
        "8, 0041, d83d, 0041d83d",
        "4, 00, ff, 00ff",
    })
    void octetsThatAreNoTextStayAllOctets(int dataCoding, String first, String second, String hex) {
        UserData data =
                JoinedParts.decode(dataCoding, List.of(part(1, first), part(2, second)), 2, TextSettings.DEFAULT);
        assertThat(((UserData.Binary) data).octets()).isEqualTo(HexFormat.of().parseHex(hex));
    }

    /** Parts in hexadecimal; one that is missing is a hyphen. */
    @ParameterizedTest
    @CsvSource({
        "8, fffe4800 - 6f00, Ho", // it is for what comes behind the gap
        "8, fffe48003dd8 - 00de6f00, Ho", // halves of a surrogate pair at the gap
        "8, fffe3dd8 00de6f00, 😀o", // and beside one another
        "8, fffe4800 - d83d, H㷘", // in the order of the mark it is no surrogate
        "8, 0048 feff0069, Hi",
        "8, 0048 fffe6900, Hi",
        "8, 0048 fffe6900 2100, Hi!",
        "8, 0048 - fffe6900, Hi",
        "8, d83d feffde00, 😀", // of the same order: one text
        "8, fffe4800 feff0069 2100, Hi!", // of another: for that part only
        "8, fffe4800 fffe6900 2100, Hi!",
        "8, fffe48 00, H", // an odd cut
        "8, efbbbf48c3 a9 - 69, Héi",
        "8, efbbbf48e2 - ac69, Hi",
        "0, 48 fffe6900, Hi",
        "3, e9 efbbbfc3a9, éé",
        "3, fffe4800 e9, Hé", // what the mark does not fit is read by itself
        "8, efbbbfbc d83d de00, 뾼😀", // no mark: no UTF-8 behind it
    })
    void aByteOrderMarkIsForThePartsBehindItAndNoCharacter(int dataCoding, String hexes, String text) {
        String[] octets = hexes.split(" ", -1);
        List<ReceivedPart> parts = new ArrayList<>();
        for (int i = 0; i < octets.length; i++) {
            if (!octets[i].equals("-")) {
                parts.add(part(i + 1, octets[i]));
            }
        }
        assertThat(JoinedParts.decode(dataCoding, parts, octets.length, TextSettings.DEFAULT))
                .isEqualTo(new UserData.Text(text, null));
    }

    @Test
    void packedSeptetsHaveNoByteOrderMark() {
        TextSettings packed = new TextSettings(LongMessages.UDH, true, List.of(), false);
        List<ReceivedPart> parts = List.of(part(1, "fffe4800"), part(2, "fffe6900"));
        StringBuilder each = new StringBuilder();
        for (ReceivedPart part : parts) {
            each.append(((UserData.Text) TextDecoder.decode(0, UDHI, part.body(), packed)).text());
        }
        assertThat(JoinedParts.decode(0, parts, 2, packed)).isEqualTo(new UserData.Text(each.toString(), null));
    }

    @Test
    void aPartWithoutAHeaderIsAllText() {
        ReceivedPart first = new ReceivedPart(1, 0, new byte[] {'A', 0x1B});
        ReceivedPart second = new ReceivedPart(2, 0, new byte[] {0x65});
        assertThat(JoinedParts.decode(0, List.of(first, second), 2, TextSettings.DEFAULT))
                .isEqualTo(new UserData.Text("A€", null));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whateverIsCutWhereverIsReadAsItWasWritten(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            String text = round % 2 == 0 ? Texts.gsm(random, 80) : Texts.unicode(random, 30);
            Segmentation whole =
                    new Segmenter(TextSettings.DEFAULT).segment(new Content.Text(text, TextEncoding.AUTO), 1, 1);
            if (whole instanceof Segmentation.Segments segments) {
                Segment segment = segments.segments().get(0);
                assertThat(JoinedParts.decode(
                                segment.dataCoding(), cut(segment.shortMessage(), random), 5, TextSettings.DEFAULT))
                        .isEqualTo(new UserData.Text(text, null));
            }
        }
    }

    /** Into five parts, at any octets. */
    private static List<ReceivedPart> cut(byte[] octets, Random random) {
        int[] cuts = random.ints(4, 0, octets.length + 1).sorted().toArray();
        List<ReceivedPart> parts = new ArrayList<>();
        int from = 0;
        for (int index = 1; index <= 5; index++) {
            int to = index == 5 ? octets.length : cuts[index - 1];
            parts.add(part(index, HexFormat.of().formatHex(Arrays.copyOfRange(octets, from, to))));
            from = to;
        }
        return parts;
    }

    private static ReceivedPart part(int index, String hex) {
        return new ReceivedPart(index, UDHI, HexFormat.of().parseHex("05000309020" + index + hex));
    }
}
