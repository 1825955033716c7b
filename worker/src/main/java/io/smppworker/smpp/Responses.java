package io.smppworker.smpp;

import com.cloudhopper.smpp.SmppConstants;
import com.cloudhopper.smpp.pdu.PduResponse;
import com.cloudhopper.smpp.pdu.SubmitSmResp;
import io.smppworker.message.CommandStatus;
import io.smppworker.message.SubmitOutcome;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;

/** What a response to a submit_sm means (SMPP 3.4 §4.4.2, §4.3). */
final class Responses {
    private static final int RESPONSE_BIT = 0x8000_0000;

    private Responses() {}

    static boolean isResponse(int commandId) {
        return (commandId & RESPONSE_BIT) != 0;
    }

    /**
     * The outcome a submit_sm_resp or generic_nack stands for. A generic_nack says that the submit_sm was not understood,
     * hence not accepted; one that says ESME_ROK contradicts itself and decides nothing.
     */
    static SubmitOutcome outcome(PduResponse response) {
        if (response.getCommandStatus() != CommandStatus.ESME_ROK) {
            return new SubmitOutcome.Refused(response.getCommandStatus());
        }
        return response instanceof SubmitSmResp accepted
                ? new SubmitOutcome.Accepted(Objects.requireNonNullElse(accepted.getMessageId(), ""))
                : new SubmitOutcome.InDoubt("generic_nack with ESME_ROK");
    }

    /**
     * The submit_sm_resp in a frame that the library cannot decode: its header decides, and its message_id is what there
     * is of it, ended by a NUL or not. Empty for any other response.
     */
    static Optional<SubmitSmResp> readable(Frame.Undecodable frame) {
        if (frame.commandId() != SmppConstants.CMD_ID_SUBMIT_SM_RESP) {
            return Optional.empty();
        }
        SubmitSmResp response = new SubmitSmResp();
        response.setCommandStatus(frame.commandStatus());
        response.setSequenceNumber(frame.sequenceNumber());
        response.setMessageId(messageId(frame.raw()));
        return Optional.of(response);
    }

    private static String messageId(byte[] raw) {
        int end = PduDecoder.HEADER_OCTETS;
        while (end < raw.length && raw[end] != 0) {
            end++;
        }
        return new String(raw, PduDecoder.HEADER_OCTETS, end - PduDecoder.HEADER_OCTETS, StandardCharsets.ISO_8859_1);
    }
}
