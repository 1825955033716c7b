package io.smppworker.inbound;

import static io.smppworker.inbound.DeliverSms.pdu;
import static io.smppworker.inbound.DeliverSms.tlv;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.inbound.Delivery.Dlr;
import io.smppworker.inbound.Delivery.Mo;
import io.smppworker.inbound.Delivery.Reading;
import io.smppworker.inbound.Delivery.Unparsed;
import io.smppworker.message.DeliverSm;
import io.smppworker.message.DeliveryState;
import io.smppworker.message.ReceiptEsmClass;
import io.smppworker.message.TextSettings;
import io.smppworker.message.Tlv;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A receipt is read whatever its octets are and wherever they stand; what is a receipt, and what its words mean. */
class ReceiptFormsTest {
    private static final Dlr DELIVERED =
            new Dlr("0123456789", DeliveryState.DELIVERED, "DELIVRD", "000", Instant.parse("2026-03-01T10:01:00Z"));
    private static final int[] DATA_CODINGS = {0, 1, 3, 4, 8, 0x18, 0xF1, 0xFF};

    private enum Form {
        ASCII {
            @Override
            byte[] of(String text) {
                return text.getBytes(ISO_8859_1);
            }
        },
        UTF_8_WITH_MARK {
            @Override
            byte[] of(String text) {
                return ("\uFEFF" + text).getBytes(UTF_8);
            }
        },
        UCS2 {
            @Override
            byte[] of(String text) {
                return text.getBytes(UTF_16BE);
            }
        },
        UCS2_WITH_MARK {
            @Override
            byte[] of(String text) {
                return ("\uFEFF" + text).getBytes(UTF_16BE);
            }
        },
        UCS2_REVERSED {
            @Override
            byte[] of(String text) {
                return text.getBytes(UTF_16LE);
            }
        },
        UCS2_REVERSED_WITH_MARK {
            @Override
            byte[] of(String text) {
                return ("\uFEFF" + text).getBytes(UTF_16LE);
            }
        },
        UCS2_AND_AN_OCTET {
            @Override
            byte[] of(String text) {
                return Arrays.copyOf(UCS2.of(text), 2 * text.length() + 1);
            }
        },
        UCS2_WITHOUT_ITS_FIRST_OCTET {
            @Override
            byte[] of(String text) {
                return Arrays.copyOfRange(UCS2.of(text), 1, 2 * text.length());
            }
        },
        PACKED {
            @Override
            byte[] of(String text) {
                return packed(text);
            }
        };

        abstract byte[] of(String text);
    }

