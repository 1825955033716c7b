package io.smppworker.message;

/** One partition of one lane: the unit in which requests are owned. */
public record LanePartition(Lane lane, int partition) {}
