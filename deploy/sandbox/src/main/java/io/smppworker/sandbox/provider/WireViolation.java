package io.smppworker.sandbox.provider;

/** Something a careful client does not do. */
public record WireViolation(long nanos, String server, int session, String what) {}
