package io.smppworker.correlate;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.smppworker.schemas.ErrorInfo;
import io.smppworker.schemas.Receipt;
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

    List<Receipt.Segment> segments() {
        return parts.stream().map(Part::segment).toList();
    }
}
