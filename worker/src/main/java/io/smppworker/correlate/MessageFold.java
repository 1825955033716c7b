package io.smppworker.correlate;

import io.smppworker.schemas.Receipt;
import io.smppworker.schemas.Receipt.Status;
import io.smppworker.schemas.SendRequest.ReceiptWish;
import io.smppworker.schemas.SubmissionRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Folds what is known of a message into its receipts: at most one ACCEPTED, REJECTED or EXPIRED at the submit stage
 * (after an IN_DOUBT, if there was one), then the progress of a single segment, then one final delivery receipt. What is
 * published is a function of what is known and of what was published, so the order of events does not matter, nor does
 * their repetition. Pure.
 */
final class MessageFold implements Fold<MessageEvent, MessageState, Receipt> {
    private final Duration keepFor;
    private final Duration rememberFor;
    private final Runnable unfinished;

    /**
     * @param keepFor how long after its last event an unfinished message is known
     * @param rememberFor how long a complete one is
     * @param unfinished told of each message that is forgotten before it was complete
     */
    MessageFold(Duration keepFor, Duration rememberFor, Runnable unfinished) {
        this.keepFor = keepFor;
        this.rememberFor = rememberFor;
        this.unfinished = unfinished;
    }

    @Override
    public Step<MessageState, Receipt> on(String messageId, @Nullable MessageState before, MessageEvent event) {
        MessageState state = before == null ? MessageState.NEW : before;
        MessageRequest named = named(event);
        boolean another = named != null && state.request() != null && !named.isSameAs(state.request());
        if (another && !state.complete() && ended(event) != null) {
            // Another request with this messageId was turned down; the one on its way goes on.
            Step<MessageState, Receipt> aside = publish(messageId, learn(MessageState.NEW, named, event), event.at());
            return new Step<>(state, null, aside.emissions());
        }
        if (state.complete() && !another) {
            return new Step<>(state, null, List.of());
        }
        return publish(messageId, learn(another ? MessageState.NEW : state, named, event), event.at());
    }

    @Override
    public List<Emission<Receipt>> expired(String messageId, MessageState state) {
        if (!state.complete()) {
            unfinished.run();
        }
        return List.of();
    }

    private static @Nullable MessageRequest named(MessageEvent event) {
        if (event instanceof MessageEvent.Journalled journalled) {
            if (journalled.entry() instanceof SubmissionRecord.Submitting submitting) {
                return MessageRequest.of(submitting);
            }
            if (journalled.entry() instanceof SubmissionRecord.Ended ended) {
                return MessageRequest.of(ended);
            }
        }
        return null;
    }

    private static SubmissionRecord.@Nullable Ended ended(MessageEvent event) {
        return event instanceof MessageEvent.Journalled journalled
                        && journalled.entry() instanceof SubmissionRecord.Ended ended
                ? ended
                : null;
    }

    private static MessageState learn(MessageState state, @Nullable MessageRequest named, MessageEvent event) {
        if (event instanceof MessageEvent.Report report) {
            return state.withSegment(report.segment(), segment -> segment.with(report));
        }
        SubmissionRecord entry = ((MessageEvent.Journalled) event).entry();
        if (entry instanceof SubmissionRecord.Outcome outcome) {
            return state.withSegment(outcome.segment(), segment -> segment.with(outcome));
        }
        MessageRequest known = state.request();
        MessageState learned = named != null && (known == null || known.segments() == 0) ? state.with(named) : state;
        return entry instanceof SubmissionRecord.Ended ended
                ? learned.with(new MessageState.Ending(ended.status(), ended.error()))
                : learned;
    }

    private Step<MessageState, Receipt> publish(String messageId, MessageState learned, Instant at) {
        MessageRequest request = learned.request();
        if (request == null) {
            return new Step<>(learned, keepFor, List.of());
        }
        MessageReceipts receipts = new MessageReceipts(messageId, request, at);
        List<Receipt> published = new ArrayList<>();
        MessageState state = publishSubmission(learned, receipts, published);
        if (state.submitted() == Status.ACCEPTED && request.wish() != ReceiptWish.NONE) {
            state = publishDelivery(state, request, receipts, published);
        }
        boolean complete = published.stream().anyMatch(Receipt::isFinal) && state.submitted() != Status.IN_DOUBT;
        return new Step<>(
                complete ? state.completed() : state,
                complete ? rememberFor : keepFor,
                published.stream()
                        .map(receipt -> new Emission<>(messageId, receipt, request.headers()))
                        .toList());
    }

    private static MessageState publishSubmission(
            MessageState state, MessageReceipts receipts, List<Receipt> published) {
        Status submission = state.submission();
        Status before = state.submitted();
        boolean news = before == null || (before == Status.IN_DOUBT && submission != Status.IN_DOUBT);
        if (submission == null || !news) {
            return state;
        }
        published.add(receipts.submission(state, submission));
        return state.withSubmitted(submission);
    }

    private static MessageState publishDelivery(
            MessageState state, MessageRequest request, MessageReceipts receipts, List<Receipt> published) {
        MessageState told = state;
        if (request.segments() == 1) {
            for (SegmentState segment : state.segments()) {
                for (MessageEvent.Report report : segment.history()) {
                    String progress = progress(report);
                    if (!Finality.isFinal(report.status()) && !told.progress().contains(progress)) {
                        published.add(receipts.progress(segment, report));
                        told = told.withProgress(progress);
                    }
                }
            }
        }
        Status end = state.delivery(request);
        if (end != null) {
            published.add(receipts.delivery(state, end));
        }
        return told;
    }

    /** A state is published once; the words that are no state, once each. */
    private static String progress(MessageEvent.Report report) {
        return report.status() == Status.OTHER
                ? report.status() + " " + report.rawStatus()
                : report.status().name();
    }
}
