package io.smppworker.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.message.Segment;
import io.smppworker.message.SubmitSm;
import io.smppworker.message.Tlv;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** submit_sm as they leave the socket, against octets written down from the specification (SMPP 3.4 §4.4.1). */
class WireFormatTest {
    /** sequence_number 2: the bind was 1. */
    private static String sent(SubmitSm submitSm) throws Exception {
        try (Rig rig = new Rig(Accounts.patient())) {
            Rig.Bound session = rig.bound();
            session.link().submit(submitSm, SmppLink.NO_DEADLINE, rig.heard.outcome());
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
}
