package io.smppworker.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.encoding.Segmentation;
import io.smppworker.encoding.Segmenter;
import io.smppworker.message.Addressing;
import io.smppworker.message.Content;
import io.smppworker.message.LongMessages;
import io.smppworker.message.Numbering;
import io.smppworker.message.Segment;
import io.smppworker.message.SubmitSm;
import io.smppworker.message.TextEncoding;
import io.smppworker.message.TextSettings;
import io.smppworker.message.Tlv;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** submit_sm as they leave the socket, against octets written down from the specification (SMPP 3.4 §4.4.1). */
class WireFormatTest {
    /** sequence_number 2: the bind was 1. */
    private static String sent(SubmitSm submitSm) throws Exception {
        try (Rig rig = new Rig(Accounts.patient())) {
            Rig.Bound session = rig.bound();
            session.session().submit(submitSm, SmppSession.NO_DEADLINE, rig.recorded.outcome());
            return Octets.hex(session.peer().receive());
        }
    }

    private static String octets(String digits) {
        return Octets.hex(Octets.hex(digits));
    }

    @Test
    void aPlainMessageWithACustomerReference() throws Exception {
        SubmitSm submitSm = new SubmitSm(
                "27830000000",
                "27821234567",
                new Segment(1, 1, 0, 0, "Hello".getBytes(StandardCharsets.US_ASCII)),
                1,
                0,
                null,
                List.of(new Tlv(Tlv.CUSTOMER_REFERENCE, "order-17".getBytes(StandardCharsets.US_ASCII))));

        assertThat(sent(submitSm))
                .isEqualTo(octets(
                        "00000048" // command_length 72, §3.2
                                + "00000004" // command_id submit_sm, §5.1.2.1
                                + "00000000" // command_status, unused in a request
                                + "00000002" // sequence_number
                                + "00" // service_type, empty, §5.2.11
                                + "00 00" // source_addr_ton, source_addr_npi: unknown, §5.2.5, §5.2.6
                                + "32373833303030303030 30 00" // source_addr "27830000000", §5.2.8
                                + "00 00" // dest_addr_ton, dest_addr_npi: unknown
                                + "3237383231323334353637 00" // destination_addr "27821234567", §5.2.9
                                + "00" // esm_class: default, §5.2.12
                                + "00" // protocol_id, §5.2.13
                                + "00" // priority_flag, §5.2.14
                                + "00" // schedule_delivery_time: at once, §5.2.15
                                + "00" // validity_period: the provider's, §5.2.16
                                + "01" // registered_delivery: final receipt, §5.2.17
                                + "00" // replace_if_present_flag, §5.2.18
                                + "00" // data_coding: SMSC default alphabet, §5.2.19
                                + "00" // sm_default_msg_id, §5.2.20
                                + "05" // sm_length, §5.2.21
                                + "48656C6C6F" // short_message "Hello", §5.2.22
                                + "1400 0008 6F726465722D3137")); // TLV: tag, length, value "order-17", §3.2.4.1
    }

    @Test
    void theSecondPartOfALongUnicodeMessage() throws Exception {
        byte[] shortMessage = Octets.hex(
                "050003 2A 02 02" // 3GPP TS 23.040 §9.2.3.24.1: reference 0x2A, part 2 of 2
                        + "041F 0440 0438 0432 0435 0442"); // UCS-2 "Привет"
        SubmitSm submitSm = new SubmitSm(
                "SMSPortal", "27821234567", new Segment(2, 2, 8, 0x40, shortMessage), 0, 0, null, List.of());

        assertThat(sent(submitSm))
                .isEqualTo(octets(
                        "00000047" // command_length 71
                                + "00000004 00000000 00000002"
                                + "00" // service_type
                                + "00 00 534D53506F7274616C 00" // source "SMSPortal"
                                + "00 00 3237383231323334353637 00" // destination
                                + "40" // esm_class: UDHI, §5.2.12
                                + "00 00 00 00" // protocol_id, priority_flag, schedule_delivery_time, validity_period
                                + "00" // registered_delivery: none
                                + "00" // replace_if_present_flag
                                + "08" // data_coding: UCS2, §5.2.19
                                + "00" // sm_default_msg_id
                                + "12" // sm_length 18
                                + "0500032A0202 041F04400438043204350442"));
    }

    @Test
    void aMessageWithValidityAndPriority() throws Exception {
        SubmitSm submitSm = new SubmitSm(
                "27830000000",
                "27821234567",
                new Segment(1, 1, 0, 0, Octets.hex("1B28 1B29")), // 3GPP TS 23.038 §6.2.1.1: "{}"
                2,
                3,
                Duration.ofHours(26).plusMinutes(30),
                List.of());

        assertThat(sent(submitSm))
                .isEqualTo(octets(
                        "0000004B" // command_length 75
                                + "00000004 00000000 00000002"
                                + "00" // service_type
                                + "00 00 3237383330303030303030 00" // source
                                + "00 00 3237383231323334353637 00" // destination
                                + "00" // esm_class
                                + "00" // protocol_id
                                + "03" // priority_flag: highest, §5.2.14
                                + "00" // schedule_delivery_time
                                // validity_period "000001023000000R": 1 day, 2 hours, 30 minutes, relative, §7.1.1.2
                                + "30303030 3031 3032 3330 3030 303030 52 00"
                                + "02" // registered_delivery: receipt on failure
                                + "00 00 00" // replace_if_present_flag, data_coding, sm_default_msg_id
                                + "04" // sm_length
                                + "1B281B29"));
    }

