package io.smppworker.correlate;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.smppworker.schemas.ErrorInfo;
import io.smppworker.schemas.Receipt;
import io.smppworker.schemas.ReceiptSegmentBuilder;
import io.smppworker.schemas.SubmissionRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The final receipt of a message in compact form, kept to answer requests that repeat its messageId, and to distinguish a
 * new state from a repetition when the provider reports again.
 *
 * @param overruled final reports that do not count any more, or never did
 * @param supersedes eventId of the final receipt that this one corrected; null when it is the first
 */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
record FinalReceipt(
        Receipt.Stage stage,
        Receipt.Status status,
        @Nullable ErrorInfo error,
        @Nullable Boolean possibleDuplicate,
        List<Part> parts,
        List<Part> overruled,
        @Nullable String supersedes) {

    /** One segment: without where and when it was submitted. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    record Part(
            int index,
            @Nullable String smscMessageId,
            Receipt.@Nullable Status status,
            @Nullable String rawStatus,
            int attempts,
            @Nullable Instant doneAt) {

        private static Part of(Receipt.Segment segment) {
            return new Part(
                    segment.index(),
                    segment.smscMessageId(),
                    segment.status(),
                    segment.rawStatus(),
                    segment.attempts(),
                    segment.doneAt());
        }

        private static Part of(MessageEvent.Report report, int attempts) {
            return new Part(
                    report.segment(),
                    report.smscMessageId(),
                    report.status(),
                    report.rawStatus(),
                    attempts,
                    report.doneAt());
        }

        private boolean isOf(MessageEvent.Report report) {
            return index == report.segment()
                    && status == report.status()
                    && report.smscMessageId().equals(smscMessageId)
                    && report.rawStatus().equals(rawStatus)
                    && Objects.equals(doneAt, report.doneAt());
        }

        private boolean hasEnded() {
            return status != null && Finality.isFinal(status);
        }

        /** A copy that was delivered outweighs another that was not. */
        private boolean yieldsTo(MessageEvent.Report report) {
            return !hasEnded()
                    || report.smscMessageId().equals(smscMessageId)
                    || (status != Receipt.Status.DELIVERED && report.status() == Receipt.Status.DELIVERED);
        }

        private Receipt.Segment segment() {
            return ReceiptSegmentBuilder.builder()
                    .index(index)
                    .attempts(attempts)
                    .smscMessageId(smscMessageId)
                    .status(status)
                    .rawStatus(rawStatus)
                    .doneAt(doneAt)
                    .build();
        }
    }

    /** Of a published receipt, with the final reports on its segments that did not count. */
    static FinalReceipt of(Receipt receipt, List<SegmentState> segments) {
        List<Part> parts = receipt.segments().stream().map(Part::of).toList();
        List<Part> overruled = new ArrayList<>();
        for (SegmentState segment : segments) {
            for (MessageEvent.Report report : segment.reports()) {
                if (Finality.isFinal(report.status()) && parts.stream().noneMatch(part -> part.isOf(report))) {
                    overruled.add(Part.of(report, segment.attempts()));
                }
            }
        }
        return new FinalReceipt(
                receipt.stage(),
                receipt.status(),
                receipt.error(),
                receipt.possibleDuplicate(),
                parts,
                overruled,
                receipt.supersedes());
    }

    /** Whether this is, or may be, another acceptance than the published one. */
    boolean isDoubledBy(SubmissionRecord.Outcome outcome) {
        boolean otherId = parts.stream()
                .anyMatch(part -> part.index() == outcome.segment()
                        && part.smscMessageId() != null
                        && !part.smscMessageId().equals(outcome.smscMessageId()));
        return outcome.status() == Receipt.Status.ACCEPTED
                && (otherId || Boolean.TRUE.equals(outcome.possibleDuplicate()));
    }

    FinalReceipt declaredDouble() {
        return new FinalReceipt(stage, status, error, true, parts, overruled, supersedes);
    }

    boolean knows(MessageEvent.Report report) {
        return parts.stream().anyMatch(part -> part.isOf(report))
                || overruled.stream().anyMatch(part -> part.isOf(report));
    }

    /** With a final report that it does not know; the published status stays. */
    FinalReceipt with(MessageEvent.Report report) {
        List<Part> changed = new ArrayList<>();
        List<Part> passed = new ArrayList<>(overruled);
        boolean taken = false;
        for (Part part : parts) {
            boolean yields = part.index() == report.segment() && part.yieldsTo(report);
            changed.add(yields ? Part.of(report, part.attempts()) : part);
            if (yields && part.hasEnded()) {
                passed.add(part);
            }
            taken |= yields;
        }
        if (!taken) {
            passed.add(Part.of(report, 0));
        }
        List<Part> newest = passed.subList(Math.max(0, passed.size() - SegmentState.MOST_REPORTS), passed.size());
        return new FinalReceipt(stage, status, error, possibleDuplicate, changed, List.copyOf(newest), supersedes);
    }

    /** The same with another final status than the published one. */
    FinalReceipt corrected(Receipt.Status end, @Nullable ErrorInfo why, String supersededEventId) {
        return new FinalReceipt(stage, end, why, possibleDuplicate, parts, overruled, supersededEventId);
    }

    /** The final states of its segments, by index; segments without one are not in it. */
    SortedMap<Integer, Receipt.Status> ends() {
        SortedMap<Integer, Receipt.Status> ends = new TreeMap<>();
        for (Part part : parts) {
            if (part.status() != null && part.hasEnded()) {
                ends.put(part.index(), part.status());
            }
        }
        return ends;
    }

    /** Whether the report listed for a segment has an unknown status. */
    boolean hasUnknownReport() {
        return parts.stream().anyMatch(part -> part.status() == Receipt.Status.OTHER);
    }

    List<Receipt.Segment> segments() {
        return parts.stream().map(Part::segment).toList();
    }
}
