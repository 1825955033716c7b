package io.smppworker.sandbox.provider;

/** Which way a PDU went, seen from the provider. */
public enum Direction {
    IN,
    OUT
}
