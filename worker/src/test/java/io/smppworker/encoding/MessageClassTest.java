package io.smppworker.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.encoding.Segmentation.Segments;
import io.smppworker.encoding.Segmentation.Unencodable;
import io.smppworker.message.Content;
import io.smppworker.message.DefaultAlphabet;
import io.smppworker.message.LongMessages;
import io.smppworker.message.Segment;
import io.smppworker.message.TextEncoding;
import io.smppworker.message.TextSettings;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** data_coding with a message class (3GPP TS 23.038 §4, SMPP 3.4 §5.2.19), and the text in the alphabet that it names. */
class MessageClassTest {
    @ParameterizedTest
    @CsvSource({
        "AUTO, Hi €, 0, 0xF0, 486920 1b65",
        "AUTO, Hi, 1, 0xF1, 4869",
        "AUTO, Hi, 2, 0xF2, 4869",
        "GSM7, Hi, 3, 0xF3, 4869",
        "AUTO, Ж, 0, 0x18, 0416",
        "AUTO, Ж, 1, 0x19, 0416",
        "UCS2, Hi, 2, 0x1A, 00480069",
        "UCS2, Hi, 3, 0x1B, 00480069",
    })
    void aTextOfAClassSaysItWithItsAlphabet(
            TextEncoding encoding, String text, int messageClass, String dataCoding, String hex) {
        Segments result = segments(new Content.Text(text, encoding, messageClass), TextSettings.DEFAULT);

        Segment only = result.segments().get(0);
        assertThat(only.dataCoding()).isEqualTo(Integer.decode(dataCoding));
        assertThat(only.shortMessage()).isEqualTo(HexFormat.of().parseHex(hex.replace(" ", "")));
        assertThat(TextDecoder.decode(only.dataCoding(), 0, only.shortMessage(), TextSettings.DEFAULT))
                .isEqualTo(new UserData.Text(text, null));
    }

    /** 1111 00xx is GSM 03.38 by name, whatever the provider means by 0. */
    @ParameterizedTest
    @EnumSource(DefaultAlphabet.class)
    void whatTheDefaultAlphabetIsDoesNotMatterToIt(DefaultAlphabet alphabet) {
        TextSettings settings = TextSettings.DEFAULT.withDefaultAlphabet(alphabet);

        Segments gsm = segments(new Content.Text("ü@", TextEncoding.AUTO, 0), settings);
        Segments ucs2 = segments(new Content.Text("ç@", TextEncoding.AUTO, 0), settings);

        assertThat(gsm.coding()).isEqualTo("GSM 03.38");
        assertThat(gsm.segments().get(0).dataCoding()).isEqualTo(0xF0);
        assertThat(gsm.segments().get(0).shortMessage()).containsExactly(0x7E, 0x00);
        assertThat(ucs2.segments().get(0).dataCoding()).isEqualTo(0x18);
    }

    @ParameterizedTest
    @EnumSource(LongMessages.class)
    void everySegmentOfALongTextIsOfTheClass(LongMessages joint) {
        TextSettings settings = new TextSettings(joint, false, List.of(), false);

        Segments result = segments(new Content.Text("a".repeat(400), TextEncoding.AUTO, 0), settings);

        assertThat(result.segments()).hasSize(joint == LongMessages.PAYLOAD ? 1 : 3);
        assertThat(result.segments()).extracting(Segment::dataCoding).containsOnly(0xF0);
    }

    @ParameterizedTest
    @CsvSource({
        "4, 0, 0xF4", // octets
        "2, 1, 0xF5",
        "0, 0, 0xF0",
        "8, 0, 0x18",
        "0x10, 2, 0x12", // has a class already
        "0x16, 1, 0x15",
        "0x04, 3, 0xF7",
        "0x20, 0, 0x30", // compressed
        "0x48, 1, 0x59", // automatic deletion
        "0xF0, 3, 0xF3",
        "0xF5, 0, 0xF4",
    })
    void binaryKeepsItsAlphabetAndGetsTheClass(String given, int messageClass, String dataCoding) {
        Content.Binary content = new Content.Binary(new byte[] {1, 2}, Integer.decode(given), 0, messageClass);

        assertThat(segments(content, TextSettings.DEFAULT).segments().get(0).dataCoding())
                .isEqualTo(Integer.decode(dataCoding));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "3", "5", "6", "7", "9", "0x0F", "0x80", "0xC0", "0xD8", "0xE0"})
    void whatCannotHaveAClassIsRefused(String given) {
        int dataCoding = Integer.decode(given);

        assertThat(new Segmenter(TextSettings.DEFAULT)
                        .segment(new Content.Binary(new byte[] {1}, dataCoding, 0, 0), 1, 255))
                .isEqualTo(new Unencodable(
                        "data_coding %d cannot be said together with a message class".formatted(dataCoding)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 8, 0x18, 0xC8, 0xF5})
    void withoutAClassTheDataCodingIsTheRequestsOwn(int dataCoding) {
        Content.Binary content = new Content.Binary(new byte[] {1}, dataCoding, 0);

        assertThat(segments(content, TextSettings.DEFAULT).segments().get(0).dataCoding())
                .isEqualTo(dataCoding);
    }

    private static Segments segments(Content content, TextSettings settings) {
        return (Segments) new Segmenter(settings).segment(content, 1, 255);
    }
}
