package io.smppworker.correlate;

import io.smppworker.correlate.CorrelatorCounters.Event;
import io.smppworker.message.SegmentReceipts;
import io.smppworker.schemas.Receipt;
import io.smppworker.schemas.Receipt.Status;
import io.smppworker.schemas.SendRequest.RegisteredDelivery;
import io.smppworker.schemas.SubmissionRecord;
import io.smppworker.streams.Fold;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Folds the events of a message into its receipts: at most one ACCEPTED, REJECTED or EXPIRED at the submit stage (after an
 * IN_DOUBT, if there was one), then the progress of a message of one segment, then one final delivery receipt, UNKNOWN when
 * none came in time; should the provider report another final state later, a correction that supersedes it. What turns out to
 * be a possible duplicate after its last receipt, or after one that may be the last, has its status published once more with
 * that declaration. The receipts depend only on the events so far and on the receipts already published, so neither the order
 * of events matters (except of contradictory final states, and of {@link Announcements}), nor their repetition. A request that
 * repeats the messageId is answered once, as soon as the submission's outcome is known. Pure, but for what it counts. Long,
 * because the answers to all events are read together.
 */
final class MessageFold implements Fold<MessageEvent, MessageState, Receipt> {
    private final CorrelatorSettings settings;
    private final CorrelatorCounters counters;
    private final DeliveryEnd deliveryEnd;

    MessageFold(CorrelatorSettings settings, CorrelatorCounters counters) {
        this.settings = settings;
        this.counters = counters;
        this.deliveryEnd = new DeliveryEnd(settings.segmentReceipts());
    }

    @Override
    public Step<MessageState, Receipt> on(String messageId, @Nullable MessageState before, MessageEvent event) {
        MessageState state = before == null ? MessageState.NEW : before;
        SubmissionRecord entry = event instanceof MessageEvent.Journalled journalled ? journalled.entry() : null;
        if (entry instanceof SubmissionRecord.Duplicate duplicate) {
            return repeated(messageId, state, MessageRequest.of(duplicate), event.at());
        }
        MessageRequest named = named(entry);
        boolean another = named != null && state.request() != null && !named.isSameAs(state.request());
        if (another && entry instanceof SubmissionRecord.Ended ended) {
            return turnedDown(messageId, state, MessageRequest.of(ended), event);
        }
        FinalReceipt conclusion = state.conclusion();
        if (conclusion != null && !another) {
            return afterTheEnd(messageId, state, conclusion, event);
        }
        MessageState known = another ? state.anew() : state;
        return publish(messageId, known, learn(known, named, event), event.at());
    }

    /** The receipts did not come in time: published, if the message was accepted and silence does not mean success. */
    @Override
    public Step<MessageState, Receipt> expired(String messageId, MessageState state, Instant now) {
        state.repeats().waiting().forEach(repeat -> counters.count(Event.UNANSWERED_REQUEST));
        MessageRequest request = state.request();
        boolean isKnown = request != null || !state.segments().isEmpty();
        boolean isAccepted = state.submitted() == Status.ACCEPTED;
        boolean silenceIsSuccess = isAccepted
                && request != null
                && request.registeredDelivery() == RegisteredDelivery.FAILURE
                && !state.hasUnknownReport();
        if (state.complete() || !isKnown || silenceIsSuccess) {
            return new Step<>(state, null, List.of());
        }
        counters.count(Event.UNFINISHED_MESSAGE);
        if (request == null || !isAccepted) {
            return new Step<>(state, null, List.of());
        }
        Receipt end = new MessageReceipts(messageId, request, now)
                .outOfTime(state, deliveryEnd.soFar(request, state.ends(), state.hasUnknownReport()));
        return new Step<>(
                state.completed(end), settings.lateKept(), List.of(new Emission<>(messageId, end, request.headers())));
    }

    private Step<MessageState, Receipt> repeated(
            String messageId, MessageState state, MessageRequest repeat, Instant at) {
        if (state.repeats().know(repeat)) {
            return new Step<>(state, null, List.of());
        }
        if (state.repeats().isFull()) {
            counters.count(Event.UNANSWERED_REQUEST);
        }
        List<Emission<Receipt>> emissions = new ArrayList<>();
        MessageState waiting = state.with(state.repeats().withWaiting(repeat));
        MessageState answered = answer(messageId, waiting, at, emissions);
        return new Step<>(answered, state.complete() ? null : settings.openKept(), emissions);
    }

