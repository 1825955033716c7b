package io.smppworker.correlate;

import io.smppworker.schemas.Receipt;
import io.smppworker.schemas.SubmissionRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Folds messages where the journal has them. One of a single segment moves to its SMSC message id when it is accepted, with
 * all that is known of it, and is folded on there ({@link MovedFold}): what a receipt brings is told where it comes in. What
 * comes here of it afterwards is passed on. A message of several segments, whose ids are everywhere, stays. Pure, but for
 * what {@link MessageFold} counts.
 */
final class HomeFold implements Fold<MessageEvent, MessageHome, MessageOutcome> {
    private final CorrelatorSettings settings;
    private final MessageFold messages;

    HomeFold(CorrelatorSettings settings, MessageFold messages) {
        this.settings = settings;
        this.messages = messages;
    }

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
        List<Emission<MessageOutcome>> emissions = new ArrayList<>(told(step));
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
     * Kept for longer where something more comes here: the outcome of another request with this messageId, or the receipts of
     * a second id.
     */
    private Step<MessageHome, MessageOutcome> passedOn(
            String messageId, MessageHome moved, String id, MessageEvent event) {
        IdEvent.Accepted owner = owner(event);
        boolean hasAnotherId = owner != null && !owner.id(settings).equals(id);
        boolean isSubmittedAgain = event instanceof MessageEvent.Journalled journalled
                && journalled.entry() instanceof SubmissionRecord.Submitting;
        return new Step<>(
                moved,
                hasAnotherId || isSubmittedAgain ? settings.openKept() : null,
                List.of(atId(id, new IdEvent.Passed(messageId, event))));
    }

    /** The segment that was given an id, which has moved to it; null when there is none, or an empty one. */
    private IdEvent.@Nullable Accepted owner(MessageEvent event) {
        IdEvent.Accepted owner = event instanceof MessageEvent.Journalled journalled
                ? IdEvent.Accepted.of(journalled.entry(), null)
                : null;
        return owner == null || owner.id(settings).isEmpty() ? null : owner;
    }

    /** What has moved is forgotten in silence: it is somewhere else. */
    @Override
    public Step<MessageHome, MessageOutcome> expired(String messageId, MessageHome home, Instant now) {
        MessageState state = home.state();
        return state == null ? new Step<>(home, null, List.of()) : here(messages.expired(messageId, state, now));
    }

    private static Step<MessageHome, MessageOutcome> here(Step<MessageState, Receipt> step) {
        return new Step<>(MessageHome.of(step.state()), step.keepFor(), told(step));
    }

    private static List<Emission<MessageOutcome>> told(Step<MessageState, Receipt> step) {
        return step.emissions().stream()
                .map(emission -> new Emission<MessageOutcome>(
                        emission.key(), new MessageOutcome.Told(emission.value()), emission.headers()))
                .toList();
    }

    private static Emission<MessageOutcome> atId(String id, IdEvent event) {
        return Emission.of(id, new MessageOutcome.AtId(event));
    }
}
