package io.smppworker.sandbox.provider;

import com.cloudhopper.smpp.SmppConstants;
import com.cloudhopper.smpp.pdu.SubmitSm;
import com.cloudhopper.smpp.tlv.Tlv;
import com.cloudhopper.smpp.type.Address;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The provider's field rules for a submit_sm, as strict as its documentation allows. Lengths: data_coding 0 carries one
 * septet per octet, at most 160 octets, and with a user data header what fits 140 octets packed, so 7 septets' worth of
 * header (00 03) and 153 septets; data_coding 8 at most 140 octets, header included. Any other data_coding, and an octet
 * above 0x7F under data_coding 0, is answered ESME_RSUBMITFAIL: SMPP 3.4 has no status for a data_coding. service_type,
 * TON and NPI are ignored.
 */
final class SubmitCheck {
    static final short TAG_CUSTOMER_REFERENCE = 0x1400;
    static final short TAG_COST_CENTRE = 0x1401;

    private static final int UDH_INDICATOR = 0x40;
    private static final int MOST_SEPTETS = 160;
    private static final int MOST_OCTETS = 140;
    private static final int MOST_REFERENCE_CHARACTERS = 100;
    private static final int ESCAPE = 0x1B;

    private SubmitCheck() {}

    /** The command_status due to these fields, 0 when they are right; the order is that of the PDU. */
    static int status(SubmitSm pdu) {
        if (!isSource(address(pdu.getSourceAddress()))) {
            return SmppConstants.STATUS_INVSRCADR;
        }
        if (!isDestination(destination(pdu))) {
            return SmppConstants.STATUS_INVDSTADR;
        }
        if ((pdu.getPriority() & 0xFF) > 3) {
            return SmppConstants.STATUS_INVPRTFLG;
        }
        if (!isTime(pdu.getValidityPeriod())) {
            return SmppConstants.STATUS_INVEXPIRY;
        }
        if ((pdu.getRegisteredDelivery() & 0x03) == 3) {
            return SmppConstants.STATUS_INVREGDLVFLG;
        }
        Concatenation part = concatenation(pdu);
        if (part == null) {
            return SmppConstants.STATUS_INVESMCLASS;
        }
        int text = textStatus(pdu.getDataCoding(), body(pdu), part.headerOctets());
        return text != SmppConstants.STATUS_OK ? text : referenceStatus(pdu);
    }

    /** What the provider takes without complaint although a careful client would not send it. */
    static List<String> remarks(SubmitSm pdu) {
        List<String> remarks = new ArrayList<>();
        byte[] body = body(pdu);
        if (pdu.hasOptionalParameter(SmppConstants.TAG_MESSAGE_PAYLOAD)) {
            remarks.add("message_payload is not supported and was ignored");
        }
        if (pdu.getDataCoding() == 0 && body.length > 0 && body[body.length - 1] == ESCAPE) {
            remarks.add("short_message ends within an escape pair");
        }
        if (pdu.getDataCoding() == 8 && body.length > 1 && (body[body.length - 2] & 0xFC) == 0xD8) {
            remarks.add("short_message ends within a surrogate pair");
        }
        if (!orEmpty(pdu.getScheduleDeliveryTime()).isEmpty()) {
            remarks.add("schedule_delivery_time is not supported and was ignored");
        }
        return remarks;
    }

    /** The message's part; {@link Concatenation#SINGLE} without a header, null when the header is malformed. */
    static @Nullable Concatenation concatenation(SubmitSm pdu) {
        return (pdu.getEsmClass() & UDH_INDICATOR) == 0 ? Concatenation.SINGLE : Concatenation.read(body(pdu));
    }

    static byte[] body(SubmitSm pdu) {
        byte[] body = pdu.getShortMessage();
        return body == null ? new byte[0] : body;
    }

    static String destination(SubmitSm pdu) {
        return address(pdu.getDestAddress());
    }

    static String address(@Nullable Address address) {
        return address == null ? "" : orEmpty(address.getAddress());
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static int textStatus(byte dataCoding, byte[] body, int headerOctets) {
        if (dataCoding == 8) {
            boolean fits = body.length <= MOST_OCTETS && (body.length - headerOctets) % 2 == 0;
            return fits ? SmppConstants.STATUS_OK : SmppConstants.STATUS_INVMSGLEN;
        }
        if (dataCoding != 0) {
            return SmppConstants.STATUS_SUBMITFAIL;
        }
        int headerSeptets = (headerOctets * 8 + 6) / 7;
        if (headerSeptets + body.length - headerOctets > MOST_SEPTETS) {
            return SmppConstants.STATUS_INVMSGLEN;
        }
        for (int i = headerOctets; i < body.length; i++) {
            if (body[i] < 0) {
                return SmppConstants.STATUS_SUBMITFAIL;
            }
        }
        return SmppConstants.STATUS_OK;
    }

    private static int referenceStatus(SubmitSm pdu) {
        for (short tag : new short[] {TAG_CUSTOMER_REFERENCE, TAG_COST_CENTRE}) {
            Tlv tlv = pdu.getOptionalParameter(tag);
            if (tlv != null && text(tlv).length() > MOST_REFERENCE_CHARACTERS) {
                return SmppConstants.STATUS_INVPARLEN;
            }
        }
        return SmppConstants.STATUS_OK;
    }

    /** A C-octet string's characters, whether or not the terminating NUL was sent. */
    static String text(Tlv tlv) {
        byte[] value = tlv.getValue();
        int length = value.length > 0 && value[value.length - 1] == 0 ? value.length - 1 : value.length;
        return new String(value, 0, length, StandardCharsets.ISO_8859_1);
    }

    private static boolean isSource(String source) {
        return source.length() <= 20 && source.chars().allMatch(c -> c >= 0x20 && c < 0x7F);
    }

    private static boolean isDestination(String destination) {
        return !destination.isEmpty()
                && destination.length() <= 20
                && destination.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** Empty, or YYMMDDhhmmsstnnp (SMPP 3.4 §7.1.1). */
    private static boolean isTime(@Nullable String time) {
        return time == null || time.isEmpty() || time.matches("\\d{15}[-+R]");
    }
}
