package io.smppworker.message;

/** How the provider writes a message id. */
public enum MessageIdForm {
    RAW,
    HEX,
    DECIMAL
}
