package io.smppworker.app;

/** A file or standard input, given to a command, is not what it must be. The message says what is wrong, and no content. */
final class BadInput extends Exception {
    private static final long serialVersionUID = 1L;

    BadInput(String message) {
        super(message);
    }
}
