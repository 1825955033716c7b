package io.smppworker.sandbox.provider;

/**
 * Receipts, or mobile-originated messages: {@code created = acknowledged + pending + dropped}.
 *
 * @param sent different ones sent at least once
 * @param attempts deliver_sm sent, repeats included
 * @param acknowledged answered with ESME_ROK
 * @param pending not yet due, waiting for a receiver, or waiting for an answer
 * @param dropped given up because more than a million waited
 */
public record DeliverCounts(long created, long sent, long attempts, long acknowledged, long pending, long dropped) {}
