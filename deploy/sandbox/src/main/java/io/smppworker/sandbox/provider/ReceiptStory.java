package io.smppworker.sandbox.provider;

import java.time.Duration;
import java.util.List;

/** Which receipts a message gets, and when. */
public enum ReceiptStory {
    ONCE,
    /** Before the submit_sm_resp. */
    EARLY,
    TWICE,
    /** After an intermediate notification ENROUTE and a receipt ACCEPTD. */
    PROGRESS,
    /** Before a receipt ENROUTE. */
    LATE_PROGRESS,
    /** Before one that says the opposite. */
    CONTRADICTED;

    private static final Duration STEP = Duration.ofMillis(50);

    /**
     * One receipt of the story.
     *
     * @param after the time of the first
     * @param notification whether it is an intermediate notification
     */
    record Chapter(Outcome reported, Duration after, boolean notification) {}

    /** The receipts of a message with this outcome. */
    List<Chapter> chapters(Outcome outcome) {
        Chapter now = new Chapter(outcome, Duration.ZERO, false);
        return switch (this) {
            case ONCE, EARLY -> List.of(now);
            case TWICE -> List.of(now, now);
            case PROGRESS ->
                List.of(
                        new Chapter(Outcome.ENROUTE, Duration.ZERO, true),
                        new Chapter(Outcome.ACCEPTED, STEP, false),
                        new Chapter(outcome, STEP.multipliedBy(2), false));
            case LATE_PROGRESS -> List.of(now, new Chapter(Outcome.ENROUTE, STEP, false));
            case CONTRADICTED -> List.of(now, new Chapter(opposite(outcome), STEP, false));
        };
    }

    private static Outcome opposite(Outcome outcome) {
        return outcome.failed() ? Outcome.DELIVERED : Outcome.UNDELIVERABLE;
    }
}
