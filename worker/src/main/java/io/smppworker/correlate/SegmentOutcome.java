package io.smppworker.correlate;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.smppworker.schemas.ErrorInfo;
import io.smppworker.schemas.Receipt.Status;
import io.smppworker.schemas.SubmissionRecord;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a segment's submission, and where it was submitted: of all outcomes in the journal the one that counts.
 *
 * @param status ACCEPTED, REJECTED or IN_DOUBT; null before there is an outcome
 */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
record SegmentOutcome(
        @Nullable String server,
        @Nullable Integer bind,
        @Nullable String worker,
        @Nullable Status status,
        @Nullable ErrorInfo error,
        @Nullable Instant submittedAt,
        @Nullable Instant respondedAt) {
    static final SegmentOutcome NONE = new SegmentOutcome(null, null, null, null, null, null, null);

    static SegmentOutcome of(SubmissionRecord.Outcome outcome) {
        return new SegmentOutcome(
                outcome.server(),
                outcome.bind(),
                outcome.worker(),
                outcome.status(),
                outcome.error(),
                outcome.submittedAt(),
                outcome.respondedAt());
    }

    /** Whether it counts more than a later one: what is certain outranks a doubt, and an acceptance outranks everything. */
    boolean outranks(SubmissionRecord.Outcome later) {
        return status != null && certainty(later.status()) < certainty(status);
    }

    private static int certainty(Status status) {
        return switch (status) {
            case ACCEPTED -> 2;
            case REJECTED -> 1;
            default -> 0;
        };
    }
}
