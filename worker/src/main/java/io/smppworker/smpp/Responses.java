package io.smppworker.smpp;

import com.cloudhopper.smpp.pdu.PduResponse;
import com.cloudhopper.smpp.pdu.SubmitSmResp;
import io.smppworker.message.CommandStatus;
import io.smppworker.message.SubmitOutcome;
import java.util.Objects;

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
}
