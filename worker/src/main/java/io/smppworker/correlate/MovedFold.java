package io.smppworker.correlate;

import io.smppworker.schemas.Receipt;
import io.smppworker.streams.Fold;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Folds the messages that have moved to their SMSC message id ({@link HomeFold}). Pure, but for what is counted. */
record MovedFold(MessageFold messages) implements Fold<IdOutcome.Here, MessageState, Receipt> {
    @Override
    public Step<MessageState, Receipt> on(String messageId, @Nullable MessageState before, IdOutcome.Here event) {
        if (event instanceof IdOutcome.Arrived arrived) {
            return new Step<>(arrived.state(), arrived.keepFor(), List.of());
        }
        return messages.on(messageId, before, ((IdOutcome.Learned) event).event());
    }

    @Override
    public Step<MessageState, Receipt> expired(String messageId, MessageState state, Instant now) {
        return messages.expired(messageId, state, now);
    }
}
