package io.smppworker.outbound;

/**
 * The ports that the data path depends on.
 *
 * @param progress is notified of finished requests
 * @param permission whether this worker may submit
 */
public record OutboundPorts(Journal journal, Progress progress, SubmitPermission permission) {}
