package io.smppworker.schemas;

/** The record that a request came in: it tells requests with the same messageId from each other. */
public record RequestPlace(String topic, int partition, long offset) {}
