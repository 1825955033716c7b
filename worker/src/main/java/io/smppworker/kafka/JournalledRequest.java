package io.smppworker.kafka;

import io.smppworker.outbound.OutboundMessage;
import io.smppworker.outbound.OutboundMessage.Past;
import io.smppworker.schemas.SubmissionRecord;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What the journal knows of one request, folded from its records in order. Not thread-safe. */
final class JournalledRequest {
    private final Past[] segments;
    private final int[] attempts;
    private final boolean[] settled;
    private final @Nullable Integer reference;
    private final long journalOffset;
    private boolean ended;

    /** A request announced by the record at this journal offset. */
    JournalledRequest(SubmissionRecord.Submitting first, long journalOffset) {
        this.journalOffset = journalOffset;
        segments = new Past[first.segments()];
        attempts = new int[first.segments()];
        settled = new boolean[first.segments()];
        reference = first.reference();
        Arrays.fill(segments, Past.UNTOUCHED);
        submitting();
    }

    /** A request that ended, by the record at this journal offset, without ever being announced. */
    JournalledRequest(long journalOffset) {
        this.journalOffset = journalOffset;
        segments = new Past[0];
        attempts = new int[0];
        settled = new boolean[0];
        reference = null;
        ended = true;
    }

    /** From here on any segment without an outcome may have been submitted. */
    void submitting() {
        for (int i = 0; i < segments.length; i++) {
            if (segments[i] == Past.UNTOUCHED) {
                segments[i] = Past.IN_DOUBT;
                attempts[i]++;
            }
        }
    }

    void outcome(SubmissionRecord.Outcome outcome) {
        int i = outcome.segment() - 1;
        if (i < 0 || i >= segments.length) {
            return;
        }
        attempts[i] = outcome.attempts();
        segments[i] = switch (outcome.status()) {
            case ACCEPTED -> Past.ACCEPTED;
            case REJECTED -> Past.REFUSED;
            default -> Past.IN_DOUBT;
        };
        settled[i] = true;
    }

    /** Segments without an outcome were not submitted after all. */
    void withdrawn() {
        for (int i = 0; i < segments.length; i++) {
            if (!settled[i] && segments[i] == Past.IN_DOUBT) {
                segments[i] = Past.UNTOUCHED;
                attempts[i]--;
            }
        }
    }

    void ended() {
        ended = true;
    }

    boolean done() {
        return ended || Arrays.stream(segments).allMatch(past -> past == Past.ACCEPTED);
    }

    /** Where in the journal its first record is. */
    long journalOffset() {
        return journalOffset;
    }

    @Nullable
    Integer reference() {
        return reference;
    }

    /** Lets a redelivered message go on where it was left. */
    void applyTo(OutboundMessage message) {
        if (message.segmentCount() != segments.length) {
            return;
        }
        for (int i = 0; i < segments.length; i++) {
            message.recover(i + 1, segments[i], attempts[i]);
        }
    }
}