    private Step<MessageState, Receipt> afterTheEnd(
            String messageId, MessageState state, FinalReceipt conclusion, MessageEvent event) {
        MessageRequest request = state.request();
        if (request != null && event instanceof MessageEvent.Report report) {
            return reportedAgain(messageId, state, request, conclusion, report);
        }
        SubmissionRecord entry = event instanceof MessageEvent.Journalled journalled ? journalled.entry() : null;
        MessageState counted = entry instanceof SubmissionRecord.Submitting submitting
                ? state.with(state.announcements().with(submitting))
                : state;
        boolean isDoubled = counted.announcements().again()
                || (entry instanceof SubmissionRecord.Outcome late && conclusion.isDoubledBy(late));
        if (request != null && isDoubled && !Boolean.TRUE.equals(conclusion.possibleDuplicate())) {
            return doubled(messageId, counted.with(conclusion.declaredDouble()), request, event.at());
        }
        return new Step<>(counted, null, List.of());
    }

    /** Another worker, frozen or cut off at times, submitted it as well, or may have: published even now, once. */
    private static Step<MessageState, Receipt> doubled(
            String messageId, MessageState declared, MessageRequest request, Instant at) {
        Receipt receipt = new MessageReceipts(messageId, request, at).declaration(declared);
        return new Step<>(declared, null, List.of(new Emission<>(messageId, receipt, request.headers())));
    }

    /** Another final state corrects the published one. */
    private Step<MessageState, Receipt> reportedAgain(
            String messageId,
            MessageState state,
            MessageRequest request,
            FinalReceipt published,
            MessageEvent.Report report) {
        if (published.knows(report)) {
            counters.count(Event.REPEATED_RECEIPT);
            return new Step<>(state, null, List.of());
        }
        if (published.stage() == Receipt.Stage.SUBMIT || !Finality.isFinal(report.status())) {
            counters.count(Event.LATE_RECEIPT);
            return new Step<>(state, null, List.of());
        }
        FinalReceipt known = published.with(report);
        Status end = deliveryEnd.soFar(request, known.ends(), known.hasUnknownReport());
        boolean failsStill = end != Status.DELIVERED && known.ends().containsValue(published.status());
        boolean isOpenAgain = end == Status.UNKNOWN && deliveryEnd.of(request, known.ends()) == null;
        if (end == published.status() || failsStill || isOpenAgain) {
            counters.count(Event.LATE_RECEIPT);
            return new Step<>(state.with(known), null, List.of());
        }
        counters.count(Event.CORRECTION);
        MessageReceipts receipts = new MessageReceipts(messageId, request, report.at());
        FinalReceipt corrected =
                known.corrected(end, MessageReceipts.networkError(end, report.network()), receipts.eventId(published));
        return new Step<>(
                state.with(corrected),
                null,
                List.of(new Emission<>(messageId, receipts.correction(corrected, report), request.headers())));
    }

    /** Another request with this messageId was turned down: published once; nothing changes for the first. */
    private Step<MessageState, Receipt> turnedDown(
            String messageId, MessageState state, MessageRequest other, MessageEvent event) {
        if (state.repeats().know(other)) {
            return new Step<>(state, null, List.of());
        }
        Step<MessageState, Receipt> answered =
                publish(messageId, MessageState.NEW, learn(MessageState.NEW, other, event), event.at());
        return new Step<>(state.with(state.repeats().withAnswered(other)), null, answered.emissions());
    }

    /** Answers all repeated requests that wait, once an outcome of the submission was published. */
    private static MessageState answer(
            String messageId, MessageState state, Instant at, List<Emission<Receipt>> emissions) {
        MessageRequest request = state.request();
        List<MessageRequest> waiting = state.repeats().waiting();
        if (request == null || state.submitted() == null || waiting.isEmpty()) {
            return state;
        }
        MessageReceipts receipts = new MessageReceipts(messageId, request, at);
        waiting.forEach(
                repeat -> emissions.add(new Emission<>(messageId, receipts.answer(state, repeat), repeat.headers())));
        return state.with(state.repeats().allAnswered());
    }

    private static @Nullable MessageRequest named(@Nullable SubmissionRecord entry) {
        if (entry instanceof SubmissionRecord.Submitting submitting) {
            return MessageRequest.of(submitting);
        }
        return entry instanceof SubmissionRecord.Ended ended ? MessageRequest.of(ended) : null;
    }

    private MessageState learn(MessageState state, @Nullable MessageRequest named, MessageEvent event) {
        if (event instanceof MessageEvent.Report report) {
            return state.withSegment(report.segment(), segment -> {
                if (segment.knows(report)) {
                    counters.count(Event.REPEATED_RECEIPT);
                }
                return segment.with(report);
            });
        }
        SubmissionRecord entry = ((MessageEvent.Journalled) event).entry();
        if (entry instanceof SubmissionRecord.Outcome outcome) {
            return state.with(outcome);
        }
        if (entry instanceof SubmissionRecord.Withdrawn withdrawn) {
            return state.with(withdrawn);
        }
        if (entry instanceof SubmissionRecord.Submitting submitting) {
            return state.with(submitting);
        }
        MessageRequest known = state.request();
        MessageState learned = named != null && (known == null || known.segments() == 0) ? state.with(named) : state;
        if (entry instanceof SubmissionRecord.Ended ended) {
            return learned.with(new MessageState.Ending(
                    ended.status(), ended.error(), Boolean.TRUE.equals(ended.possibleDuplicate())));
        }
        return learned;
    }

