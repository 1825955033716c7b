package io.smppworker.correlate;

import static java.util.Objects.requireNonNull;

import io.smppworker.schemas.ErrorInfo;
import io.smppworker.schemas.Receipt;
import io.smppworker.schemas.Receipt.Stage;
import io.smppworker.schemas.Receipt.Status;
import io.smppworker.schemas.ReceiptBuilder;
import io.smppworker.schemas.ReceiptSegmentBuilder;
import io.smppworker.schemas.ReceivedTlv;
import io.smppworker.schemas.SendRequest.RegisteredDelivery;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes the receipts of one message at one event. Pure. */
record MessageReceipts(String messageId, MessageRequest request, Instant at) {
    private static final String DOUBLED = "doubled";

    /** The outcome of the submission. ACCEPTED is final only when no delivery receipt was asked for. */
    Receipt submission(MessageState state, Status status) {
        return submission(state, status, "");
    }

    private Receipt submission(MessageState state, Status status, String detail) {
        List<Receipt.Segment> segments =
                state.segments().stream().map(MessageReceipts::submitted).toList();
        MessageState.Ending ending = state.ending();
        ErrorInfo error = status == Status.ACCEPTED ? null : firstError(segments);
        boolean isFinal = status != Status.ACCEPTED || request.registeredDelivery() == RegisteredDelivery.NONE;
        return receipt(Stage.SUBMIT, status, detail, isFinal, segments)
                .error(error == null && ending != null && status != Status.ACCEPTED ? ending.error() : error)
                .possibleDuplicate(trueOrAbsent(state.possibleDuplicate()))
                .build();
    }

    /** A non-final state of a message of one segment. */
    Receipt progress(MessageState state, SegmentState segment, MessageEvent.Report report) {
        Receipt.Segment listed = listed(segment, report);
        return receipt(Stage.DELIVERY, report.status(), report.rawStatus(), false, List.of(listed))
                .error(listed.error())
                .possibleDuplicate(trueOrAbsent(state.possibleDuplicate()))
                .tlvs(report.tlvs())
                .build();
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
        return receipt(Stage.DELIVERY, status, "", true, delivered(state))
                .error(error)
                .possibleDuplicate(trueOrAbsent(state.possibleDuplicate()))
                .tlvs(tlvs.isEmpty() ? null : tlvs)
                .build();
    }

    private static List<Receipt.Segment> delivered(MessageState state) {
        return state.segments().stream()
                .map(segment -> listed(segment, segment.latest()))
                .toList();
    }

    /** Corrects the published final receipt because of a report. */
    Receipt correction(FinalReceipt corrected, MessageEvent.Report report) {
        String supersedes = requireNonNull(corrected.supersedes(), "corrects nothing");
        return receipt(Stage.DELIVERY, corrected.status(), supersedes, true, corrected.segments())
                .error(corrected.error())
                .possibleDuplicate(corrected.possibleDuplicate())
                .supersedes(supersedes)
                .tlvs(report.tlvs())
                .build();
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
        return ReceiptBuilder.builder()
                .messageId(messageId)
                .eventId(EventIds.of(messageId, name(repeat), "repeated"))
                .stage(published.stage())
                .status(published.status())
                .isFinal(published.isFinal())
                .at(at)
                .segments(published.segments())
                .to(repeat.to())
                .from(repeat.from())
                .error(published.error())
                .context(repeat.context())
                .possibleDuplicate(published.possibleDuplicate())
                .duplicateOf(request.place())
                .transliterated(published.transliterated())
                .build();
    }

    /**
     * After what may be the last receipt of a message: its status stands, but the handset may get the message twice.
     *
     * @param state in which at least the outcome of the submission was published
     */
    Receipt declaration(MessageState state) {
        FinalReceipt conclusion = state.conclusion();
        if (conclusion == null) {
            return submission(state, requireNonNull(state.submitted(), "nothing is published yet"), DOUBLED);
        }
        boolean isFinal = conclusion.stage() == Stage.SUBMIT && conclusion.status() != Status.ACCEPTED;
        return receipt(conclusion.stage(), conclusion.status(), DOUBLED, isFinal, conclusion.segments())
                .error(conclusion.error())
                .possibleDuplicate(true)
                .build();
    }

    private Receipt published(MessageState state) {
        FinalReceipt conclusion = state.conclusion();
        return conclusion == null
                ? submission(state, requireNonNull(state.submitted(), "nothing is published yet"))
                : receipt(conclusion.stage(), conclusion.status(), "", true, conclusion.segments())
                        .error(conclusion.error())
                        .possibleDuplicate(conclusion.possibleDuplicate())
                        .build();
    }

    /** The network's error of a delivery state; a delivered message has none, whatever {@code err:} says. */
    static @Nullable ErrorInfo networkError(Status status, @Nullable String network) {
        return status == Status.DELIVERED || network == null ? null : new ErrorInfo(null, null, network, null);
    }

    /** With what all receipts of this message have. */
    private ReceiptBuilder receipt(
            Stage stage, Status status, String detail, boolean isFinal, List<Receipt.Segment> segments) {
        return ReceiptBuilder.builder()
                .messageId(messageId)
                .eventId(eventId(stage, status, detail))
                .stage(stage)
                .status(status)
                .isFinal(isFinal)
                .at(at)
                .segments(segments)
                .to(request.to())
                .from(request.from())
                .context(request.context())
                .transliterated(request.transliterated());
    }

    private static @Nullable Boolean trueOrAbsent(boolean value) {
        return value ? true : null;
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
        return ReceiptSegmentBuilder.builder()
                .index(segment.index())
                .attempts(segment.attempts())
                .smscMessageId(ids.isEmpty() ? null : ids.get(ids.size() - 1))
                .server(segment.outcome().server())
                .bind(segment.outcome().bind())
                .worker(segment.outcome().worker())
                .status(segment.status())
                .error(segment.outcome().error())
                .submittedAt(segment.outcome().submittedAt())
                .respondedAt(segment.outcome().respondedAt())
                .build();
    }

    private static Receipt.Segment listed(SegmentState segment, MessageEvent.@Nullable Report report) {
        if (report == null) {
            return submitted(segment);
        }
        return ReceiptSegmentBuilder.builder()
                .index(segment.index())
                .attempts(segment.attempts())
                .smscMessageId(report.smscMessageId())
                .server(segment.outcome().server())
                .bind(segment.outcome().bind())
                .worker(segment.outcome().worker())
                .status(report.status())
                .rawStatus(report.rawStatus())
                .error(networkError(report.status(), report.network()))
                .submittedAt(segment.outcome().submittedAt())
                .respondedAt(segment.outcome().respondedAt())
                .doneAt(report.doneAt())
                .build();
    }
}
