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
 * header (00 03) and 153 septets; data_coding 8 at most 140 octets, header included, and so has data_coding 0 where the
 * provider takes it packed. A text in message_payload, in place of short_message, may be of any length. Any other
 * data_coding, and an octet above 0x7F under data_coding 0 that is not packed, is answered ESME_RSUBMITFAIL: SMPP 3.4 has
 * no status for a data_coding. service_type, TON and NPI are ignored. {@link Demands} change that.
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

    /**
     * The command_status due to these fields, 0 when they are right; the order is that of the PDU.
     *
     * @param packed whether data_coding 0 comes with eight septets in seven octets
     */
    static int status(SubmitSm pdu, boolean packed, Demands demands) {
        int numbering = demands.numbering() ? numberingStatus(pdu) : SmppConstants.STATUS_OK;
        if (numbering != SmppConstants.STATUS_OK) {
            return numbering;
        }
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
        boolean bounded = !hasPayload(pdu);
        int text = textStatus(form(pdu.getDataCoding(), packed, demands), body(pdu), part.headerOctets(), bounded);
        return text != SmppConstants.STATUS_OK ? text : referenceStatus(pdu);
    }

    /** What the provider takes without complaint although a careful client would not send it. */
    static List<String> remarks(SubmitSm pdu, boolean packed, Demands demands) {
        List<String> remarks = new ArrayList<>();
        byte[] body = body(pdu);
        if (pdu.hasOptionalParameter(SmppConstants.TAG_MESSAGE_PAYLOAD) && !hasPayload(pdu)) {
            remarks.add("message_payload beside a short_message was ignored");
        }
        if (form(pdu.getDataCoding(), packed, demands) == Form.SEPTETS
                && body.length > 0
                && body[body.length - 1] == ESCAPE) {
            remarks.add("short_message ends within an escape pair");
        }
        if (form(pdu.getDataCoding(), packed, demands) == Form.UCS2
                && body.length > 1
                && (body[body.length - 2] & 0xFC) == 0xD8) {
            remarks.add("short_message ends within a surrogate pair");
        }
        if (!orEmpty(pdu.getScheduleDeliveryTime()).isEmpty()) {
            remarks.add("schedule_delivery_time is not supported and was ignored");
        }
        return remarks;
    }

    /**
     * The message's part, by the header or by the sar_* parameters; {@link Concatenation#SINGLE} without either, null when
     * they are malformed, or both are there.
     */
    static @Nullable Concatenation concatenation(SubmitSm pdu) {
        Concatenation headed =
                (pdu.getEsmClass() & UDH_INDICATOR) == 0 ? Concatenation.SINGLE : Concatenation.read(body(pdu));
        Tlv reference = pdu.getOptionalParameter(SmppConstants.TAG_SAR_MSG_REF_NUM);
        Tlv total = pdu.getOptionalParameter(SmppConstants.TAG_SAR_TOTAL_SEGMENTS);
        Tlv index = pdu.getOptionalParameter(SmppConstants.TAG_SAR_SEGMENT_SEQNUM);
        if (headed == null || (reference == null && total == null && index == null)) {
            return headed;
        }
        return headed.segments() == 1 && reference != null && total != null && index != null
                ? headed.placed(reference.getValue(), total.getValue(), index.getValue())
                : null;
    }

    /** short_message; message_payload when that is empty (SMPP 3.4 §5.3.2.32). */
    static byte[] body(SubmitSm pdu) {
        byte[] body = pdu.getShortMessage();
        if (hasPayload(pdu)) {
            return pdu.getOptionalParameter(SmppConstants.TAG_MESSAGE_PAYLOAD).getValue();
        }
        return body == null ? new byte[0] : body;
    }

    private static boolean hasPayload(SubmitSm pdu) {
        byte[] body = pdu.getShortMessage();
        return (body == null || body.length == 0) && pdu.hasOptionalParameter(SmppConstants.TAG_MESSAGE_PAYLOAD);
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

    /** What short_message is made of. */
    private enum Form {
        SEPTETS,
        OCTETS,
        UCS2,
        REFUSED
    }

    /** Classes are of the groups 1111 and, of the general one, 0001 (3GPP TS 23.038 §4). */
    private static Form form(byte dataCoding, boolean packed, Demands demands) {
        int coding = dataCoding & 0xFF;
        boolean hasClass = demands.messageClasses() && (coding >> 4 == 0x01 || coding >> 4 == 0x0F);
        int alphabet = hasClass ? coding & 0x0C : coding;
        if (alphabet == 8 && coding >> 4 != 0x0F) {
            return Form.UCS2;
        }
        if (alphabet == 4 && hasClass) {
            return Form.OCTETS;
        }
        if (alphabet != 0) {
            return Form.REFUSED;
        }
        return packed || (demands.latin1() && !hasClass) ? Form.OCTETS : Form.SEPTETS;
    }

    private static int textStatus(Form form, byte[] body, int headerOctets, boolean bounded) {
        boolean fitsOctets = !bounded || body.length <= MOST_OCTETS;
        return switch (form) {
            case UCS2 ->
                fitsOctets && (body.length - headerOctets) % 2 == 0
                        ? SmppConstants.STATUS_OK
                        : SmppConstants.STATUS_INVMSGLEN;
            case OCTETS -> fitsOctets ? SmppConstants.STATUS_OK : SmppConstants.STATUS_INVMSGLEN;
            case SEPTETS -> septetsStatus(body, headerOctets, bounded);
            case REFUSED -> SmppConstants.STATUS_SUBMITFAIL;
        };
    }

    private static int septetsStatus(byte[] body, int headerOctets, boolean bounded) {
        int headerSeptets = (headerOctets * 8 + 6) / 7;
        if (bounded && headerSeptets + body.length - headerOctets > MOST_SEPTETS) {
            return SmppConstants.STATUS_INVMSGLEN;
        }
        for (int i = headerOctets; i < body.length; i++) {
            if (body[i] < 0) {
                return SmppConstants.STATUS_SUBMITFAIL;
            }
        }
        return SmppConstants.STATUS_OK;
    }

    /** As {@link Demands#numbering} has it; SMPP 3.4 §5.1.3 has a status for each of the four fields. */
    private static int numberingStatus(SubmitSm pdu) {
        String source = address(pdu.getSourceAddress());
        boolean name = source.chars().anyMatch(Character::isLetter);
        int sourceTon = name ? 5 : source.length() <= 7 ? 3 : 1;
        if (pdu.getSourceAddress() == null || pdu.getSourceAddress().getTon() != sourceTon) {
            return SmppConstants.STATUS_INVSRCTON;
        }
        if (pdu.getSourceAddress().getNpi() != (sourceTon == 1 ? 1 : 0)) {
            return SmppConstants.STATUS_INVSRCNPI;
        }
        if (pdu.getDestAddress() == null || pdu.getDestAddress().getTon() != 1) {
            return SmppConstants.STATUS_INVDSTTON;
        }
        return pdu.getDestAddress().getNpi() == 1 ? SmppConstants.STATUS_OK : SmppConstants.STATUS_INVDSTNPI;
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
