package io.smppworker.cli;

/**
 * A command's configuration, input file or standard input is not usable. The message says all that is wrong, and quotes no
 * content.
 */
public final class BadInput extends Exception {
    private static final long serialVersionUID = 1L;

    BadInput(String message) {
        super(message);
    }
}
