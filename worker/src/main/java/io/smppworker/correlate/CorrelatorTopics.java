package io.smppworker.correlate;

/**
 * Names of the topics at both ends of the topology.
 *
 * @param submissions in: the submission journal
 * @param deliveries in: every deliver_sm
 * @param receipts out: keyed by messageId
 * @param inbound out: keyed by inboundId
 */
public record CorrelatorTopics(String submissions, String deliveries, String receipts, String inbound) {}