    @Test
    void typesOfNumbersAndAService() throws Exception {
        SubmitSm submitSm = new SubmitSm(
                "Test-SM",
                "27821234567",
                new Addressing(new Numbering(5, 0), new Numbering(1, 1)),
                "CMT",
                new Segment(1, 1, 0xF0, 0, "Hi".getBytes(StandardCharsets.US_ASCII)),
                1,
                0,
                null,
                List.of());

        assertThat(sent(submitSm))
                .isEqualTo(octets(
                        "00000038" // command_length 56
                                + "00000004 00000000 00000002"
                                + "434D54 00" // service_type "CMT", §5.2.11
                                + "05 00 546573742D534D 00" // source: alphanumeric, unknown plan, "Test-SM"
                                + "01 01 3237383231323334353637 00" // destination: international, E.164
                                + "00 00 00 00 00" // esm_class to validity_period
                                + "01" // registered_delivery
                                + "00" // replace_if_present_flag
                                + "F0" // data_coding: GSM 03.38, class 0, 3GPP TS 23.038 §4
                                + "00" // sm_default_msg_id
                                + "02 4869"));
    }

    @Test
    void typesAndPlansOfEveryOctet() throws Exception {
        SubmitSm submitSm = new SubmitSm(
                "",
                "27821234567",
                new Addressing(new Numbering(255, 128), new Numbering(0, 255)),
                "",
                new Segment(1, 1, 0, 0, new byte[0]),
                0,
                0,
                null,
                List.of());

        assertThat(sent(submitSm))
                .startsWith(octets("0000002C 00000004 00000000 00000002 00 FF 80 00 00 FF 3237383231323334353637 00"));
    }

    /** The second part of "a" 200 times, as each kind of joint leaves the socket. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // esm_class UDHI; sm_length 53; header: 8-bit reference 0xEF, part 2 of 2; 47 septets
                "UDH | 40 | 35 | 050003EF0202 | 2F | ''",
                // header: 16-bit reference 0xBEEF; 48 septets
                "UDH16 | 40 | 37 | 060804BEEF0202 | 30 | ''",
                // no header; sm_length 40; sar_msg_ref_num 0xBEEF, sar_total_segments 2, sar_segment_seqnum 2,
                // §5.3.2.22
                "SAR | 00 | 28 | '' | 28 | 020C0002BEEF 020E000102 020F000102",
            })
    void aPartOfALongMessage(
            LongMessages joint, String esmClass, String length, String header, String septets, String tlvs)
            throws Exception {
        TextSettings settings = new TextSettings(joint, false, List.of(), false);

        String sent = sent(submitSm(segments("a".repeat(200), settings).get(1)));

        assertThat(sent.substring(16 * 2))
                .isEqualTo(octets(
                        "00 0000 00 0000 3237383231323334353637 00" // service_type, source, destination
                                + esmClass
                                + "00 00 00 00 00 00" // protocol_id to replace_if_present_flag
                                + "00 00" // data_coding: SMSC default alphabet; sm_default_msg_id
                                + length
                                + header
                                + "61".repeat(Integer.parseInt(septets, 16))
                                + tlvs));
    }

    @Test
    void aLongMessageInItsPayload() throws Exception {
        TextSettings settings = new TextSettings(LongMessages.PAYLOAD, false, List.of(), false);

        String sent = sent(submitSm(segments("a".repeat(200), settings).get(0)));

        assertThat(sent.substring(16 * 2))
                .isEqualTo(octets("00 0000 00 0000 3237383231323334353637 00"
                        + "00" // esm_class: default
                        + "00 00 00 00 00 00 00 00" // protocol_id to sm_default_msg_id
                        + "00" // sm_length: none
                        + "0424 00C8" // message_payload, 200 octets, §5.3.2.32
                        + "61".repeat(200)));
    }

    @Test
    void aPackedPart() throws Exception {
        TextSettings settings = new TextSettings(LongMessages.UDH, true, List.of(), false);

        String sent = sent(submitSm(segments("a".repeat(162), settings).get(1)));

        assertThat(sent)
                .endsWith(octets(
                        "0E" // sm_length
                                + "050003EF0202"
                                + "C2E170381C0E87C3")); // one fill bit, then septet 0x61 nine times: 3GPP TS
        // 23.040 §9.2.3.24
    }

    private static List<Segment> segments(String text, TextSettings settings) {
        return ((Segmentation.Segments)
                        new Segmenter(settings).segment(new Content.Text(text, TextEncoding.GSM7), 0xBEEF, 255))
                .segments();
    }

    private static SubmitSm submitSm(Segment segment) {
        return new SubmitSm("", "27821234567", segment, 0, 0, null, List.of());
    }
}
