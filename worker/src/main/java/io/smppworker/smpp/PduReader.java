package io.smppworker.smpp;

import com.cloudhopper.smpp.SmppConstants;
import com.cloudhopper.smpp.pdu.BaseBindResp;
import com.cloudhopper.smpp.pdu.BaseSm;
import com.cloudhopper.smpp.pdu.BindReceiverResp;
import com.cloudhopper.smpp.pdu.BindTransceiverResp;
import com.cloudhopper.smpp.pdu.BindTransmitterResp;
import com.cloudhopper.smpp.pdu.DataSm;
import com.cloudhopper.smpp.pdu.DeliverSm;
import com.cloudhopper.smpp.pdu.EnquireLink;
import com.cloudhopper.smpp.pdu.EnquireLinkResp;
import com.cloudhopper.smpp.pdu.GenericNack;
import com.cloudhopper.smpp.pdu.Pdu;
import com.cloudhopper.smpp.pdu.SubmitSmResp;
import com.cloudhopper.smpp.pdu.Unbind;
import com.cloudhopper.smpp.pdu.UnbindResp;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads one PDU into cloudhopper's classes, by rules of our own: cloudhopper gives up on a PDU at its first fault. The
 * header decides the type of a PDU and the request it answers; octets after the header of a PDU that should have none are
 * ignored (SMPP 3.4 §4.2.2, §4.3.1, §4.11). Pure; never throws.
 */
final class PduReader {
    private static final int COMMAND_ID = 4;
    private static final int COMMAND_STATUS = 8;
    private static final int SEQUENCE_NUMBER = 12;

    private PduReader() {}

    /** @param raw the whole PDU: a header at least */
    static Frame read(byte[] raw) {
        ByteBuffer octets = ByteBuffer.wrap(raw);
        int commandId = octets.getInt(COMMAND_ID);
        Pdu pdu = empty(commandId);
        if (pdu == null) {
            return undecodable(raw, "a client is not served with this command_id");
        }
        pdu.setCommandLength(raw.length);
        pdu.setCommandStatus(octets.getInt(COMMAND_STATUS));
        pdu.setSequenceNumber(octets.getInt(SEQUENCE_NUMBER));
        if (!(pdu instanceof BaseSm<?> message)) {
            return new Frame.Decoded(pdu, raw, readBody(pdu, raw));
        }
        MessageReading reading = MessageReader.read(raw, message instanceof DataSm);
        if (reading == null) {
            return undecodable(raw, "its fields cannot be told apart: cut, or with lengths that are wrong");
        }
        reading.fill(message);
        return new Frame.Decoded(pdu, raw, reading.remark());
    }

    private static @Nullable Pdu empty(int commandId) {
        return switch (commandId) {
            case SmppConstants.CMD_ID_DELIVER_SM -> new DeliverSm();
            case SmppConstants.CMD_ID_DATA_SM -> new DataSm();
            case SmppConstants.CMD_ID_ENQUIRE_LINK -> new EnquireLink();
            case SmppConstants.CMD_ID_UNBIND -> new Unbind();
            case SmppConstants.CMD_ID_SUBMIT_SM_RESP -> new SubmitSmResp();
            case SmppConstants.CMD_ID_ENQUIRE_LINK_RESP -> new EnquireLinkResp();
            case SmppConstants.CMD_ID_UNBIND_RESP -> new UnbindResp();
            case SmppConstants.CMD_ID_GENERIC_NACK -> new GenericNack();
            case SmppConstants.CMD_ID_BIND_TRANSCEIVER_RESP -> new BindTransceiverResp();
            case SmppConstants.CMD_ID_BIND_TRANSMITTER_RESP -> new BindTransmitterResp();
            case SmppConstants.CMD_ID_BIND_RECEIVER_RESP -> new BindReceiverResp();
            default -> null;
        };
    }

    /** Reads the body of any other PDU, and says what is wrong with it; null when nothing is. */
    private static @Nullable String readBody(Pdu pdu, byte[] raw) {
        if (pdu instanceof SubmitSmResp response) {
            response.setMessageId(string(raw));
            return null;
        }
        if (pdu instanceof BaseBindResp response) {
            response.setSystemId(string(raw));
            return null;
        }
        int superfluous = raw.length - PduDecoder.HEADER_OCTETS;
        return superfluous == 0 ? null : "superfluous octets behind the header: " + superfluous;
    }

    /** The string after the header, up to a NUL or the end. */
    private static String string(byte[] raw) {
        int end = PduDecoder.HEADER_OCTETS;
        while (end < raw.length && raw[end] != 0) {
            end++;
        }
        return new String(raw, PduDecoder.HEADER_OCTETS, end - PduDecoder.HEADER_OCTETS, StandardCharsets.ISO_8859_1);
    }

    private static Frame undecodable(byte[] raw, String reason) {
        ByteBuffer octets = ByteBuffer.wrap(raw);
        return new Frame.Undecodable(octets.getInt(COMMAND_ID), octets.getInt(SEQUENCE_NUMBER), raw, reason);
    }
}
