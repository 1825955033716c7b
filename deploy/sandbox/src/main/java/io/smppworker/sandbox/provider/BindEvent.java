package io.smppworker.sandbox.provider;

/**
 * A bind begun or ended.
 *
 * @param bound begun, else ended
 * @param bindsAfter sessions bound to the server from then on
 */
record BindEvent(long nanos, String server, int session, boolean bound, int bindsAfter) {}
