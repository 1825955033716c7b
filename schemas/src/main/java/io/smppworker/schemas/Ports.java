package io.smppworker.schemas;

import org.jspecify.annotations.Nullable;

/**
 * Application ports that a message is addressed to and comes from, 0..65535.
 *
 * @param originator null when only the destination was given
 */
public record Ports(int destination, @Nullable Integer originator) {}
