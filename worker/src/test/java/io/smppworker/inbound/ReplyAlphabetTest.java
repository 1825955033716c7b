package io.smppworker.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.inbound.Delivery.Mo;
import io.smppworker.message.DefaultAlphabet;
import io.smppworker.message.TextSettings;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A reply under data_coding 0 is in the provider's default alphabet; octets that are not stay octets. */
class ReplyAlphabetTest {
    @ParameterizedTest
    @CsvSource({
        "LATIN1, 0, 0, 4dfc6c6c6572, Müller",
        "UTF8, 0, 0, 4dc3bc6c6c6572, Müller",
        "ASCII, 0, 0, 405f7b7d, @_{}",
        "GSM0338, 0, 0, 4d7e6c6c6572, Müller",
        "LATIN1, 0, 0x40, 060504c0de00014dfc6c6c6572, Müller", // behind ports
        "LATIN1, 0xF0, 0, 4d7e6c6c6572, Müller", // which says GSM 03.38
        "UTF8, 0, 0, efbbbf4dc3bc6c6c6572, Müller", // behind a byte order mark
        "LATIN1, 0, 0, fffe4d00fc00, Mü",
        "GSM0338, 0, 0, 4dfc6c6c6572,",
        "UTF8, 0, 0, 4dfc6c6c6572,",
        "ASCII, 0, 0, 4dfc6c6c6572,",
    })
    void aReplyIsReadInTheProvidersAlphabet(
            DefaultAlphabet alphabet, String dataCoding, String esmClass, String hex, String text) {
        byte[] body = HexFormat.of().parseHex(hex);

        Mo mo = (Mo) new DeliveryReader(TextSettings.DEFAULT.withDefaultAlphabet(alphabet), ReceiptRules.STANDARD)
                .read(DeliverSms.pdu(Integer.decode(esmClass), Integer.decode(dataCoding), body))
                .reading();

        assertThat(mo.text()).isEqualTo(text);
        assertThat(mo.binary()).isEqualTo(text == null ? body : null);
    }
}
