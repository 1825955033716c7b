package io.smppworker.smpp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/**
 * The places of one session's window, and the submit_sm sent in them. A place is taken from any thread before the hand-over
 * to the event loop and given back when the server has answered: an overdue submit_sm keeps its place, since the server may
 * still count it as outstanding. All but {@link #take}, {@link #free} and {@link #taken} belong to the event loop.
 */
final class SubmitWindow {
    private final IntSupplier size;
    private final long responseNanos;
    private final AtomicInteger taken = new AtomicInteger();
    private final Set<Submission> unanswered = new LinkedHashSet<>();
    private int undecided;

    /** @param size how many places there are; may change at any time, without effect on submit_sm already sent */
    SubmitWindow(IntSupplier size, Duration response) {
        this.size = size;
        this.responseNanos = response.toNanos();
    }

    /** Takes a place; false when there is none. */
    boolean take() {
        int places = size.getAsInt();
        int before = taken.getAndUpdate(count -> count < places ? count + 1 : count);
        return before < places;
    }

    int free() {
        return Math.max(0, size.getAsInt() - taken.get());
    }

    int taken() {
        return taken.get();
    }

    /** Gives back a place in which nothing was sent. */
    void giveBack() {
        taken.decrementAndGet();
    }

    void sent(Submission submission, long now) {
        submission.awaitUntil(now + responseNanos);
        unanswered.add(submission);
        undecided++;
    }

    /** The server has answered; the place is free again. */
    void answered(Submission submission) {
        if (unanswered.remove(submission)) {
            if (!submission.isDecided()) {
                undecided--;
            }
            giveBack();
        }
    }

    /** Those whose response has become overdue since the last call, in the order sent. They keep their places. */
    List<Submission> overdue(long now) {
        List<Submission> overdue = new ArrayList<>();
        for (Submission submission : unanswered) {
            if (now - submission.responseDue() < 0) {
                break;
            }
            if (!submission.isDecided()) {
                overdue.add(submission);
            }
        }
        undecided -= overdue.size();
        return overdue;
    }

    /** Takes out everything sent and without an outcome, in the order sent: the session is over. */
    List<Submission> abandon() {
        List<Submission> left = unanswered.stream()
                .filter(submission -> !submission.isDecided())
                .toList();
        taken.addAndGet(-unanswered.size());
        unanswered.clear();
        undecided = 0;
        return left;
    }

    /** Sent and without an outcome. */
    int undecided() {
        return undecided;
    }

    /** Whether every place is held by a submit_sm whose response is overdue. */
    boolean isStuck() {
        return unanswered.size() >= size.getAsInt() && undecided == 0;
    }
}
