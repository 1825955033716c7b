package io.smppworker.sandbox.provider;

/**
 * What became of every submit_sm that arrived: {@code arrived = accepted + throttled + refused + lost}.
 *
 * @param accepted messages taken, whether or not the answer left
 * @param throttled refused with ESME_RTHROTTLED
 * @param refused refused with any other command_status
 * @param lost swallowed by a fault
 * @param answered submit_sm_resp and generic_nack that left for a submit_sm, whatever their status
 */
public record SubmitCounts(long arrived, long accepted, long throttled, long refused, long lost, long answered) {}
