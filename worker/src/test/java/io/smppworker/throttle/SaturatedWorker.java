package io.smppworker.throttle;

import java.util.Random;

/** A worker with always something to send to one server, with its own clock, network and dispatcher. */
final class SaturatedWorker {
    /**
     * What lies between the worker and the server.
     *
     * @param leastNanos one way at the least
     * @param jitterNanos more than that, evenly distributed, each way and each message by itself
     * @param answerNanos the server's time to answer
     * @param lateNanos the dispatcher wakes up later than it should by at most this
     */
    record Path(long leastNanos, long jitterNanos, long answerNanos, long lateNanos) {
        static Path ofMillis(long least, long jitter, long answer, long late) {
            long milli = VirtualTime.MILLI;
            return new Path(least * milli, jitter * milli, answer * milli, late * milli);
        }
    }

    private final VirtualTime time;
    private final StrictProvider provider;
    private final Path path;
    private final Random random;
    private final long clockOffsetNanos;
    private final ServerPacer pacer = new ServerPacer();
    private long wakeAtNanos = Long.MAX_VALUE;

    SaturatedWorker(VirtualTime time, StrictProvider provider, Path path, long seed) {
        this.time = time;
        this.provider = provider;
        this.path = path;
        this.random = new Random(seed);
        this.clockOffsetNanos = random.nextLong(1_000 * VirtualTime.SECOND);
    }

    void gain(int slot, int quota) {
        pacer.gain(slot, quota, clock());
        wake();
    }

    void lose(int slot) {
        pacer.lose(slot, clock());
        wake();
    }

    ServerPacer pacer() {
        return pacer;
    }

    long clock() {
        return time.nowNanos() + clockOffsetNanos;
    }

    private void wake() {
        long next = pacer.nextSendNanos(clock());
        if (next == Long.MAX_VALUE) {
            return;
        }
        long at = Math.max(next - clockOffsetNanos, time.nowNanos());
        if (at < wakeAtNanos) {
            wakeAtNanos = at;
            time.at(at + upTo(path.lateNanos), () -> dispatch(at));
        }
    }

    private void dispatch(long planned) {
        if (planned != wakeAtNanos) {
            return;
        }
        wakeAtNanos = Long.MAX_VALUE;
        while (pacer.nextSendNanos(clock()) <= clock()) {
            long ticket = pacer.send(clock());
            time.at(time.nowNanos() + path.leastNanos + upTo(path.jitterNanos), () -> arrive(ticket));
        }
        wake();
    }

    private void arrive(long ticket) {
        boolean accepted = provider.arrive(time.nowNanos());
        long back = path.answerNanos + path.leastNanos + upTo(path.jitterNanos);
        time.at(time.nowNanos() + back, () -> answer(ticket, accepted));
    }

    private void answer(long ticket, boolean accepted) {
        pacer.answered(ticket, clock());
        if (!accepted) {
            pacer.throttled(clock());
        }
        wake();
    }

    private long upTo(long nanos) {
        return nanos == 0 ? 0 : random.nextLong(nanos + 1);
    }
}
