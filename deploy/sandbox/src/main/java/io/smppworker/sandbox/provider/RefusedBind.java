package io.smppworker.sandbox.provider;

/**
 * A bind that was refused.
 *
 * @param session the connection it came over
 * @param commandStatus of the bind_*_resp
 */
public record RefusedBind(long nanos, String server, int session, int commandStatus) {}
