package io.smppworker.smpp;

/** Of sound length, but nobody can tell what it says; its message is the reason. */
final class UnreadablePdu extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadablePdu(String reason) {
        super(reason);
    }
}
