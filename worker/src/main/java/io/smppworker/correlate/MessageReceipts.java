package io.smppworker.correlate;

import io.smppworker.schemas.ErrorInfo;
import io.smppworker.schemas.Receipt;
import io.smppworker.schemas.Receipt.Stage;
import io.smppworker.schemas.Receipt.Status;
import io.smppworker.schemas.SendRequest.ReceiptWish;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes the receipts of one message at one event. Pure. */
final class MessageReceipts {
    private final String messageId;
    private final MessageRequest request;
    private final Instant at;

    MessageReceipts(String messageId, MessageRequest request, Instant at) {
        this.messageId = messageId;
        this.request = request;
        this.at = at;
    }

    /** What the submission came to. ACCEPTED is final only when no delivery receipt was asked for. */
    Receipt submission(MessageState state, Status status) {
        List<Receipt.Segment> segments =
                state.segments().stream().map(MessageReceipts::submitted).toList();
        MessageState.Ending ending = state.ending();
        ErrorInfo error = status == Status.ACCEPTED ? null : firstError(segments);
        return receipt(
                Stage.SUBMIT,
                status,
                "",
                status != Status.ACCEPTED || request.wish() == ReceiptWish.NONE,
                segments,
                error == null && ending != null && status != Status.ACCEPTED ? ending.error() : error);
    }

    /** A state on the way of a single segment. */
    Receipt progress(SegmentState segment, MessageEvent.Report report) {
        Receipt.Segment listed = listed(segment, report);
        return receipt(Stage.DELIVERY, report.status(), report.rawStatus(), false, List.of(listed), listed.error());
    }

    /** The end of the delivery. */
    Receipt delivery(MessageState state, Status status) {
        List<Receipt.Segment> segments = state.segments().stream()
                .map(segment -> listed(segment, segment.latest()))
                .toList();
        return receipt(Stage.DELIVERY, status, "", true, segments, firstError(segments));
    }

    /** The network's error of a delivery state; a delivered message has none, whatever {@code err:} says. */
    static @Nullable ErrorInfo networkError(Status status, @Nullable String network) {
        return status == Status.DELIVERED || network == null ? null : new ErrorInfo(null, null, network, null);
    }

    private Receipt receipt(
            Stage stage,
            Status status,
            String detail,
            boolean isFinal,
            List<Receipt.Segment> segments,
            @Nullable ErrorInfo error) {
        String eventId = EventIds.of(
                messageId,
                request.topic() + "-" + request.partition() + "@" + request.offset(),
                stage.name(),
                status.name(),
                detail);
        return new Receipt(
                messageId,
                eventId,
                stage,
                status,
                isFinal,
                at,
                request.to(),
                request.from(),
                segments,
                error,
                request.context());
    }

    private static @Nullable ErrorInfo firstError(List<Receipt.Segment> segments) {
        return segments.stream()
                .map(Receipt.Segment::error)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static Receipt.Segment submitted(SegmentState segment) {
        List<String> ids = segment.smscMessageIds();
        return new Receipt.Segment(
                segment.index(),
                ids.isEmpty() ? null : ids.get(ids.size() - 1),
                segment.server(),
                segment.bind(),
                segment.worker(),
                segment.status(),
                null,
                segment.error(),
                segment.submittedAt(),
                segment.respondedAt(),
                null,
                segment.attempts());
    }

    private static Receipt.Segment listed(SegmentState segment, MessageEvent.@Nullable Report report) {
        if (report == null) {
            return submitted(segment);
        }
        return new Receipt.Segment(
                segment.index(),
                report.smscMessageId(),
                segment.server(),
                segment.bind(),
                segment.worker(),
                report.status(),
                report.rawStatus(),
                networkError(report.status(), report.network()),
                segment.submittedAt(),
                segment.respondedAt(),
                report.doneAt(),
                segment.attempts());
    }
}
