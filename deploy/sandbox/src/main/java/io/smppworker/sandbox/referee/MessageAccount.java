package io.smppworker.sandbox.referee;

import io.smppworker.sandbox.provider.MessageSubmits;
import io.smppworker.sandbox.user.TopicsSeen;
import io.smppworker.schemas.Receipt.Status;
import java.util.List;
import java.util.Map;

/**
 * One request held against what the receipts and the wire say of it.
 *
 * @param segments how many submit_sm it takes
 * @param report whether it must never be submitted again once in doubt
 * @param taken segment → how often the provider took it; empty when it took none
 * @param unrefused segment → how often it was taken, or swallowed so that its sender cannot know that it was not
 */
public record MessageAccount(
        String messageId,
        int segments,
        boolean report,
        MessageSeen seen,
        Map<Integer, Integer> taken,
        Map<Integer, Integer> unrefused) {

    /**
     * Of a request of as many segments as its receipts report.
     *
     * @param messages what the provider saw, by messageId
     */
    public static MessageAccount of(String messageId, TopicsSeen topics, Map<String, MessageSubmits> messages) {
        MessageSeen seen = new MessageSeen();
        topics.receipts().getOrDefault(messageId, List.of()).forEach(seen::take);
        MessageSubmits submits = messages.getOrDefault(messageId, MessageSubmits.NONE);
        return new MessageAccount(messageId, seen.segments(), false, seen, submits.accepted(), submits.unrefused());
    }

    /** Reported accepted once, but for a declaration, in as many segments as the provider took. */
    public boolean isAccepted() {
        return !taken.isEmpty() && seen.isAccepted(taken.size());
    }

    /** Reported rejected once, but for a declaration, and never taken. */
    public boolean isRejected() {
        return taken.isEmpty() && seen.submits().equals(List.of(Status.REJECTED));
    }

    /** Its end reported once, delivered or not, in as many segments as the provider took. */
    public boolean hasEnded(boolean delivered) {
        return !taken.isEmpty() && seen.hasEnded(delivered, taken.size());
    }

    /** Without a final submit outcome, or said to be accepted although the provider never took all of it. */
    public boolean isLost() {
        return seen.outcome() == null || (seen.outcome() == Status.ACCEPTED && taken.size() < segments);
    }

    /** Said to be not accepted although the provider took all of it. */
    public boolean isDenied() {
        return (seen.outcome() == Status.REJECTED || seen.outcome() == Status.EXPIRED) && taken.size() == segments;
    }

    /** Times that segments were taken beyond the first. */
    public int duplicates() {
        return MessageSubmits.beyondFirst(taken);
    }

    /** Taken twice, and no receipt owns up to it. */
    public boolean isDoubledInSilence() {
        return duplicates() > 0 && !seen.isDeclared();
    }

    /** Times that a segment was, against report, submitted again though an earlier attempt may have been taken. */
    public int blindRepeats() {
        return report ? MessageSubmits.beyondFirst(unrefused) : 0;
    }
}
