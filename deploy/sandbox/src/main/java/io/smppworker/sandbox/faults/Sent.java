package io.smppworker.sandbox.faults;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One request of the load.
 *
 * @param segments how many submit_sm it takes
 * @param report whether it must never be submitted again once in doubt
 * @param expiresAfter from when it is produced; null = never
 */
record Sent(
        String messageId,
        String to,
        String text,
        int segments,
        boolean report,
        @Nullable Duration expiresAfter) {}
