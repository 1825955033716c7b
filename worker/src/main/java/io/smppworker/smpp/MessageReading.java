package io.smppworker.smpp;

import com.cloudhopper.smpp.SmppConstants;
import com.cloudhopper.smpp.pdu.BaseSm;
import com.cloudhopper.smpp.tlv.Tlv;
import com.cloudhopper.smpp.type.Address;
import com.cloudhopper.smpp.type.SmppInvalidArgumentException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * One way to read a deliver_sm or data_sm, field by field, with a cost for each oddity. sm_length is trusted where the
 * octets after it agree with it; otherwise the short_message ends where optional parameters begin that add up to the end of
 * the PDU, or with the PDU. Not thread-safe. Long, because the fields follow each other as in the PDU, each with its oddities.
 */
final class MessageReading {
    private static final int LONGEST_SERVICE_TYPE = 5;
    private static final int LONGEST_ADDRESS = 20; // SMPP 3.4 §4.6.1
    private static final int LONGEST_DATA_SM_ADDRESS = 64; // SMPP 3.4 §4.7.1
    private static final int TIME = 16; // SMPP 3.4 §7.1.1
    private static final int LONGEST_SHORT_MESSAGE = 255;
    private static final int MESSAGE_TYPES = 0x3C; // SMPP 3.4 §5.2.12

    private static final int UCS2 = 0x08; // SMPP 3.4 §5.2.19, 3GPP TS 23.038 §4: the bits of the alphabet
    private static final int UCS2_BITS = 0x0C;

    /** Beyond it the reading is not credible. */
    private static final int MOST_COST = 9;

    private static final int MISSING = 3;
    private static final int TOO_LONG = 2;
    private static final int NOT_PRINTABLE = 6;
    private static final int UNUSUAL = 1;
    private static final int LETTER_FOR_A_NUMBER = 6;
    private static final int LYING = 4;
    private static final int CUT = 4;
    private static final int SUPERFLUOUS = 4;
    private static final int MUCH_SUPERFLUOUS = 7;
    private static final int FEW_OCTETS = 8;
    private static final int NOTHING_LEFT = 20;

    private final byte[] raw;
    private final TlvReader tlvReader;
    private final MessageFault fault;
    private final boolean dataSm;
    private final StringJoiner remarks = new StringJoiner("; ");
    private int at = PduDecoder.HEADER_OCTETS;
    private boolean ended;
    private int cost;

    private String serviceType = "";
    private Address source = new Address();
    private Address destination = new Address();
    private byte esmClass;
    private byte protocolId;
    private byte priority;
    private byte dataCoding;
    private int messageStart;
    private int messageEnd;
    private List<Tlv> tlvs = List.of();

    private MessageReading(byte[] raw, TlvReader tlvReader, boolean dataSm, MessageFault fault) {
        this.raw = raw;
        this.tlvReader = tlvReader;
        this.dataSm = dataSm;
        this.fault = fault;
    }

    /** Begins to read a PDU; null when it ends before its mandatory fields do. */
    static @Nullable MessageReading of(byte[] raw, TlvReader tlvs, boolean dataSm, MessageFault fault) {
        MessageReading reading = new MessageReading(raw, tlvs, dataSm, fault);
        reading.read();
        return reading.ended ? null : reading;
    }

    /** Whether it makes sense: with an assumed fault it may have one more unusual value at most. */
    boolean makesSense() {
        return cost <= (fault == MessageFault.NONE ? MOST_COST : MISSING + UNUSUAL);
    }

    /** Whether its cost is lower; at equal cost, whether only this one is a receipt, which does not arise by accident. */
    boolean isBetterThan(MessageReading other) {
        return cost < other.cost
                || (cost == other.cost && (esmClass & MESSAGE_TYPES) != 0 && (other.esmClass & MESSAGE_TYPES) == 0);
    }

    /** The cost of its oddities; 0 when the PDU is as it should be. */
    int cost() {
        return cost;
    }

    /** What is wrong with the PDU, for the log; null when nothing is. */
    @Nullable
    String remark() {
        return remarks.length() == 0 ? null : remarks.toString();
    }

