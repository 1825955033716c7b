package io.smppworker.message;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of one segment, as the journal keeps it.
 *
 * @param index 1-based
 * @param outcome of the last submission
 * @param bind where it was submitted
 * @param respondedAt when the response came; null when none did
 * @param attempts how often it was submitted so far
 * @param possibleDuplicate whether an earlier submission of it has an outcome that was never known
 */
public record SegmentResult(
        int index,
        SubmitOutcome outcome,
        BindPoint bind,
        Instant submittedAt,
        @Nullable Instant respondedAt,
        int attempts,
        boolean possibleDuplicate) {}
