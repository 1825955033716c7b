package io.smppworker.smpp;

import java.time.Duration;

/**
 * When a bound session sends enquire_link and unbind, and when it gives the server up (SMPP 3.4 §7.2). Pure: time is an
 * argument, in nanoseconds of one monotonic clock. Not thread-safe.
 *
 * <p>An enquire_link goes out every {@code enquireLink}, traffic or not: a dead idle session is noticed as soon as if
 * idleness were measured, and a provider that demands a regular enquire_link gets it on a busy session too.
 */
final class SessionTimers {
    /** What is to be done now. */
    enum Due {
        NOTHING,
        ENQUIRE_LINK,
        ENQUIRE_LINK_UNANSWERED,
        UNBIND,
        UNBIND_UNANSWERED
    }

    private enum Phase {
        BOUND,
        DRAINING,
        UNBINDING
    }

    private final long enquireLinkNanos;
    private final long responseNanos;
    private Phase phase = Phase.BOUND;
    private long phaseEnds;
    private boolean enquiring;
    private long enquiryTurns;

    SessionTimers(Duration enquireLink, Duration response, long now) {
        this.enquireLinkNanos = enquireLink.toNanos();
        this.responseNanos = response.toNanos();
        this.enquiryTurns = now + enquireLinkNanos;
    }

    /**
     * The one action due, which the caller is to take: it is not due again until its own time has passed once more.
     *
     * @param undecided submit_sm without an outcome; draining ends when there are none
     */
    Due due(long now, int undecided) {
        if (phase == Phase.UNBINDING) {
            return passed(phaseEnds, now) ? Due.UNBIND_UNANSWERED : Due.NOTHING;
        }
        if (phase == Phase.DRAINING && (undecided == 0 || passed(phaseEnds, now))) {
            phase = Phase.UNBINDING;
            phaseEnds = now + responseNanos;
            return Due.UNBIND;
        }
        if (!passed(enquiryTurns, now)) {
            return Due.NOTHING;
        }
        if (enquiring) {
            return Due.ENQUIRE_LINK_UNANSWERED;
        }
        enquiring = true;
        enquiryTurns = now + responseNanos;
        return Due.ENQUIRE_LINK;
    }

    /** The enquire_link last sent has been answered. */
    void enquireLinkAnswered(long now) {
        if (enquiring) {
            enquiring = false;
            enquiryTurns = now + enquireLinkNanos;
        }
    }

    /** No new submit_sm from now on; those outstanding get at most {@code drain}. */
    void drain(Duration drain, long now) {
        if (phase == Phase.BOUND) {
            phase = Phase.DRAINING;
            phaseEnds = now + drain.toNanos();
        }
    }

    private static boolean passed(long deadline, long now) {
        return now - deadline >= 0;
    }
}
