package io.smppworker.sandbox.faults;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What was done, and when, as far as the ledger must know it. Times are {@link System#nanoTime} of this process.
 * Thread-safe.
 */
final class Incidents {
    /**
     * A worker's sessions that were bound at {@code fromNanos} are its no more from then on: it was killed, or frozen for
     * longer than the group waits.
     */
    record HalfDead(String localAddress, long fromNanos) {}

    /** A server that answered ESME_RTHROTTLED whatever the rate. */
    record Storm(String server, long fromNanos, long toNanos) {}

    private final Map<FaultKind, Integer> counts = new EnumMap<>(FaultKind.class);
    private final List<HalfDead> halfDead = new ArrayList<>();
    private final List<Storm> storms = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    synchronized void begun(FaultKind kind) {
        counts.merge(kind, 1, Integer::sum);
    }

    synchronized void halfDead(String localAddress, long fromNanos) {
        halfDead.add(new HalfDead(localAddress, fromNanos));
    }

    synchronized void storm(String server, long fromNanos, long toNanos) {
        storms.add(new Storm(server, fromNanos, toNanos));
    }

    /** Something went otherwise than it must, in words. */
    synchronized void problem(String words) {
        problems.add(words);
    }

    synchronized Map<FaultKind, Integer> counts() {
        return new EnumMap<>(counts);
    }

    synchronized List<HalfDead> halfDead() {
        return List.copyOf(halfDead);
    }

    synchronized List<Storm> storms() {
        return List.copyOf(storms);
    }

    synchronized List<String> problems() {
        return List.copyOf(problems);
    }
}
