package io.smppworker.correlate;

import io.smppworker.schemas.Receipt;
import io.smppworker.schemas.SubmissionRecord;
import io.smppworker.streams.Fold;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Folds messages on their partition of the journal. When a message of one segment is accepted, its state moves to its SMSC
 * message id and is folded there ({@link MovedFold}), so that a receipt is published from the partition it arrives on.
 * Later events of the message are passed on to that id. A message of several segments, whose ids are on different
 * partitions, stays. Pure, but for what {@link MessageFold} counts.
 */
record HomeFold(CorrelatorSettings settings, MessageFold messages)
        implements Fold<MessageEvent, MessageHome, MessageOutcome> {
    @Override
    public Step<MessageHome, MessageOutcome> on(String messageId, @Nullable MessageHome before, MessageEvent event) {
        if (before != null && before.movedTo() != null) {
            return passedOn(messageId, before, before.movedTo(), event);
        }
        MessageState state = before == null ? null : before.state();
        Step<MessageState, Receipt> step = messages.on(messageId, state, event);
        IdEvent.Accepted owner = owner(event);
        Duration keepFor = step.keepFor();
        if (owner == null || keepFor == null || !moves(state, step.state())) {
            return here(step);
        }
        String id = owner.id(settings);
        List<Emission<MessageOutcome>> emissions = new ArrayList<>(receipts(step));
        emissions.add(atId(id, new IdEvent.Moved(owner, step.state(), keepFor.toMillis())));
        return new Step<>(MessageHome.movedTo(id), settings.rememberFor(), emissions);
    }

    private static boolean moves(@Nullable MessageState before, MessageState now) {
        boolean wasAccepted = before != null && before.submitted() == Receipt.Status.ACCEPTED;
        return !wasAccepted
                && now.submitted() == Receipt.Status.ACCEPTED
                && !now.complete()
                && Objects.requireNonNull(now.request()).segments() == 1;
    }

    /**
     * Kept for longer when more events will arrive here: the outcome of another request with this messageId, or the
     * receipts of a second SMSC message id.
     */
    private Step<MessageHome, MessageOutcome> passedOn(
            String messageId, MessageHome moved, String id, MessageEvent event) {
        IdEvent.Accepted owner = owner(event);
        boolean isSubmittedAgain = event instanceof MessageEvent.Journalled journalled
                && journalled.entry() instanceof SubmissionRecord.Submitting;
        Duration keepFor = isSubmittedAgain ? settings.openKept() : null;
        if (owner != null && !owner.id(settings).equals(id)) {
            keepFor = settings.openKept(owner);
        }
        return new Step<>(moved, keepFor, List.of(atId(id, new IdEvent.Passed(messageId, event))));
    }

    /** The segment that the event gives an SMSC message id, folded at that id; null when it gives none, or an empty one. */
    private IdEvent.@Nullable Accepted owner(MessageEvent event) {
        IdEvent.Accepted owner = event instanceof MessageEvent.Journalled journalled
                ? IdEvent.Accepted.of(journalled.entry(), null, settings)
                : null;
        return owner == null || owner.id(settings).isEmpty() ? null : owner;
    }

    /** A moved message is forgotten without a receipt: its state is elsewhere. */
    @Override
    public Step<MessageHome, MessageOutcome> expired(String messageId, MessageHome home, Instant now) {
        MessageState state = home.state();
        return state == null ? new Step<>(home, null, List.of()) : here(messages.expired(messageId, state, now));
    }

    private static Step<MessageHome, MessageOutcome> here(Step<MessageState, Receipt> step) {
        return new Step<>(MessageHome.of(step.state()), step.keepFor(), receipts(step));
    }

    private static List<Emission<MessageOutcome>> receipts(Step<MessageState, Receipt> step) {
        return step.emissions().stream()
                .map(emission -> new Emission<MessageOutcome>(
                        emission.key(), new MessageOutcome.Published(emission.value()), emission.headers()))
                .toList();
    }

    private static Emission<MessageOutcome> atId(String id, IdEvent event) {
        return Emission.of(id, new MessageOutcome.AtId(event));
    }
}
