package io.smppworker.correlate;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.smppworker.schemas.ErrorInfo;
import io.smppworker.schemas.Receipt;
import io.smppworker.schemas.Receipt.Status;
import io.smppworker.schemas.SubmissionRecord;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The state that {@link MessageFold} keeps of one message.
 *
 * @param request null until the journal named it
 * @param segments those of which anything is known, by index
 * @param ending why it ended without having been accepted, if it did
 * @param submitted the status last published at the submit stage
 * @param progress the non-final delivery states published
 * @param conclusion the final receipt, null before; once it is set, {@code segments}, {@code ending} and {@code progress}
 *     are no longer kept
 * @param repeats further requests with its messageId
 * @param cutBy the worker whose outcomes are of the segments that it is cut into; null while all workers cut it alike
 */
@RecordBuilder
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
record MessageState(
        @Nullable MessageRequest request,
        List<SegmentState> segments,
        @Nullable Ending ending,
        @Nullable Status submitted,
        List<String> progress,
        @Nullable FinalReceipt conclusion,
        RepeatedRequests repeats,
        Announcements announcements,
        @Nullable String cutBy) {

    /** A state that was stored before announcements were kept has none. */
    MessageState {
        announcements = Objects.requireNonNullElse(announcements, Announcements.NONE);
    }

    static final MessageState NEW = MessageStateBuilder.builder()
            .segments(List.of())
            .progress(List.of())
            .repeats(RepeatedRequests.NONE)
            .announcements(Announcements.NONE)
            .build();

    /**
     * The message's end as the journal has it.
     *
     * @param doubled whether a segment may have been submitted again after an attempt whose outcome is not known
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    record Ending(Status status, @Nullable ErrorInfo error, boolean doubled) {}

    private MessageStateBuilder but() {
        return MessageStateBuilder.builder(this);
    }

    MessageState with(MessageRequest named) {
        return but().request(named).build();
    }

    /** Announced by a worker, perhaps in other segments than before. */
    MessageState with(SubmissionRecord.Submitting submitting) {
        MessageRequest named = MessageRequest.of(submitting);
        MessageState announced = with(announcements.with(submitting));
        if (request == null || request.segments() == 0) {
            return announced.with(named);
        }
        if (request.isCutAs(named)) {
            return cutBy == null ? announced : announced.cutBy(submitting.worker());
        }
        if (submitted == Status.ACCEPTED || !announcements.areFollowedBy(submitting)) {
            return announced.cutBy(Objects.requireNonNullElse(cutBy, ownerBefore()));
        }
        return announced.cutAnew(named).cutBy(submitting.worker());
    }

    /** Who announced it last; nobody has no name. */
    private String ownerBefore() {
        return Objects.requireNonNullElse(announcements.worker(), "");
    }

    private MessageState cutBy(String worker) {
        return but().cutBy(worker).build();
    }

    /** What was sent of it, or may have been, is in the new segments again. */
    private MessageState cutAnew(MessageRequest named) {
        boolean wasSent = count(Status.ACCEPTED) + count(Status.IN_DOUBT) > 0 || possibleDuplicate();
        return but().request(named)
                .segments(segments.stream()
                        .map(SegmentState::cutAnew)
                        .filter(segment -> !segment.reports().isEmpty())
                        .toList())
                .announcements(announcements.again(wasSent))
                .build();
    }

    /** With what one worker's submission of a segment came to, if that is one of the segments it is cut into. */
    MessageState with(SubmissionRecord.Outcome outcome) {
        return cutBy == null || cutBy.equals(outcome.worker())
                ? withSegment(outcome.segment(), segment -> segment.with(outcome))
                : this;
    }

    /** What may have been submitted twice by an earlier ending stays so by a later one. */
    MessageState with(Ending end) {
        Ending known = new Ending(end.status(), end.error(), end.doubled() || (ending != null && ending.doubled()));
        return but().ending(known).build();
    }

    MessageState withSubmitted(Status status) {
        return but().submitted(status).build();
    }

    MessageState withProgress(String state) {
        List<String> longer = Stream.concat(progress.stream(), Stream.of(state)).toList();
        return but().progress(longer).build();
    }

    MessageState with(Announcements now) {
        return but().announcements(now).build();
    }

    /** With a segment in doubt the announcement stays: that one was submitted, or may have been. */
    MessageState with(SubmissionRecord.Withdrawn withdrawn) {
        return count(Status.IN_DOUBT) > 0 ? this : with(announcements.without(withdrawn));
    }

    MessageState withSegment(int index, UnaryOperator<SegmentState> change) {
        List<SegmentState> changed = new ArrayList<>(segments);
        SegmentState before = segments.stream()
                .filter(segment -> segment.index() == index)
                .findFirst()
                .orElse(SegmentState.unknown(index));
        changed.remove(before);
        changed.add(change.apply(before));
        changed.sort(Comparator.comparingInt(SegmentState::index));
        return but().segments(changed).build();
    }

    MessageState with(RepeatedRequests known) {
        return but().repeats(known).build();
    }

    /** Only what is needed to recognise late reports, to correct the final receipt, and to answer a repeated request. */
    MessageState completed(Receipt last) {
        return but().segments(List.of())
                .ending(null)
                .progress(List.of())
                .conclusion(FinalReceipt.of(last, segments))
                .build();
    }

    MessageState with(FinalReceipt changed) {
        return but().conclusion(changed).build();
    }

    /** A new state for another request with its messageId; the repeated requests stay. */
    MessageState anew() {
        return NEW.with(repeats);
    }

    boolean complete() {
        return conclusion != null;
    }

    /**
     * Whether a segment of it may reach the handset twice: also when a second worker announced it, which did not know how the
     * first one fared, and of which nothing more is known. Once true, it stays true.
     */
    boolean possibleDuplicate() {
        return announcements.again()
                || (ending != null && ending.doubled())
                || segments.stream().anyMatch(SegmentState::possibleDuplicate);
    }

    /** The outcome of its submission; null while that is open. */
    @Nullable
    Status submission() {
        if (request != null && request.segments() > 0 && count(Status.ACCEPTED) >= request.segments()) {
            return Status.ACCEPTED;
        }
        if (count(Status.REJECTED) > 0) {
            return Status.REJECTED;
        }
        return ending == null ? null : ending.status();
    }

    private long count(Status status) {
        return segments.stream().filter(segment -> segment.status() == status).count();
    }

    /** Whether a segment of it has a report with an unknown status and none that ended it. */
    boolean hasUnknownReport() {
        return segments.stream().anyMatch(SegmentState::hasUnknownReport);
    }

    /** Those of {@link #ends()} that no other copy of the segment can still turn into DELIVERED. */
    SortedMap<Integer, Status> certainEnds() {
        SortedMap<Integer, Status> certain = ends();
        for (SegmentState segment : segments) {
            if (segment.end() != Status.DELIVERED && segment.hasOpenCopy()) {
                certain.remove(segment.index());
            }
        }
        return certain;
    }

    /** The final states of its segments, by index; segments without one are not in it. */
    SortedMap<Integer, Status> ends() {
        SortedMap<Integer, Status> ends = new TreeMap<>();
        for (SegmentState segment : segments) {
            Status end = segment.end();
            if (end != null) {
                ends.put(segment.index(), end);
            }
        }
        return ends;
    }
}
