package io.smppworker.sandbox.provider;

/** Which way a PDU went, seen from the provider. */
enum Direction {
    IN,
    OUT
}