    /** Fills in cloudhopper's PDU, as if cloudhopper had read it. */
    void fill(BaseSm<?> pdu) {
        pdu.setServiceType(serviceType);
        pdu.setSourceAddress(source);
        pdu.setDestAddress(destination);
        pdu.setEsmClass(esmClass);
        pdu.setProtocolId(protocolId);
        pdu.setPriority(priority);
        pdu.setDataCoding(dataCoding);
        byte[] message = Arrays.copyOfRange(raw, messageStart, messageEnd);
        try {
            if (message.length <= LONGEST_SHORT_MESSAGE) {
                pdu.setShortMessage(message);
            } else {
                pdu.addOptionalParameter(new Tlv(SmppConstants.TAG_MESSAGE_PAYLOAD, message));
            }
        } catch (SmppInvalidArgumentException e) {
            throw new IllegalStateException(e);
        }
        tlvs.forEach(pdu::addOptionalParameter);
    }

    private void read() {
        if (fault != MessageFault.NONE) {
            against(MISSING, fault.name().toLowerCase(Locale.ROOT).replace('_', ' '));
        }
        serviceType = string(LONGEST_SERVICE_TYPE, fault == MessageFault.SERVICE_TYPE_WITHOUT_NUL);
        source = address(fault == MessageFault.SOURCE_TON_OR_NPI_MISSING, fault == MessageFault.SOURCE_WITHOUT_NUL);
        destination = address(
                fault == MessageFault.DESTINATION_TON_OR_NPI_MISSING, fault == MessageFault.DESTINATION_WITHOUT_NUL);
        if (fault != MessageFault.NONE && source.getAddress().isEmpty()) {
            against(MISSING, "no source_addr");
        }
        esmClass = octet();
        if (dataSm) {
            octet(); // registered_delivery
            dataCoding = octet();
            if (!ended) {
                parameters();
            }
        } else {
            int length = fault == MessageFault.OCTET_MISSING_BEFORE_SM_LENGTH ? shortTail() : tail();
            if (!ended) {
                message(length);
            }
        }
        againstNothing();
    }

    /** From protocol_id to sm_length. */
    private int tail() {
        protocolId = octet();
        priority = octet();
        time(fault == MessageFault.SCHEDULE_WITHOUT_NUL);
        time(fault == MessageFault.VALIDITY_WITHOUT_NUL);
        octet(); // registered_delivery
        octet(); // replace_if_present_flag
        dataCoding = octet();
        if (octet() != 0) {
            cost += UNUSUAL; // allowed, but another field is more likely out of place
        }
        return Byte.toUnsignedInt(octet());
    }

    /** The same with one octet less and empty times: seven octets, one of the last two data_coding, then sm_length. */
    private int shortTail() {
        for (int i = 0; i < 5; i++) {
            octet();
        }
        byte first = octet();
        byte second = octet();
        dataCoding = first == 0 ? second : first;
        return Byte.toUnsignedInt(octet());
    }

    private byte octet() {
        if (at >= raw.length) {
            ended = true;
            return 0;
        }
        return raw[at++];
    }

    private Address address(boolean octetMissing, boolean withoutNul) {
        byte ton = octet();
        byte npi = octetMissing ? 0 : octet();
        against(ton);
        against(npi);
        return new Address(ton, npi, string(dataSm ? LONGEST_DATA_SM_ADDRESS : LONGEST_ADDRESS, withoutNul));
    }

    /** SMPP 3.4 §5.2.5, §5.2.6: TON up to 6, NPI up to 18. From 32 on it is rather a digit or letter of something else. */
    private void against(byte typeOrPlan) {
        int value = Byte.toUnsignedInt(typeOrPlan);
        if (value >= ' ') {
            against(LETTER_FOR_A_NUMBER, "a letter or digit for a TON or NPI");
        } else if (value > 18) {
            against(UNUSUAL, "an unknown TON or NPI");
        }
    }

    private void time(boolean withoutNul) {
        String time = string(TIME, withoutNul);
        if (!time.isEmpty() && time.length() != TIME) {
            against(MISSING, "a time of another length");
        }
    }

    private String string(int longest, boolean withoutNul) {
        int start = at;
        while (at < raw.length && raw[at] != 0 && !(withoutNul && endsBefore(start, longest))) {
            at++;
        }
        String text = new String(raw, start, at - start, StandardCharsets.ISO_8859_1);
        if (at >= raw.length) {
            ended = true;
        } else if (!withoutNul) {
            at++;
        }
        if (text.length() > longest) {
            against(TOO_LONG, "a field longer than specified");
        }
        if (text.chars().anyMatch(c -> c < ' ')) {
            against(NOT_PRINTABLE, "a field that cannot be printed");
        }
        return text;
    }

