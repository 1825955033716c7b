package io.smppworker.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.message.Content;
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
