package io.smppworker.journal;

import io.smppworker.message.Cut;
import io.smppworker.message.SmsRequest;
import io.smppworker.outbound.OutboundMessage;
import io.smppworker.outbound.OutboundMessage.Past;
import io.smppworker.schemas.SendRequest;
import io.smppworker.schemas.SubmissionRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** The state of one request by the journal, folded from its records in order. Not thread-safe. */
public final class JournalledRequest {
    private final List<Part> parts = new ArrayList<>();
    private final @Nullable Instant validUntil;
    private final long journalOffset;
    private @Nullable Integer reference;
    private Cut cut = new Cut(0, null);
    private String announcedBy = "";
    /** Whether it was announced in other segments than before. */
    private boolean cutAnew;
    /** Whether a worker that announced it may submit a segment again after an attempt whose outcome is unknown. */
    private boolean resent;

    private boolean ended;

    /** One segment. */
    private static final class Part {
        Past past = Past.UNTOUCHED;
        int attempts;
        /** Submissions whose outcome is unknown, not counting the open one. */
        int doubts;
        /** Announced, without an outcome yet: it may have been submitted. */
        boolean open;
        /** Its outcome was lost, and it may have been submitted again. */
        boolean again;

        /** From here on it may be submitted. */
        void announced() {
            if (past == Past.ACCEPTED || past == Past.REJECTED) {
                return;
            }
            again();
            doubts += open ? 1 : 0;
            open = true;
            past = Past.IN_DOUBT;
            attempts++;
        }

        /** May have what was submitted of the message while it was cut otherwise. */
        void mayHoldWhatWasSent(int attempts, int doubts) {
            past = Past.IN_DOUBT;
            this.attempts = attempts;
            this.doubts = doubts;
        }

        private void again() {
            if (again) {
                again = false;
                attempts++;
                doubts++;
            }
        }

        /** Submissions whose outcome is unknown, the open one among them. */
        int allDoubts() {
            return doubts + (open ? 1 : 0);
        }

        void withdrawn() {
            again = false;
            if (open) {
                open = false;
                attempts--;
                past = doubts > 0 ? Past.IN_DOUBT : Past.UNTOUCHED;
            }
        }
    }

    /** A request announced by the record at this journal offset. */
    JournalledRequest(SubmissionRecord.Submitting first, long journalOffset) {
        this.journalOffset = journalOffset;
        this.validUntil = first.validUntil();
        cut(first);
        announced(first);
    }

    /** A request that ended, by the record at this journal offset, without ever being announced. */
    JournalledRequest(long journalOffset) {
        this.journalOffset = journalOffset;
        validUntil = null;
        ended = true;
    }

    /** From here on any segment without an outcome may have been submitted. */
    void submitting(SubmissionRecord.Submitting entry) {
        if (!done() && !cut.isSameAs(cutOf(entry))) {
            cutAnew = true;
            parts.forEach(Part::again);
            boolean sent = mayHaveBeenSent();
            int attempts = most(part -> part.attempts);
            int doubts = most(Part::allDoubts);
            cut(entry);
            if (sent) {
                parts.forEach(part -> part.mayHoldWhatWasSent(attempts, doubts));
            }
        }
        announced(entry);
    }

    private void cut(SubmissionRecord.Submitting entry) {
        reference = entry.reference();
        cut = cutOf(entry);
        parts.clear();
        for (int i = 0; i < entry.segments(); i++) {
            parts.add(new Part());
        }
    }

    private static Cut cutOf(SubmissionRecord.Submitting entry) {
        return new Cut(entry.segments(), entry.checksum());
    }

    private void announced(SubmissionRecord.Submitting entry) {
        announcedBy = entry.worker();
        resent |= entry.onInDoubt() != SendRequest.OnInDoubt.REPORT;
        parts.forEach(Part::announced);
    }

    /** An outcome of one segment. Once it was cut anew, what an earlier worker stores late is of other segments. */
    void outcome(SubmissionRecord.Outcome outcome) {
        int i = outcome.segment() - 1;
        if (i < 0 || i >= parts.size() || (cutAnew && !outcome.worker().equals(announcedBy))) {
            return;
        }
        Part part = parts.get(i);
        if (part.past == Past.ACCEPTED) {
            return;
        }
        part.attempts = Math.max(part.attempts, outcome.attempts());
        part.open = false;
        part.again = false;
        switch (outcome.status()) {
            case ACCEPTED -> part.past = Past.ACCEPTED;
            case REJECTED -> part.past = Past.REJECTED;
            default -> {
                part.past = Past.IN_DOUBT;
                part.doubts++;
                part.again = resent;
            }
        }
    }

    /**
     * Segments without an outcome were not submitted after all. Only the worker that announced them last can know: an earlier
     * worker's record says nothing about what the last one did.
     */
    void withdrawn(String worker) {
        if (worker.equals(announcedBy)) {
            parts.forEach(Part::withdrawn);
        }
    }

    void ended() {
        ended = true;
    }

    /** Nothing is left to be sent of it. */
    public boolean done() {
        return ended || parts.stream().allMatch(part -> part.past == Past.ACCEPTED);
    }

    /** Where in the journal its first record is. */
    public long journalOffset() {
        return journalOffset;
    }

    /** The concatenation reference of its segments; null when it was announced with none. */
    public @Nullable Integer reference() {
        return reference;
    }

    /**
     * The redelivered request, whose validity ends no later than it did with the owner that announced it first: a validity
     * that counts from when a worker takes the request must not begin anew with each owner.
     */
    public SmsRequest bounding(SmsRequest request) {
        return validUntil == null ? request : request.validUntilAtMost(validUntil);
    }

    /** Lets a redelivered message continue where the earlier owner left it. */
    public void applyTo(OutboundMessage message) {
        parts.forEach(Part::again);
        boolean isCutSo = isCutAs(message);
        for (int index = 1; index <= message.segmentCount(); index++) {
            if (isCutSo) {
                Part part = parts.get(index - 1);
                message.recover(index, part.past, part.attempts, part.allDoubts());
            } else if (isRejected() || mayHaveBeenSent()) {
                Past past = isRejected() ? Past.REJECTED : Past.IN_DOUBT;
                message.recover(index, past, most(part -> part.attempts), most(Part::allDoubts));
            }
        }
    }

    /** Whether the provider has turned down a segment for good, and with it the message, however it is cut now. */
    private boolean isRejected() {
        return parts.stream().anyMatch(part -> part.past == Past.REJECTED);
    }

    /** Whether this message has the segments that were announced; another version or configuration may cut it otherwise. */
    public boolean isCutAs(OutboundMessage message) {
        return cut.isSameAs(message.cut());
    }

    /** Whether the provider took anything of it, or may have. */
    public boolean mayHaveBeenSent() {
        return parts.stream().anyMatch(part -> part.past == Past.ACCEPTED || part.past == Past.IN_DOUBT);
    }

    /** The most that any segment has of these, at least 1: what was sent of any may be in each that it is cut into now. */
    private int most(ToIntFunction<Part> count) {
        return Math.max(1, parts.stream().mapToInt(count).max().orElse(0));
    }
}
