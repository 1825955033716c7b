package io.smppworker.smpp;

import java.util.HashMap;
import java.util.Map;

/**
 * Which optional parameters there are and how long their values may be (SMPP 3.4 §5.3.2, SMPP 5.0 §4.8.4), to distinguish
 * them from text where a length is wrong. Pure.
 */
final class TlvTable {
    /** Tag and length. */
    static final int HEADER_OCTETS = 4;

    private static final int VENDOR_FIRST = 0x1400;
    /** SMPP 3.4 §5.3.2 leaves 0x1400..0x3FFF to vendors; beyond these they look like letters. */
    private static final int VENDOR_LAST = 0x14FF;

    private static final int LONGEST_OTHER = 256;

    private record Lengths(int least, int most) {}

    private static final Map<Integer, Lengths> KNOWN = new HashMap<>();

    static {
        // dest and source subunit, network and bearer type, payload_type, ms_msg_wait_facilities, privacy_indicator,
        // user_response_code, language_indicator, sar_total_segments, sar_segment_seqnum, sc_interface_version,
        // callback_num_pres_ind, number_of_messages, dpf_result, set_dpf, ms_availability_status,
        // delivery_failure_reason, more_messages_to_send, message_state, congestion_state, ussd_service_op,
        // display_time, ms_validity, its_reply_type
        known(
                1, 1, 0x0005, 0x0006, 0x0007, 0x000D, 0x000E, 0x000F, 0x0019, 0x0030, 0x0201, 0x0205, 0x020D, 0x020E,
                0x020F, 0x0210, 0x0302, 0x0304, 0x0420, 0x0421, 0x0422, 0x0425, 0x0426, 0x0427, 0x0428, 0x0501, 0x1201,
                0x1204, 0x1380);
        // dest and source telematics_id, user_message_reference, source_port, destination_port, sar_msg_ref_num,
        // sms_signal, its_session_info
        known(2, 2, 0x0008, 0x0010, 0x0204, 0x020A, 0x020B, 0x020C, 0x1203, 0x1383);
        known(3, 3, 0x0423); // network_error_code
        known(4, 4, 0x0017); // qos_time_to_live
        known(0, 0, 0x130C); // alert_on_message_delivery
        known(
                1,
                LONGEST_OTHER,
                0x001D,
                0x0202,
                0x0203,
                0x0381); // additional_status_info_text, subaddresses, callback_num
        known(1, 129, 0x001E); // receipted_message_id: 65 in the specification, longer at some
        known(0, 65, 0x0303); // callback_num_atag
        known(0, 0xFFFF, 0x0424); // message_payload
        for (int tag = 0x0600; tag <= 0x0613; tag++) { // of SMPP 5.0
            known(0, LONGEST_OTHER, tag);
        }
    }

    private TlvTable() {}

    private static void known(int least, int most, int... tags) {
        for (int tag : tags) {
            KNOWN.put(tag, new Lengths(least, most));
        }
    }

    /** Whether a parameter may have this tag: one of the specification, or a vendor's that cannot be letters. */
    static boolean isTag(int tag) {
        return KNOWN.containsKey(tag) || (tag >= VENDOR_FIRST && tag <= VENDOR_LAST);
    }

    /** Whether a parameter may have this tag and this length. */
    static boolean isSound(int tag, int length) {
        Lengths lengths = KNOWN.get(tag);
        return lengths == null
                ? isTag(tag) && length <= LONGEST_OTHER
                : length >= lengths.least() && length <= lengths.most();
    }

    /** How long the value always is; -1 where that varies or is not known. */
    static int fixedLength(int tag) {
        Lengths lengths = KNOWN.get(tag);
        return lengths != null && lengths.least() == lengths.most() ? lengths.least() : -1;
    }
}
