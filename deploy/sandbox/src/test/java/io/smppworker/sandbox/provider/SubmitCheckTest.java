package io.smppworker.sandbox.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudhopper.smpp.SmppConstants;
import com.cloudhopper.smpp.pdu.SubmitSm;
import com.cloudhopper.smpp.tlv.Tlv;
import com.cloudhopper.smpp.type.Address;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SubmitCheckTest {
    private static final byte[] UDH = HexFormat.of().parseHex("0500032A0302");

    @ParameterizedTest
    @CsvSource({
        "Worker, 27821234567, 0",
        "'', 1, 0",
        "12345678901234567890, 12345678901234567890, 0",
        "123456789012345678901, 27821234567, 10",
        "Käse, 27821234567, 10",
        "Worker, '', 11",
        "Worker, +27821234567, 11",
        "Worker, 2782x, 11",
        "Worker, 123456789012345678901, 11",
        "Worker, ١٢٣, 11",
    })
    void addresses(String source, String destination, int status) {
        assertThat(SubmitCheck.status(Submits.of(source, destination, 0, 0, new byte[1]), false, Demands.NONE))
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, 0",
        "0, 0, 160, 0",
        "0, 0, 161, 1",
        "8, 0, 140, 0",
        "8, 0, 139, 1",
        "8, 0, 142, 1",
        "0, 64, 159, 0",
        "0, 64, 160, 1",
        "8, 64, 140, 0",
        "8, 64, 142, 1",
        "4, 0, 10, 69",
        "1, 0, 10, 69",
        "3, 0, 10, 69",
        "245, 0, 10, 69",
    })
    void lengthsAndCodings(int dataCoding, int esmClass, int octets, int status) {
        byte[] body = new byte[octets];
        if (esmClass != 0) {
            System.arraycopy(UDH, 0, body, 0, UDH.length);
        }
        assertThat(SubmitCheck.status(
                        Submits.of("Worker", "27821234567", esmClass, dataCoding, body), false, Demands.NONE))
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "'', false, 0, 0",
        "05, false, 0, 0",
        "0500030001, false, 0, 0",
        "050003000001, false, 0, 0",
        "050003000100, false, 0, 0",
        "050003000102, false, 0, 0",
        "0400030001, false, 0, 0",
        "0500040001FF, false, 0, 0",
        "050003000302, true, 2, 3",
        "06080412340403, true, 3, 4",
        "02700041, true, 1, 1",
        "0A7003AABBCC0003010201, true, 1, 2",
        "00, true, 1, 1",
    })
    void userDataHeaders(String hex, boolean right, int segment, int segments) {
        SubmitSm pdu =
                Submits.of("Worker", "27821234567", 0x40, 0, HexFormat.of().parseHex(hex));

        assertThat(SubmitCheck.status(pdu, false, Demands.NONE))
                .isEqualTo(right ? 0 : SmppConstants.STATUS_INVESMCLASS);
        if (right) {
            assertThat(SubmitCheck.concatenation(pdu))
                    .extracting("segment", "segments")
                    .containsExactly(segment, segments);
        }
    }

    @ParameterizedTest
    @MethodSource
    void otherFields(Consumer<SubmitSm> change, int status) {
        SubmitSm pdu = Submits.to("27821234567");
        change.accept(pdu);
        assertThat(SubmitCheck.status(pdu, false, Demands.NONE)).isEqualTo(status);
    }

    static Stream<Arguments> otherFields() {
        return Stream.of(
                field(pdu -> pdu.setPriority((byte) 3), 0),
                field(pdu -> pdu.setPriority((byte) 4), SmppConstants.STATUS_INVPRTFLG),
                field(pdu -> pdu.setRegisteredDelivery((byte) 3), SmppConstants.STATUS_INVREGDLVFLG),
                field(pdu -> pdu.setValidityPeriod("000001000000000R"), 0),
                field(pdu -> pdu.setValidityPeriod("261231235959000+"), 0),
                field(pdu -> pdu.setValidityPeriod("00000100000000R"), SmppConstants.STATUS_INVEXPIRY),
                field(pdu -> pdu.setServiceType("CMT"), 0),
                field(pdu -> pdu.addOptionalParameter(reference(0x1400, 100)), 0),
                field(pdu -> pdu.addOptionalParameter(reference(0x1400, 101)), SmppConstants.STATUS_INVPARLEN),
                field(pdu -> pdu.addOptionalParameter(reference(0x1401, 101)), SmppConstants.STATUS_INVPARLEN),
                field(pdu -> pdu.addOptionalParameter(reference(0x1402, 101)), 0));
    }

    @ParameterizedTest
    @CsvSource({
        "0, fc, 140, 0",
        "0, fc, 141, 1",
        "0xF0, 41, 160, 0",
        "0xF0, 41, 161, 1",
        "0xF3, fc, 10, 69", // class or not, it is GSM 03.38
        "0x10, 41, 160, 0",
        "0xF4, fc, 140, 0",
        "0x18, 04, 140, 0",
        "0x18, 04, 139, 1",
        "0xF8, 04, 10, 69", // reserved
        "8, 04, 140, 0",
        "4, 04, 10, 69",
        "3, fc, 10, 69",
    })
    void latin1AndMessageClassesOnDemand(String dataCoding, String octet, int times, int status) {
        byte[] body = new byte[times];
        Arrays.fill(body, HexFormat.of().parseHex(octet)[0]);
        Demands demands = new Demands(true, true, false, "", false);

        assertThat(SubmitCheck.status(
                        Submits.of("Worker", "27821234567", 0, Integer.decode(dataCoding), body), false, demands))
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "Test-SM, 5, 0, 1, 1, 0",
        "30001, 3, 0, 1, 1, 0",
        "27820000001, 1, 1, 1, 1, 0",
        "Test-SM, 0, 0, 1, 1, 0x48",
        "30001, 5, 0, 1, 1, 0x48",
        "Test-SM, 5, 1, 1, 1, 0x49",
        "27820000001, 1, 0, 1, 1, 0x49",
        "Test-SM, 5, 0, 0, 1, 0x50",
        "Test-SM, 5, 0, 1, 0, 0x51",
    })
    void tonAndNpiOnDemand(String source, int ton, int npi, int toTon, int toNpi, String status) {
        SubmitSm pdu = Submits.of(source, "27821234567", 0, 0, new byte[1]);
        pdu.setSourceAddress(new Address((byte) ton, (byte) npi, source));
        pdu.setDestAddress(new Address((byte) toTon, (byte) toNpi, "27821234567"));
        Demands demands = new Demands(false, false, true, "", false);

        assertThat(SubmitCheck.status(pdu, false, demands)).isEqualTo(Integer.decode(status));
        assertThat(SubmitCheck.status(pdu, false, Demands.NONE)).isZero();
    }

    @Test
    void anOctetThatIsNoSeptetIsRefused() {
        SubmitSm pdu = Submits.of("Worker", "27821234567", 0, 0, "Käse".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(SubmitCheck.status(pdu, false, Demands.NONE)).isEqualTo(SmppConstants.STATUS_SUBMITFAIL);
    }

    @Test
    void whatIsTakenButNotRightIsRemarked() {
        SubmitSm escape = Submits.of("Worker", "27821234567", 0, 0, new byte[] {'a', 0x1B});
        SubmitSm surrogate =
                Submits.of("Worker", "27821234567", 0, 8, Arrays.copyOf("😀".getBytes(StandardCharsets.UTF_16BE), 2));
        SubmitSm payload = Submits.of("Worker", "27821234567", 0, 0, new byte[] {'a'});
        payload.addOptionalParameter(new Tlv(SmppConstants.TAG_MESSAGE_PAYLOAD, new byte[] {'x'}));
        SubmitSm scheduled = Submits.to("27821234567");
        scheduled.setScheduleDeliveryTime("000001000000000R");

        assertThat(SubmitCheck.remarks(escape, false, Demands.NONE)).hasSize(1);
        assertThat(SubmitCheck.remarks(surrogate, false, Demands.NONE)).hasSize(1);
        assertThat(SubmitCheck.remarks(payload, false, Demands.NONE)).hasSize(1);
        assertThat(SubmitCheck.remarks(scheduled, false, Demands.NONE)).hasSize(1);
        assertThat(SubmitCheck.remarks(Submits.to("27821234567"), false, Demands.NONE))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0041, 03, 02, 0, 2, 3",
        "0041, 03, 00, 67, 0, 0",
        "0041, 03, 04, 67, 0, 0",
        "41, 03, 02, 67, 0, 0",
        "0041, 03, '', 67, 0, 0",
    })
    void theParametersOfASegmentedMessageSayWhichPartItIs(
            String reference, String total, String index, int status, int segment, int segments) {
        SubmitSm pdu = Submits.of("Worker", "27821234567", 0, 0, new byte[160]);
        pdu.addOptionalParameter(
                new Tlv(SmppConstants.TAG_SAR_MSG_REF_NUM, HexFormat.of().parseHex(reference)));
        pdu.addOptionalParameter(
                new Tlv(SmppConstants.TAG_SAR_TOTAL_SEGMENTS, HexFormat.of().parseHex(total)));
        if (!index.isEmpty()) {
            pdu.addOptionalParameter(
                    new Tlv(SmppConstants.TAG_SAR_SEGMENT_SEQNUM, HexFormat.of().parseHex(index)));
        }

        assertThat(SubmitCheck.status(pdu, false, Demands.NONE)).isEqualTo(status);
        if (status == 0) {
            assertThat(SubmitCheck.concatenation(pdu))
                    .extracting("segment", "segments")
                    .containsExactly(segment, segments);
        }
    }

    @Test
    void aPartMayNotBePlacedTwice() {
        SubmitSm pdu = Submits.of("Worker", "27821234567", 0x40, 0, UDH);
        pdu.addOptionalParameter(new Tlv(SmppConstants.TAG_SAR_MSG_REF_NUM, new byte[2]));
        pdu.addOptionalParameter(new Tlv(SmppConstants.TAG_SAR_TOTAL_SEGMENTS, new byte[] {3}));
        pdu.addOptionalParameter(new Tlv(SmppConstants.TAG_SAR_SEGMENT_SEQNUM, new byte[] {2}));

        assertThat(SubmitCheck.status(pdu, false, Demands.NONE)).isEqualTo(SmppConstants.STATUS_INVESMCLASS);
    }

    @Test
    void aPayloadInPlaceOfAShortMessageMayBeLong() {
        SubmitSm pdu = Submits.of("Worker", "27821234567", 0, 8, new byte[0]);
        pdu.addOptionalParameter(new Tlv(SmppConstants.TAG_MESSAGE_PAYLOAD, new byte[1000]));

        assertThat(SubmitCheck.status(pdu, false, Demands.NONE)).isZero();
        assertThat(SubmitCheck.body(pdu)).hasSize(1000);
        assertThat(SubmitCheck.remarks(pdu, false, Demands.NONE)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, 140, 0", "0, 141, 1", "64, 140, 0", "64, 141, 1"})
    void aProviderThatTakesPackedTextCountsOctets(int esmClass, int octets, int status) {
        byte[] body = new byte[octets];
        Arrays.fill(body, (byte) 0xFF);
        if (esmClass != 0) {
            System.arraycopy(UDH, 0, body, 0, UDH.length);
        }
        assertThat(SubmitCheck.status(Submits.of("Worker", "27821234567", esmClass, 0, body), true, Demands.NONE))
                .isEqualTo(status);
    }

    private static Arguments field(Consumer<SubmitSm> change, int status) {
        return Arguments.of(change, status);
    }

    private static Tlv reference(int tag, int characters) {
        return new Tlv((short) tag, "r".repeat(characters).getBytes(StandardCharsets.US_ASCII));
    }
}
