package io.smppworker.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.inbound.Delivery.Dlr;
import io.smppworker.inbound.Delivery.Mo;
import io.smppworker.inbound.Delivery.Reading;
import io.smppworker.inbound.Delivery.Unparsed;
import io.smppworker.message.DeliverSm;
import io.smppworker.message.DeliveryState;
import io.smppworker.message.Tlv;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** deliver_sm and data_sm that are not as SMPP 3.4 has them, from their octets to what is published. */
class LyingLengthsTest {
    /** sm_length 95 with 94 octets behind it. */
    private static final String ONE_TOO_LARGE = "0000008f00000005000000000000000600010132373832303030303030310001013330"
            + "303031000400000000000000005f69643a3737207375623a30303120646c7672643a303031207375626d697420646174653a323530"
            + "3830353130343620646f6e6520646174653a3235303830353130343720737461743a44454c49565244206572723a30303020746578"
            + "743a";

    static Stream<Sample> samples() {
        return Sample.all().stream();
    }

    static Stream<Sample> shortMessages() {
        return samples().filter(sample -> sample.commandId() == Octets.DELIVER_SM);
    }

    @Test
    void anSmLengthOneTooLargeIsReadToTheEnd() {
        assertThat(Published.reading(Octets.hex(ONE_TOO_LARGE))).isInstanceOfSatisfying(Dlr.class, receipt -> {
            assertThat(receipt.smscMessageId()).isEqualTo("77");
            assertThat(receipt.state()).isEqualTo(DeliveryState.DELIVERED);
        });
    }

    /** A body in UCS-2 with vendors' TLVs behind it, which could be read as more of the text. */
    @ParameterizedTest
    @ValueSource(strings = {"1501", "2101", "3000", "3fff", "4001"})
    void aTextIsAsLongAsSmLengthHasItWhateverTagFollows(String tag) {
        String hex =
                "0000006100000005000000000000000100000032373832303030303030310000003330303031000000000000000008000c"
                        + "041f04400438043204350442" + tag
                        + "00203031323334353637383961626364656630313233343536373839616263646566";
        assertThat(Published.reading(Octets.hex(hex)))
                .isInstanceOfSatisfying(
                        Mo.class, reply -> assertThat(reply.text()).isEqualTo("Привет"));
        assertThat(Published.deliverSm(Octets.hex(hex)).tlvs())
                .singleElement()
                .satisfies(tlv -> assertThat(tlv.tag()).isEqualTo(Integer.parseInt(tag, 16)));
    }

