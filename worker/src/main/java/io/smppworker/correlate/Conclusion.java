package io.smppworker.correlate;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.smppworker.schemas.ErrorInfo;
import io.smppworker.schemas.Receipt;
import io.smppworker.schemas.SubmissionRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The final receipt of a message in small, kept to answer requests that repeat its messageId. */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
record Conclusion(
        Receipt.Stage stage,
        Receipt.Status status,
        @Nullable ErrorInfo error,
        @Nullable Boolean possibleDuplicate,
        List<Part> parts) {

    /** One segment: without where and when it was submitted. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    record Part(
            int index,
            @Nullable String smscMessageId,
            Receipt.@Nullable Status status,
            @Nullable String rawStatus,
            int attempts) {

        private static Part of(Receipt.Segment segment) {
            return new Part(
                    segment.index(),
                    segment.smscMessageId(),
                    segment.status(),
                    segment.rawStatus(),
                    segment.attempts());
        }

        private Receipt.Segment segment() {
            return new Receipt.Segment(
                    index, smscMessageId, null, null, null, status, rawStatus, null, null, null, null, attempts);
        }
    }

    static Conclusion of(Receipt receipt) {
        return new Conclusion(
                receipt.stage(),
                receipt.status(),
                receipt.error(),
                receipt.possibleDuplicate(),
                receipt.segments().stream().map(Part::of).toList());
    }

    /** Whether this acceptance is another one than that which was told, or may be. */
    boolean isDoubledBy(SubmissionRecord.Outcome acceptance) {
        boolean otherId = parts.stream()
                .anyMatch(part -> part.index() == acceptance.segment()
                        && part.smscMessageId() != null
                        && !part.smscMessageId().equals(acceptance.smscMessageId()));
        return !Boolean.TRUE.equals(possibleDuplicate)
                && (otherId || Boolean.TRUE.equals(acceptance.possibleDuplicate()));
    }

    Conclusion declaredDouble() {
        return new Conclusion(stage, status, error, true, parts);
    }

    List<Receipt.Segment> segments() {
        return parts.stream().map(Part::segment).toList();
    }
}
