package io.smppworker.outbound;

import io.smppworker.message.Source;

/**
 * The request of a lane that has been in flight for longest, as of a moment ago: its partition's committed offset waits for
 * it.
 *
 * @param takenNanos when it was taken, in nanoseconds of the data path's clock
 * @param waitsFor in words for people
 */
public record Oldest(Source source, long takenNanos, String waitsFor) {}
