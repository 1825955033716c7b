package io.smppworker.correlate;

import static java.util.Objects.requireNonNull;

import io.smppworker.schemas.ErrorInfo;
import io.smppworker.schemas.Receipt;
import io.smppworker.schemas.Receipt.Stage;
import io.smppworker.schemas.Receipt.Status;
import io.smppworker.schemas.ReceivedTlv;
import io.smppworker.schemas.SendRequest.RegisteredDelivery;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes the receipts of one message at one event. Pure. */
record MessageReceipts(String messageId, MessageRequest request, Instant at) {
    /** The outcome of the submission. ACCEPTED is final only when no delivery receipt was asked for. */
    Receipt submission(MessageState state, Status status) {
        List<Receipt.Segment> segments =
                state.segments().stream().map(MessageReceipts::submitted).toList();
        MessageState.Ending ending = state.ending();
        ErrorInfo error = status == Status.ACCEPTED ? null : firstError(segments);
        return receipt(
                Stage.SUBMIT,
                status,
                "",
                status != Status.ACCEPTED || request.registeredDelivery() == RegisteredDelivery.NONE,
                segments,
                error == null && ending != null && status != Status.ACCEPTED ? ending.error() : error,
                state.possibleDuplicate(),
                null,
                null);
    }

    /** A non-final state of a message of one segment. */
    Receipt progress(SegmentState segment, MessageEvent.Report report) {
        Receipt.Segment listed = listed(segment, report);
        return receipt(
                Stage.DELIVERY,
                report.status(),
                report.rawStatus(),
                false,
                List.of(listed),
                listed.error(),
                segment.possibleDuplicate(),
                null,
                report.tlvs());
    }

    /** The final receipt of the delivery. */
    Receipt delivery(MessageState state, Status status) {
        return delivery(state, status, firstError(delivered(state)));
    }

    /** The final receipt after the wait for receipts has timed out, with what is known. */
    Receipt outOfTime(MessageState state, Status status) {
        int ended = state.ends().size();
        String none = state.hasUnknownReport() ? "no receipt with a known status" : "no receipt";
        String reason = ended == 0 ? none : "receipts for %d of %d segments".formatted(ended, request.segments());
        ErrorInfo known = firstError(delivered(state));
        return delivery(state, status, known == null ? new ErrorInfo(null, null, null, reason) : known);
    }

    private Receipt delivery(MessageState state, Status status, @Nullable ErrorInfo error) {
        List<ReceivedTlv> tlvs = state.segments().stream()
                .map(SegmentState::latest)
                .filter(Objects::nonNull)
                .map(MessageEvent.Report::tlvs)
                .filter(Objects::nonNull)
                .flatMap(List::stream)
                .distinct()
                .toList();
        return receipt(
                Stage.DELIVERY,
                status,
                "",
                true,
                delivered(state),
                error,
                state.possibleDuplicate(),
                null,
                tlvs.isEmpty() ? null : tlvs);
    }

    private static List<Receipt.Segment> delivered(MessageState state) {
        return state.segments().stream()
                .map(segment -> listed(segment, segment.latest()))
                .toList();
    }

    /** Corrects the published final receipt because of a report. */
    Receipt correction(FinalReceipt corrected, MessageEvent.Report report) {
        return receipt(
                Stage.DELIVERY,
                corrected.status(),
                requireNonNull(corrected.supersedes(), "corrects nothing"),
                true,
                corrected.segments(),
                corrected.error(),
                Boolean.TRUE.equals(corrected.possibleDuplicate()),
                corrected.supersedes(),
                report.tlvs());
    }

    /** The eventId under which this was published. */
    String eventId(FinalReceipt conclusion) {
        String supersedes = conclusion.supersedes();
        return eventId(conclusion.stage(), conclusion.status(), supersedes == null ? "" : supersedes);
    }

    /**
     * The answer to a request that repeats this message's id and was not submitted: the message's final receipt, else the
     * outcome of its submission, with the repeated request's own addresses and context.
     *
     * @param state in which at least the outcome of the submission was published
     */
    Receipt answer(MessageState state, MessageRequest repeat) {
        Receipt published = published(state);
        return new Receipt(
                messageId,
                EventIds.of(messageId, name(repeat), "repeated"),
                published.stage(),
                published.status(),
                published.isFinal(),
                at,
                repeat.to(),
                repeat.from(),
                published.segments(),
                published.error(),
                repeat.context(),
                null,
                null,
                published.possibleDuplicate(),
                request.place(),
                null,
                published.transliterated(),
                null);
    }

    /** After the final receipt of a message: its status stands, but the handset may get the message twice. */
    Receipt declaration(MessageState state) {
        FinalReceipt conclusion = requireNonNull(state.conclusion(), "nothing has ended");
        return receipt(
                conclusion.stage(),
                conclusion.status(),
                "doubled",
                false,
                conclusion.segments(),
                conclusion.error(),
                true,
                null,
                null);
    }

    private Receipt published(MessageState state) {
        FinalReceipt conclusion = state.conclusion();
        return conclusion == null
                ? submission(state, requireNonNull(state.submitted(), "nothing is told yet"))
                : receipt(
                        conclusion.stage(),
                        conclusion.status(),
                        "",
                        true,
                        conclusion.segments(),
                        conclusion.error(),
                        Boolean.TRUE.equals(conclusion.possibleDuplicate()),
                        null,
                        null);
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
            @Nullable ErrorInfo error,
            boolean possibleDuplicate,
            @Nullable String supersedes,
            @Nullable List<ReceivedTlv> tlvs) {
        return new Receipt(
                messageId,
                eventId(stage, status, detail),
                stage,
                status,
                isFinal,
                at,
                request.to(),
                request.from(),
                segments,
                error,
                request.context(),
                null,
                null,
                possibleDuplicate ? true : null,
                null,
                supersedes,
                request.transliterated(),
                tlvs);
    }

    private String eventId(Stage stage, Status status, String detail) {
        return EventIds.of(messageId, name(request), stage.name(), status.name(), detail);
    }

    private static String name(MessageRequest named) {
        return named.topic() + "-" + named.partition() + "@" + named.offset();
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
                segment.outcome().server(),
                segment.outcome().bind(),
                segment.outcome().worker(),
                segment.status(),
                null,
                segment.outcome().error(),
                segment.outcome().submittedAt(),
                segment.outcome().respondedAt(),
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
                segment.outcome().server(),
                segment.outcome().bind(),
                segment.outcome().worker(),
                report.status(),
                report.rawStatus(),
                networkError(report.status(), report.network()),
                segment.outcome().submittedAt(),
                segment.outcome().respondedAt(),
                report.doneAt(),
                segment.attempts());
    }
}