    private Step<MessageState, Receipt> publish(
            String messageId, MessageState before, MessageState learned, Instant at) {
        MessageRequest request = learned.request();
        if (request == null) {
            return new Step<>(learned, settings.openKept(), List.of());
        }
        MessageReceipts receipts = new MessageReceipts(messageId, request, at);
        List<Receipt> published = new ArrayList<>();
        MessageState state = publishSubmission(learned, receipts, published);
        if (state.submitted() == Status.ACCEPTED && request.registeredDelivery() != RegisteredDelivery.NONE) {
            state = publishDelivery(state, request, receipts, published);
        }
        if (published.isEmpty() && mayStayUndeclared(before, request) && state.possibleDuplicate()) {
            published.add(receipts.declaration(state));
        }
        Receipt end = state.submitted() == Status.IN_DOUBT
                ? null
                : published.stream().filter(Receipt::isFinal).findFirst().orElse(null);
        List<Emission<Receipt>> emissions = new ArrayList<>();
        published.forEach(receipt -> emissions.add(new Emission<>(messageId, receipt, request.headers())));
        MessageState answered = answer(messageId, end == null ? state : state.completed(end), at, emissions);
        return new Step<>(answered, keepFor(before, answered, request, at), emissions);
    }

    /** Null leaves the time as it was: an event that changes nothing about the wait does not prolong it. */
    private @Nullable Duration keepFor(MessageState before, MessageState now, MessageRequest request, Instant at) {
        if (now.complete()) {
            return othersAreOpen(now, request) ? settings.othersKept() : settings.rememberFor();
        }
        if (now.submitted() != Status.ACCEPTED) {
            return settings.openKept();
        }
        boolean isReported = isReported(now, request);
        if (before.submitted() == Status.ACCEPTED && isReported == isReported(before, request)) {
            return null;
        }
        return isReported ? settings.segmentReceiptTimeout() : settings.receiptsAwaited(request, at);
    }

    /** Where silence means success, a report with an unknown status is no silence. */
    private static boolean isReported(MessageState state, MessageRequest request) {
        return !state.ends().isEmpty()
                || (request.registeredDelivery() == RegisteredDelivery.FAILURE && state.hasUnknownReport());
    }

    /** Whether receipts of other segments are outstanding after a failure that was published at once. */
    private boolean othersAreOpen(MessageState state, MessageRequest request) {
        FinalReceipt published = state.conclusion();
        return settings.segmentReceipts() == SegmentReceipts.ALL
                && request.registeredDelivery() == RegisteredDelivery.FINAL
                && published != null
                && published.stage() == Receipt.Stage.DELIVERY
                && published.ends().size() < request.segments();
    }

    private static MessageState publishSubmission(
            MessageState state, MessageReceipts receipts, List<Receipt> published) {
        Status submission = state.submission();
        Status before = state.submitted();
        boolean isNew = before == null || (before == Status.IN_DOUBT && submission != Status.IN_DOUBT);
        if (submission == null || !isNew) {
            return state;
        }
        published.add(receipts.submission(state, submission));
        return state.withSubmitted(submission);
    }

    /** Whether the receipts so far declare no possible duplicate, and no other is sure to follow: silence may be success. */
    private static boolean mayStayUndeclared(MessageState before, MessageRequest request) {
        boolean isPerhapsLast = before.submitted() == Status.IN_DOUBT
                || (before.submitted() == Status.ACCEPTED
                        && request.registeredDelivery() == RegisteredDelivery.FAILURE);
        return isPerhapsLast && !before.possibleDuplicate();
    }

    private MessageState publishDelivery(
            MessageState state, MessageRequest request, MessageReceipts receipts, List<Receipt> published) {
        MessageState known = state;
        if (request.segments() == 1) {
            for (SegmentState segment : state.segments()) {
                for (MessageEvent.Report report : segment.history()) {
                    String progress = progress(report);
                    if (!Finality.isFinal(report.status()) && !known.progress().contains(progress)) {
                        published.add(receipts.progress(state, segment, report));
                        known = known.withProgress(progress);
                    }
                }
            }
        }
        boolean allEnded = state.ends().size() >= request.segments();
        Status end = deliveryEnd.of(request, allEnded ? state.ends() : state.certainEnds());
        if (end != null) {
            published.add(receipts.delivery(state, end));
        }
        return known;
    }

    /** A state is published once; of the unknown statuses, each raw status once. */
    private static String progress(MessageEvent.Report report) {
        return report.status() == Status.OTHER
                ? report.status() + " " + report.rawStatus()
                : report.status().name();
    }
}