    /** Whether a string without a NUL ends here: at its greatest length, or before an octet that cannot be part of it. */
    private boolean endsBefore(int start, int longest) {
        int next = Byte.toUnsignedInt(raw[at]);
        boolean behindADigit = at > start && Character.isDigit(raw[at - 1]);
        return next < ' ' || next > '~' || at - start == longest || (behindADigit && !Character.isLetterOrDigit(next));
    }

    /** short_message, {@code length} octets by sm_length, and the optional parameters after it. */
    private void message(int length) {
        messageStart = at;
        int rest = raw.length - at;
        int said = at + length;
        if (length == rest) {
            int receipt = (esmClass & MESSAGE_TYPES) == 0 ? -1 : tlvReader.firstSound(at);
            boolean inIt = receipt >= 0 && isOfReceipt(receipt);
            endMessage(inIt ? receipt : said, inIt);
        } else if (length < rest) {
            messageAndMore(said);
        } else {
            against(LYING, "sm_length %d, but %d octets are left".formatted(length, rest));
            if (rest == 0) {
                against(NOTHING_LEFT, "nothing of the message");
            }
            int sound = tlvReader.firstSound(at);
            endMessage(sound >= 0 ? sound : raw.length, false);
        }
    }

    private void messageAndMore(int said) {
        if (tlvReader.addsUp(said) && (tlvReader.hasTagOfItsOwn(said) || !readsAsText(said))) {
            endMessage(said, false);
            return;
        }
        int sound = tlvReader.firstSound(messageStart);
        boolean begins = tlvReader.begins(said);
        if (sound >= 0 && sound <= said) {
            endMessage(sound, true);
        } else if (readsAsText(said) && !(begins && said == messageStart)) {
            endMessage(raw.length, true);
        } else if (begins) {
            against(CUT, "an optional parameter that is cut or of another length than it says");
            endMessage(said, false);
        } else if (sound >= 0) {
            endMessage(sound, true);
        } else {
            int octets = raw.length - said;
            against(octets > FEW_OCTETS ? MUCH_SUPERFLUOUS : SUPERFLUOUS, "%d superfluous octets".formatted(octets));
            messageEnd = said;
        }
    }

    private void endMessage(int end, boolean lying) {
        if (lying) {
            against(LYING, "sm_length is not the length of short_message");
        }
        messageEnd = end;
        tlvs = tlvReader.read(end);
    }

    /** Whether receipted_message_id, message_state or network_error_code is there: no receipt's text ends so, an MO may. */
    private boolean isOfReceipt(int start) {
        int tag = (raw[start] & 0xFF) << 8 | (raw[start + 1] & 0xFF);
        return tag == 0x001E || tag == 0x0427 || tag == 0x0423;
    }

    /** Whether the octets from there on continue a text: no control characters, read as one octet each or as two. */
    private boolean readsAsText(int start) {
        if (isPrintable(new String(raw, start, raw.length - start, StandardCharsets.ISO_8859_1))) {
            return true;
        }
        int octets = raw.length - messageStart;
        boolean twoOctets = (dataCoding & UCS2_BITS) == UCS2 || raw[messageStart] == 0;
        return twoOctets
                && octets % 2 == 0
                && isPrintable(new String(raw, messageStart, octets, StandardCharsets.UTF_16BE));
    }

    private static boolean isPrintable(String text) {
        return text.chars()
                .allMatch(c -> (c >= ' ' && c != 0xFFFD) || c == '\n' || c == '\r' || c == '\t' || c == 0x1B);
    }

    /** The optional parameters after the mandatory fields of a data_sm. */
    private void parameters() {
        messageStart = at;
        messageEnd = at;
        if (!tlvReader.addsUp(at)) {
            int sound = tlvReader.firstSound(at);
            if (!tlvReader.begins(at) && sound >= 0) {
                against(SUPERFLUOUS, "superfluous octets");
                at = sound;
            } else {
                against(CUT, "an optional parameter that is cut or of another length than it says");
            }
        }
        tlvs = tlvReader.read(at);
    }

    /** A faulty MO without any text is not credible; a receipt may consist of its parameters alone. */
    private void againstNothing() {
        boolean payload =
                tlvs.stream().anyMatch(tlv -> tlv.getTag() == SmppConstants.TAG_MESSAGE_PAYLOAD && tlv.getLength() > 0);
        boolean whole = remarks.length() == 0 && !(dataSm && tlvs.isEmpty());
        if (!whole && messageStart == messageEnd && !payload && (esmClass & MESSAGE_TYPES) == 0) {
            against(NOTHING_LEFT, "nothing of the message");
        }
    }

    private void against(int points, String remark) {
        cost += points;
        remarks.add(remark);
    }
}
