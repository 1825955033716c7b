package io.smppworker.smpp;

/** A PDU of sound length whose fields cannot be read; the exception's message is the reason. */
final class UnreadablePdu extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadablePdu(String reason) {
        super(reason);
    }
}
