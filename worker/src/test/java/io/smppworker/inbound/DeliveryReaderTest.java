package io.smppworker.inbound;

import static io.smppworker.inbound.DeliverSms.pdu;
import static io.smppworker.inbound.DeliverSms.receipt;
import static io.smppworker.inbound.DeliverSms.tlv;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.smppworker.inbound.Delivery.Dlr;
import io.smppworker.inbound.Delivery.Mo;
import io.smppworker.inbound.Delivery.Ports;
import io.smppworker.inbound.Delivery.Reading;
import io.smppworker.inbound.Delivery.Unparsed;
import io.smppworker.message.DeliverSm;
import io.smppworker.message.DeliveryState;
import io.smppworker.message.TextSettings;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryReaderTest {
    private static final byte[] RECEIPT = DeliverSms.APPENDIX_B.getBytes(StandardCharsets.ISO_8859_1);
    private static final Dlr DELIVERED =
            new Dlr("0123456789", DeliveryState.DELIVERED, "DELIVRD", "000", Instant.parse("2026-03-01T10:01:00Z"));

    @ParameterizedTest
    @ValueSource(ints = {0x04, 0x05, 0x84, 0x24})
    void theReceiptBitMakesAReceiptWhateverOtherBitsAreSet(int esmClass) {
        assertThat(read(pdu(esmClass, 0, RECEIPT))).isEqualTo(DELIVERED);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x03, 0x08, 0x10, 0x80})
    void withoutItTheSameTextIsAMobileOriginatedMessage(int esmClass) {
        assertThat(read(pdu(esmClass, 0, RECEIPT)))
                .asInstanceOf(type(Mo.class))
                .extracting(Mo::text)
                .isEqualTo(DeliverSms.APPENDIX_B);
    }

    @Test
    void anIntermediateNotificationIsNeverTheEndUnlessDelivered() {
        byte[] undelivered = "id:7 stat:UNDELIV err:001".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(read(pdu(0x20, 0, undelivered)))
                .isEqualTo(new Dlr("7", DeliveryState.ENROUTE, "UNDELIV", "001", null));
        assertThat(read(pdu(0x20, 0, RECEIPT))).isEqualTo(DELIVERED);
    }

    @Test
    void parametersOutrankTheTextForIdAndStateOnly() {
        assertThat(read(receipt(
                        "id:1 stat:BLIST err:00A",
                        tlv(0x001E, "3939393900"),
                        tlv(0x0427, "05"),
                        tlv(0x0423, "030011"))))
                .isEqualTo(new Dlr("9999", DeliveryState.UNDELIVERABLE, "BLIST", "00A", null));
    }

    @Test
    void parametersAloneAreEnough() {
        assertThat(read(receipt("", tlv(0x001E, "61622D31"), tlv(0x0427, "02"), tlv(0x0423, "030011"))))
                .isEqualTo(new Dlr("ab-1", DeliveryState.DELIVERED, "2", "3:17", null));
    }

    @ParameterizedTest
    @CsvSource({
        "err:000, 030029, 3:41",
        "err:0, 03FFFF, 3:65535",
        "'', 030029, 3:41",
        "'', 030000, 3:0",
        "err:000, 030000, 000", // neither is an error
        "err:001, 030029, 001",
        "err:00A, 030029, 00A",
        "err:000, 0029, 000", // no network type
        "err:000, 03000029, 000",
    })
    void anErrorOfZerosIsNoneBesideTheParameterForIt(String err, String hex, String network) {
        assertThat(read(receipt("id:77 stat:UNDELIV " + err + " text:", tlv(0x0423, hex))))
                .isEqualTo(new Dlr("77", DeliveryState.UNDELIVERABLE, "UNDELIV", network, null));
    }

    @Test
    void anIdInAParameterAndAStateInTheTextMakeOneReceipt() {
        assertThat(read(receipt("stat:EXPIRED text:id:8", tlv(0x001E, "37"))))
                .isEqualTo(new Dlr("7", DeliveryState.EXPIRED, "EXPIRED", null, null));
    }

    @ParameterizedTest
    @CsvSource({
        "ENROUTE, ENROUTE",
        "DELIVRD, DELIVERED",
        "delivrd, DELIVERED",
        "EXPIRED, EXPIRED",
        "DELETED, DELETED",
        "UNDELIV, UNDELIVERABLE",
        "ACCEPTD, ACCEPTED",
        "UNKNOWN, UNKNOWN",
        "REJECTD, REJECTED",
        "BLIST, REJECTED",
        "SUBMITD, ENROUTE",
        "STAGED, ENROUTE",
        "CANCELLED, DELETED",
        "NOROUTE, UNDELIVERABLE",
        "SEEN, OTHER",
    })
    void theProvidersWordIsMappedAndKept(String word, DeliveryState state) {
        assertThat(read(receipt("id:7 stat:" + word))).isEqualTo(new Dlr("7", state, word, null, null));
    }

    @Test
    void aReceiptInUcs2IsRead() {
        assertThat(read(pdu(0x04, 8, DeliverSms.APPENDIX_B.getBytes(StandardCharsets.UTF_16BE))))
                .isEqualTo(DELIVERED);
    }

    @Test
    void aReceiptBehindAUserDataHeaderIsRead() {
        assertThat(read(pdu(0x44, 0, octets("050003070201", "id:7 stat:DELIVRD"))))
                .isEqualTo(new Dlr("7", DeliveryState.DELIVERED, "DELIVRD", null, null));
    }

    @Test
    void aHeaderThatIsAnnouncedAndNotThereHidesNothing() {
        assertThat(read(pdu(0xC7, 0, RECEIPT))).isEqualTo(DELIVERED);
        // its first octets also make a sound header: i octets of it, an element d of : octets, and another of + octets
        String text = "id:0123456789 stat:DELIVRD err:000 text:" + "x".repeat(22) + "+" + "y".repeat(60);
        assertThat(read(pdu(0x44, 0, octets("", text))))
                .isEqualTo(new Dlr("0123456789", DeliveryState.DELIVERED, "DELIVRD", "000", null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "stat:DELIVRD", "id:7", "id:7 text:stat:DELIVRD", "id:\u00e9 stat:DELIVRD", "hello"})
    void aReceiptWithoutIdOrStatusIsUnparsed(String text) {
        assertThat(read(receipt(text)))
                .asInstanceOf(type(Unparsed.class))
                .extracting(Unparsed::problem)
                .asString()
                .startsWith("a receipt w");
    }

    @Test
    void aPartKnowsItsPlaceFromTheUserDataHeader() {
        Mo part = mo(pdu(0x40, 0, octets("0500030A0302", "hello")));
        assertThat(part.text()).isEqualTo("hello");
        assertThat(part.reference()).isEqualTo(10);
        assertThat(part.index()).isEqualTo(2);
        assertThat(part.total()).isEqualTo(3);
    }

    @Test
    void aPartKnowsItsPlaceFromTheSarParameters() {
        Mo part = mo(pdu(0, 0, octets("", "hello"), tlv(0x020C, "0102"), tlv(0x020E, "02"), tlv(0x020F, "01")));
        assertThat(part.reference()).isEqualTo(258);
        assertThat(part.index()).isOne();
        assertThat(part.total()).isEqualTo(2);
    }

    @Test
    void aSixteenBitReferenceIsDistinguishedFromAnEightBitOne() {
        assertThat(mo(pdu(0x40, 0, octets("05000309 0201", "a"))).referenceBits())
                .isEqualTo(8);
        assertThat(mo(pdu(0x40, 0, octets("06080400 090201", "a"))).referenceBits())
                .isEqualTo(16);
        assertThat(mo(pdu(0, 0, octets("", "a"), tlv(0x020C, "0009"), tlv(0x020E, "02"), tlv(0x020F, "01")))
                        .referenceBits())
                .isEqualTo(16);
        assertThat(mo(pdu(0, 0, octets("", "a"))).referenceBits()).isNull();
    }

    @Test
    void portsAreKeptFromTheHeaderOrTheParameters() {
        assertThat(mo(pdu(0x40, 4, octets("060504158223F0", "x"))).ports()).isEqualTo(new Ports(0x1582, 0x23F0));
        assertThat(mo(pdu(0x40, 4, octets("040402E2F0", "x"))).ports()).isEqualTo(new Ports(0xE2, 0xF0));
        assertThat(mo(pdu(0, 4, octets("", "x"), tlv(0x020A, "23F0"), tlv(0x020B, "1582")))
                        .ports())
                .isEqualTo(new Ports(0x1582, 0x23F0));
        assertThat(mo(pdu(0, 4, octets("", "x"), tlv(0x020B, "1582"))).ports()).isEqualTo(new Ports(0x1582, null));
        assertThat(mo(pdu(0, 4, octets("", "x"), tlv(0x020B, "011582"))).ports())
                .isNull();
        assertThat(mo(pdu(0, 4, octets("", "x"))).ports()).isNull();
    }

    @Test
    void anImpossiblePlaceIsNone() {
        Mo whole = mo(pdu(0, 0, octets("", "hello"), tlv(0x020C, "0102"), tlv(0x020E, "02"), tlv(0x020F, "03")));
        assertThat(whole.reference()).isNull();
        assertThat(whole.total()).isOne();
    }

    @Test
    void octetsThatAreNoTextStayOctets() {
        Mo binary = mo(pdu(0, 4, new byte[] {1, -2}));
        assertThat(binary.text()).isNull();
        assertThat(binary.binary()).containsExactly(1, -2);
    }

    private static Mo mo(io.smppworker.message.DeliverSm pdu) {
        return (Mo) read(pdu);
    }

    private static byte[] octets(String headerHex, String text) {
        return HexFormat.of()
                .parseHex(headerHex.replace(" ", "")
                        + HexFormat.of().formatHex(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static Reading read(DeliverSm pdu) {
        return new DeliveryReader(TextSettings.DEFAULT, ReceiptRules.STANDARD)
                .read(pdu)
                .reading();
    }
}