    static Stream<Arguments> forms() {
        return Arrays.stream(Form.values())
                .flatMap(form -> Arrays.stream(DATA_CODINGS).mapToObj(coding -> Arguments.of(form, coding)));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void theFormIsReadOffTheOctets(Form form, int dataCoding) {
        byte[] body = form.of(DeliverSms.APPENDIX_B);
        assertThat(read(pdu(0x04, dataCoding, body))).isEqualTo(DELIVERED);
        assertThat(read(pdu(0x44, dataCoding, body)))
                .as("a header that is not there")
                .isEqualTo(DELIVERED);
        byte[] nothing = {};
        byte[] nul = {0};
        for (byte[] shortMessage : new byte[][] {nothing, nul}) {
            assertThat(read(pdu(0x04, dataCoding, shortMessage, new Tlv(Tlv.MESSAGE_PAYLOAD, body))))
                    .as("in message_payload")
                    .isEqualTo(DELIVERED);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Form.class, names = "PACKED", mode = EnumSource.Mode.EXCLUDE)
    void itIsReadBehindAHeader(Form form) {
        byte[] header = {5, 0, 3, 7, 2, 1};
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(header);
        body.writeBytes(form.of(DeliverSms.APPENDIX_B));
        assertThat(read(pdu(0x44, 8, body.toByteArray()))).isEqualTo(DELIVERED);
    }

    @Test
    void charactersThatTheDefaultAlphabetHasElsewhereAreReadInAnId() {
        assertThat(read(pdu(0x04, 0, "id:smsc\u0011\u001b<7\u001b> stat:DELIVRD".getBytes(ISO_8859_1))))
                .isEqualTo(new Dlr("smsc_[7]", DeliveryState.DELIVERED, "DELIVRD", null, null));
    }

    @ParameterizedTest
    @CsvSource({
        "FAILED, UNDELIVERABLE",
        "failed, UNDELIVERABLE",
        "FAIL, UNDELIVERABLE",
        "UNDELIVRD, UNDELIVERABLE",
        "NOT DELIVERED, UNDELIVERABLE",
        "SKIPPED, UNDELIVERABLE",
        "CANCELED, DELETED",
        "SCHEDULED, ENROUTE",
        "QUEUED, ENROUTE",
        "DELIVERED, DELIVERED",
        "VERFALLEN, OTHER",
        "2, OTHER",
    })
    void wordsOfOtherProviders(String word, DeliveryState state) {
        assertThat(read(DeliverSms.receipt("id:7 stat:" + word + " err:1")))
                .isEqualTo(new Dlr("7", state, word, "1", null));
    }

    @ParameterizedTest
    @CsvSource({
        "00, ENROUTE",
        "01, ENROUTE",
        "02, DELIVERED",
        "03, EXPIRED",
        "04, DELETED",
        "05, UNDELIVERABLE",
        "06, ACCEPTED",
        "07, UNKNOWN",
        "08, REJECTED",
        "09, UNDELIVERABLE",
        "0A, OTHER",
        "FF, OTHER",
        "0002, DELIVERED",
    })
    void messageStates(String hex, DeliveryState state) {
        assertThat(read(DeliverSms.receipt("id:7", tlv(0x0427, hex))))
                .isEqualTo(new Dlr("7", state, Integer.toString(Integer.parseInt(hex, 16)), null, null));
    }

    @ParameterizedTest
    @CsvSource({
        // message_state, word, state: what is known goes before what is not, and the parameter before the text
        "0A, DELIVRD, DELIVERED",
        "0A, UNDELIV, UNDELIVERABLE",
        "02, VERFALLEN, DELIVERED",
        "05, DELIVRD, UNDELIVERABLE",
        "02, UNDELIV, DELIVERED",
        "0A, VERFALLEN, OTHER",
        // zero is no state of SMPP 3.4, and UNKNOWN says that none is known
        "00, DELIVRD, DELIVERED",
        "07, EXPIRED, EXPIRED",
        "00, VERFALLEN, ENROUTE",
    })
    void stateAndWordAreWeighedByWhatIsKnown(String hex, String word, DeliveryState state) {
        assertThat(read(DeliverSms.receipt("id:7 stat:" + word, tlv(0x0427, hex))))
                .isEqualTo(new Dlr("7", state, word, null, null));
    }

    @ParameterizedTest
    @CsvSource({
        "VERFALLEN, 0A, EXPIRED",
        "verfallen, 05, EXPIRED",
        "NICHT ZUSTELLBAR, 0A, REJECTED",
        "DELIVRD, 0B, DELETED",
        "SEEN, 0B, DELETED",
    })
    void whatTheAccountSaysGoesBeforeWhatIsCommon(String word, String hex, DeliveryState state) {
        ReceiptRules rules = new ReceiptRules(
                ReceiptEsmClass.REQUIRED,
                Map.of(
                        "Verfallen", DeliveryState.EXPIRED,
                        "NICHT ZUSTELLBAR", DeliveryState.REJECTED,
                        "11", DeliveryState.DELETED));
        assertThat(new DeliveryReader(TextSettings.DEFAULT, rules)
                        .read(DeliverSms.receipt("id:7 stat:" + word, tlv(0x0427, hex)))
                        .reading())
                .isEqualTo(new Dlr("7", state, word, null, null));
    }

    @Test
    void anIdInAParameterThatIsNoneLeavesTheTexts() {
        assertThat(read(DeliverSms.receipt("id:7 stat:DELIVRD", tlv(0x001E, "00"))))
                .isEqualTo(new Dlr("7", DeliveryState.DELIVERED, "DELIVRD", null, null));
        assertThat(read(DeliverSms.receipt("id:7 stat:DELIVRD", tlv(0x001E, "FF01"))))
                .isEqualTo(new Dlr("7", DeliveryState.DELIVERED, "DELIVRD", null, null));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x03, 0x40, 0x80})
    void withoutEsmClassWhatIsUnmistakableIsAReceiptWhereThatIsAllowed(int esmClass) {
        for (Form form : Form.values()) {
            assertThat(optional(pdu(esmClass, 8, form.of(DeliverSms.APPENDIX_B))))
                    .isEqualTo(DELIVERED);
        }
        assertThat(optional(pdu(esmClass, 0, new byte[0], tlv(0x001E, "3700"), tlv(0x0427, "02"))))
                .isEqualTo(new Dlr("7", DeliveryState.DELIVERED, "2", null, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Help",
                "id:7",
                "stat:DELIVRD",
                "id:7 stat:VERFALLEN",
                "my id:7 text:stat:DELIVRD",
                "",
                "id: stat:"
            })
    void allElseStaysAReply(String text) {
        assertThat(optional(pdu(0, 0, text.getBytes(ISO_8859_1), tlv(0x001E, "3700"))))
                .isInstanceOf(Mo.class);
        assertThat(optional(pdu(0, 0, text.getBytes(ISO_8859_1), tlv(0x0427, "02"))))
                .isInstanceOf(Mo.class);
    }

    @Test
    void aMessageFromNobodyIsNone() {
        for (String source : new String[] {"", " "}) {
            DeliverSm pdu = new DeliverSm(source, "", 0, 0, new byte[] {'a'}, List.of(), new byte[16]);
            assertThat(read(pdu)).isEqualTo(new Unparsed("a message without a source address"));
        }
    }

    private static Reading read(DeliverSm pdu) {
        return new DeliveryReader(TextSettings.DEFAULT, ReceiptRules.STANDARD)
                .read(pdu)
                .reading();
    }

    private static Reading optional(DeliverSm pdu) {
        return new DeliveryReader(TextSettings.DEFAULT, new ReceiptRules(ReceiptEsmClass.OPTIONAL, Map.of()))
                .read(pdu)
                .reading();
    }

    /** 3GPP TS 23.038 §6.1.2.1.1, for characters that the default alphabet has where ASCII does. */
    private static byte[] packed(String text) {
        byte[] octets = new byte[(7 * text.length() + 7) / 8];
        for (int i = 0; i < text.length(); i++) {
            for (int bit = 0; bit < 7; bit++) {
                int at = 7 * i + bit;
                octets[at / 8] |= (byte) ((text.charAt(i) >> bit & 1) << at % 8);
            }
        }
        return octets;
    }
}
