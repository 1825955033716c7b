package io.smppworker.schemas;

/** The record that a request came in: it distinguishes requests with the same messageId. */
public record RequestPlace(String topic, int partition, long offset) {}
