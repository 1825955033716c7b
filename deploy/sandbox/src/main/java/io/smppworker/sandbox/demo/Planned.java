package io.smppworker.sandbox.demo;

import org.jspecify.annotations.Nullable;

/**
 * A record to produce, and what must become of it.
 *
 * @param value the record's value as UTF-8 text
 * @param messageId null when nobody can read one from the value
 */
record Planned(String topic, String value, @Nullable String messageId, Fate fate) {}
