package io.smppworker.smpp;

import io.smppworker.message.CommandStatus;

/** The outcome of a bind attempt. */
public sealed interface BindOutcome {
    /** Bound; the session is open. */
    record Bound(SmppSession session) implements BindOutcome {}

    /** The server answered with an error, in a bind_resp or a generic_nack (SMPP 3.4 §4.1.2, §4.3, §5.1.3). */
    record Refused(int commandStatus) implements BindOutcome {
        public String inWords() {
            return "bind refused: " + CommandStatus.inWords(commandStatus);
        }
    }

    /** No answer to the bind: name look-up, connect or TLS failed, or it timed out. */
    record Unreachable(String reason) implements BindOutcome {}
}