    /** Their octets end, or are all, like a TLV of a receipt. */
    @ParameterizedTest
    @ValueSource(
            strings = {"0102030405060427000102", "aabbccdd001e000441424300", "0427000102", "1e00024100", "001e00024100"
            })
    void theOctetsOfABinaryReplyAreAllItsOwn(String body) {
        byte[] octets = Octets.hex(body);
        byte[] raw = Octets.pdu(Octets.DELIVER_SM, 0, 1, Octets.deliverSmBody("27820000001", "30001", 0, 4, octets));
        assertThat(Published.deliverSm(raw).problem()).isNull();
        assertThat(Published.deliverSm(raw).body()).isEqualTo(octets);
        assertThat(Published.deliverSm(raw).tlvs()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void whatIsAsItShouldBeIsReadWithoutARemark(Sample sample) {
        assertThat(PduReader.read(sample.raw()))
                .isInstanceOfSatisfying(
                        Frame.Decoded.class, frame -> assertThat(frame.fault()).isNull());
        assertRead(sample, sample.raw(), "sound");
    }

    @ParameterizedTest
    @MethodSource("shortMessages")
    void anySmLengthGivesTheWholeTextAndEveryTlv(Sample sample) {
        List<Tlv> tlvs = Published.deliverSm(sample.raw()).tlvs();
        for (int length = 0; length <= 255; length++) {
            byte[] raw = sample.with(sample.indexOf("sm_length"), (byte) length);
            if (!isConsistent(raw)) {
                assertRead(sample, raw, "sm_length " + length);
                assertThat(Published.deliverSm(raw).tlvs())
                        .describedAs("sm_length %d", length)
                        .usingRecursiveComparison()
                        .isEqualTo(tlvs);
            }
        }
    }

    /** Where a wrong length happens to agree with all else in the PDU, nothing shows that it is wrong. */
    private static boolean isConsistent(byte[] raw) {
        return PduReader.read(raw) instanceof Frame.Decoded frame && frame.fault() == null;
    }

    @ParameterizedTest
    @MethodSource("samples")
    void anyLengthOfATlvLeavesTextSenderAndIdAsTheyAre(Sample sample) {
        for (int field = 0; field < sample.fields().size(); field++) {
            if (!sample.fields().get(field).name().equals("length")) {
                continue;
            }
            for (int length = 0; length <= 600; length++) {
                assertReadOrUnparsed(
                        sample,
                        sample.with(field, Sample.twoOctets(length)),
                        "field %d is %d".formatted(field, length));
            }
            assertReadOrUnparsed(sample, sample.with(field, Sample.twoOctets(0xFFFF)), "field " + field);
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aMissingNulBehindAnAddressIsMadeUpFor(Sample sample) {
        for (String field : List.of("source_addr", "destination_addr", "service_type")) {
            int index = sample.indexOf(field);
            byte[] octets = sample.fields().get(index).octets();
            byte[] raw = sample.with(index, Arrays.copyOf(octets, octets.length - 1));
            assertRead(sample, raw, field);
            DeliverSm read = Published.deliverSm(raw);
            assertThat(read.destination()).describedAs(field).isEqualTo(Sample.SHORT_CODE);
        }
    }

    @ParameterizedTest
    @MethodSource("shortMessages")
    void aMissingOctetBeforeSmLengthIsMadeUpFor(Sample sample) {
        List.of(
                        "protocol_id",
                        "priority_flag",
                        "schedule_delivery_time",
                        "validity_period",
                        "registered_delivery",
                        "replace_if_present_flag",
                        "sm_default_msg_id")
                .forEach(field -> assertRead(sample, sample.with(sample.indexOf(field)), field));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aMissingTonOrNpiIsMadeUpFor(Sample sample) {
        for (String field : List.of("source_addr_ton", "source_addr_npi", "dest_addr_ton", "dest_addr_npi")) {
            assertRead(sample, sample.with(sample.indexOf(field)), field);
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aPduCutAtAnyOctetIsReadRightOrNotAtAll(Sample sample) {
        byte[] whole = sample.raw();
        for (int octets = PduDecoder.HEADER_OCTETS; octets < whole.length; octets++) {
            byte[] cut = Arrays.copyOf(whole, octets);
            System.arraycopy(new byte[] {0, 0, (byte) (octets >> 8), (byte) octets}, 0, cut, 0, 4);
            DeliverSm read = Published.deliverSm(cut);
            assertThat(read.raw()).isEqualTo(cut);
            Reading published = Published.reading(cut);
            if (published instanceof Dlr receipt) {
                assertThat(receipt.smscMessageId())
                        .describedAs("%d octets", octets)
                        .isEqualTo(Sample.ID);
            } else if (published instanceof Mo) {
                assertThat(read.source()).describedAs("%d octets", octets).isEqualTo(Sample.HANDSET);
                assertThat(sample.isReceipt()).describedAs("%d octets", octets).isFalse();
                assertThat(read.body().length > 0 || isConsistent(cut))
                        .describedAs("%d octets", octets)
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aFieldCutAtAnyOctetMakesNoMessageFromNobodyAndNoOtherMessagesReceipt(Sample sample) {
        for (int field = 0; field < sample.fields().size(); field++) {
            byte[] octets = sample.fields().get(field).octets();
            for (int kept = 0; kept < octets.length; kept++) {
                byte[] raw = sample.with(field, Arrays.copyOf(octets, kept));
                String what =
                        "%s cut to %d".formatted(sample.fields().get(field).name(), kept);
                assertThat(Published.deliverSm(raw).raw()).isEqualTo(raw);
                Reading published = Published.reading(raw);
                if (published instanceof Mo) {
                    assertThat(Published.deliverSm(raw).source())
                            .describedAs(what)
                            .isNotBlank();
                } else if (published instanceof Dlr receipt) {
                    assertThat(receipt.smscMessageId()).describedAs(what).isEqualTo(Sample.ID);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"00", "0000", "000000", "001e", "001e00", "0000000000"})
    void superfluousOctetsAtTheEndAreNoPartOfTheText(String octets) {
        byte[] raw = Octets.pdu(
                Octets.DELIVER_SM,
                0,
                7,
                Octets.deliverSmBody(Sample.HANDSET, "30001", 0, 0, "Hello".getBytes(StandardCharsets.US_ASCII)),
                Octets.hex(octets));
        assertThat(Published.reading(raw))
                .isInstanceOfSatisfying(
                        Mo.class, reply -> assertThat(reply.text()).isEqualTo("Hello"));
    }

    @Test
    void aTextOfMoreThan255OctetsInShortMessageIsReadWhole() {
        String text = "x".repeat(300);
        byte[] raw = Octets.pdu(
                Octets.DELIVER_SM,
                0,
                7,
                Octets.deliverSmBody(Sample.HANDSET, "30001", 0, 0, text.getBytes(StandardCharsets.US_ASCII)));
        assertThat(Published.reading(raw))
                .isInstanceOfSatisfying(
                        Mo.class, reply -> assertThat(reply.text()).isEqualTo(text));
    }

    @Test
    void anUnknownTlvIsOneWhereItsLengthAddsUp() {
        byte[] raw = Octets.pdu(
                Octets.DELIVER_SM,
                0,
                7,
                Octets.deliverSmBody(Sample.HANDSET, "30001", 0, 0, "Hello".getBytes(StandardCharsets.US_ASCII)),
                Octets.tlv(0x8427, new byte[] {2}));
        assertThat(Published.deliverSm(raw).body()).asString().isEqualTo("Hello");
        assertThat(Published.deliverSm(raw).tlvs()).extracting(Tlv::tag).containsExactly(0x8427);
    }

    @Test
    void aWellFormedReplyWithoutASenderIsUnparsed() {
        byte[] raw = Octets.pdu(
                Octets.DELIVER_SM,
                0,
                7,
                Octets.deliverSmBody("", "30001", 0, 0, "Hello".getBytes(StandardCharsets.US_ASCII)));
        assertThat(Published.reading(raw)).isInstanceOf(Unparsed.class);
    }

    private static void assertRead(Sample sample, byte[] raw, String what) {
        assertThat(Published.reading(raw)).describedAs(what).isNotInstanceOf(Unparsed.class);
        assertReadOrUnparsed(sample, raw, what);
    }

    private static void assertReadOrUnparsed(Sample sample, byte[] raw, String what) {
        Reading published = Published.reading(raw);
        DeliverSm read = Published.deliverSm(raw);
        if (published instanceof Dlr receipt) {
            assertThat(receipt.smscMessageId()).describedAs(what).isEqualTo(Sample.ID);
            assertThat(receipt.state()).describedAs(what).isEqualTo(DeliveryState.DELIVERED);
        } else if (published instanceof Mo reply) {
            assertThat(read.source()).describedAs(what).isEqualTo(Sample.HANDSET);
            assertThat(reply.text()).describedAs(what).isEqualTo(sample.text());
        }
    }
}
