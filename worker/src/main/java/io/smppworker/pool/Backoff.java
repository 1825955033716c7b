package io.smppworker.pool;

import io.smppworker.config.AccountConfig.Timers;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long a bind slot waits before it tries again: exponential with full jitter, so that many slots that lost their
 * server together do not come back together. Pure but for the random numbers; not thread-safe.
 */
final class Backoff {
    /** Why the last try failed; it decides the scale of the wait. */
    enum Setback {
        /** No answer, or a session that ended: the server is away and back at any moment. */
        UNREACHABLE,
        /** ESME_RALYBND or any other refusal: an old session lingers (up to 2 minutes), or we are banned for a while. */
        REFUSED,
        /** Wrong credentials: trying often gets an account locked. */
        CREDENTIALS
    }

    private static final Duration CREDENTIALS_MIN = Duration.ofMinutes(1);
    private static final Duration CREDENTIALS_MAX = Duration.ofMinutes(5);
    private static final int REFUSED_FACTOR = 8;

    private final Timers timers;
    private final RandomGenerator random;
    private int failures;

    Backoff(Timers timers, RandomGenerator random) {
        this.timers = timers;
        this.random = random;
    }

    /** After a session that lasted: the next wait starts small again. */
    void reset() {
        failures = 0;
    }

    /** Nanoseconds to wait after one more failure. */
    long nextNanos(Setback setback) {
        int doublings = Math.min(failures++, 20);
        long min = timers.reconnectMin().toNanos();
        long max = timers.reconnectMax().toNanos();
        return switch (setback) {
            case UNREACHABLE -> jittered(min, max, doublings, 0);
            case REFUSED -> jittered(min * 2, max * REFUSED_FACTOR, doublings, min);
            case CREDENTIALS ->
                jittered(
                        CREDENTIALS_MIN.toNanos(), CREDENTIALS_MAX.toNanos(), doublings, CREDENTIALS_MIN.toNanos() / 2);
        };
    }

    private long jittered(long min, long max, int doublings, long floor) {
        long ceiling = Math.min(max, min << Math.min(doublings, Long.numberOfLeadingZeros(min) - 2));
        return floor + random.nextLong(Math.max(1, ceiling - Math.min(floor, ceiling - 1)));
    }
}
