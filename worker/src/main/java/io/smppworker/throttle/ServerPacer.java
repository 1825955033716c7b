package io.smppworker.throttle;

/**
 * Paces one worker's submit_sm towards one server so that its part of the server's rate is never exceeded, in any
 * sliding second, counted where it matters: at the server.
 *
 * <p>The algorithm is a sliding log with whole permits. A message takes a permit when it is sent and gives it back one
 * second and a guard after it is known to have arrived, so in no second can more messages arrive than there are
 * permits, whatever the network does between. What is known of an arrival: a message sent at s and answered at r
 * arrived between the two; and if the least round trip is m, it was not late by more than (r - s) - m. The next arrival
 * cannot be early, so counting from r - m is as safe as counting from r and does not pay for the provider's time to
 * answer. While too few answers are known, it counts from r. A message that is not answered keeps its permit; losing
 * its session counts as an answer without a known round trip.
 *
 * <p>Within the second messages are spread: at least six tenths of an even interval lie between two, which lets a gap
 * close again without a burst. A caller that wakes up late may catch up on at most five milliseconds.
 *
 * <p>Times are nanoseconds of one monotonic clock; the end of a message may be reported after the fact, with the time at
 * which it was seen. Not thread-safe: one dispatcher owns it. Memory grows with the messages of one second; a call costs
 * at most a binary search over them.
 */
public final class ServerPacer {
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long CATCH_UP_NANOS = 5_000_000L;
    private static final double LEAST_SPACING = 0.6;

    private final Quotas quotas = new Quotas();
    private final Slowdown slowdown = new Slowdown();
    private final LeastRoundTrip leastRoundTrip = new LeastRoundTrip();
    private final Instants ended = new Instants();
    private final Instants sent = new Instants();
    private int outstanding;
    private long spacedNanos = Long.MIN_VALUE;

    /**
     * This worker now owns a slot of this server. Its quota counts only after one second and the guard, because its last
     * owner's messages still count at the server until then. Gaining a slot that is already held changes nothing.
     */
    public void gain(int slot, int quota, long nowNanos) {
        quotas.gain(slot, quota, nowNanos + SECOND_NANOS + slowdown.guardNanos(nowNanos));
    }

    /** Another quota for a slot that is held, at once; with less, what was sent keeps its permits until they come back. */
    public void change(int slot, int quota) {
        quotas.change(slot, quota);
    }

    /** The slot is no longer this worker's: its quota is gone at once. */
    public void lose(int slot, long nowNanos) {
        quotas.lose(slot);
    }

    /**
     * The earliest time, as far as is known now, at which a message may be sent; not later than {@code nowNanos} means
     * now. {@link Long#MAX_VALUE} when that depends on an outstanding answer or on a slot to be gained: ask again after
     * either. Asking changes nothing.
     */
    public long nextSendNanos(long nowNanos) {
        long permitted = Math.min(permitNanos(nowNanos), quotas.nextNanos(nowNanos));
        return Math.max(permitted, Math.max(spacedNanos, slowdown.pausedUntilNanos()));
    }

    /**
     * Takes a permit for a message that is sent now.
     *
     * @return the ticket under which its end is reported, exactly once, by {@link #answered}, {@link #lost} or {@link
     *     #cancelled}
     * @throws IllegalStateException when nothing may be sent now
     */
    public long send(long nowNanos) {
        if (nextSendNanos(nowNanos) > nowNanos) {
            throw new IllegalStateException("no permit now");
        }
        long spacingNanos = (long) (LEAST_SPACING * SECOND_NANOS / usable(nowNanos));
        spacedNanos = Math.max(spacedNanos, nowNanos - CATCH_UP_NANOS) + spacingNanos;
        outstanding++;
        sent.dropUpTo(nowNanos - SECOND_NANOS);
        sent.add(nowNanos);
        return nowNanos;
    }

    /** The message was answered, whatever the command_status. */
    public void answered(long ticket, long nowNanos) {
        leastRoundTrip.observe(nowNanos - ticket, nowNanos);
        end(nowNanos, nowNanos);
    }

    /** The message's session ended, or its answer did not come in time; it may have arrived at any time until now. */
    public void lost(long ticket, long nowNanos) {
        end(nowNanos + leastRoundTrip.nanos(nowNanos), nowNanos);
    }

    /** No octet of the message left: its permit is free at once. */
    public void cancelled(long ticket) {
        giveBack();
    }

    /** The server refused a message for its rate or a full queue (ESME_RTHROTTLED, ESME_RMSGQFUL); also report its end. */
    public void throttled(long nowNanos) {
        slowdown.refused(quotas.at(nowNanos), nowNanos);
    }

    /** Messages per second by the slots held, as far as they count yet. */
    public int quota(long nowNanos) {
        return quotas.at(nowNanos);
    }

    /** Messages per second that are used of the quota; less than all of it only while the server is being slowed. */
    public int usable(long nowNanos) {
        return slowdown.usable(quotas.at(nowNanos), nowNanos);
    }

    /** Messages sent in the last second, for status. */
    public int sentInLastSecond(long nowNanos) {
        return sent.countAfter(nowNanos - SECOND_NANOS);
    }

    /** When the permit for the next message is free; it is now while fewer than all are taken. */
    private long permitNanos(long nowNanos) {
        int usable = usable(nowNanos);
        if (usable == 0) {
            return Long.MAX_VALUE;
        }
        long holdNanos = SECOND_NANOS + slowdown.guardNanos(nowNanos) - leastRoundTrip.nanos(nowNanos);
        int held = ended.countAfter(nowNanos - holdNanos);
        int excess = outstanding + held - usable;
        if (excess < 0) {
            return nowNanos;
        }
        return excess < held ? ended.get(ended.size() - held + excess) + holdNanos : Long.MAX_VALUE;
    }

    private void end(long endNanos, long nowNanos) {
        giveBack();
        ended.dropUpTo(nowNanos - SECOND_NANOS - slowdown.guardNanos(nowNanos));
        ended.add(endNanos);
    }

    private void giveBack() {
        if (outstanding == 0) {
            throw new IllegalStateException("more ends than messages sent");
        }
        outstanding--;
    }
}
