package io.smppworker.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Produces checked requests in their order, many at a time, and reports at its end which lines are stored, which are not, and
 * which Kafka has not answered for. After the first request that Kafka refuses, or {@link #stop}, it hands over no more. One
 * thread produces; answers and {@link #stop} may come on any.
 */
final class BulkProduction {
    static final int MOST_OUTSTANDING = 5_000;
    /** Well below a producer's default buffer (32 MiB), so that it never blocks us itself. */
    static final int MOST_OCTETS_OUTSTANDING = 8 * 1024 * 1024;

    /** After this long without any answer, no more are waited for. */
    static final Duration PATIENCE = Duration.ofMinutes(1);

    /** The same after {@link #stop}: less than an init system waits after SIGTERM. */
    static final Duration STOP_PATIENCE = Duration.ofSeconds(8);

    private static final Duration LOOK = Duration.ofMillis(100);

    private final Store store;
    private final ProgressLine progress;
    private final LongSupplier ticker;

    private final TreeMap<Long, Integer> outstanding = new TreeMap<>();
    private final SortedSet<Long> refused = new TreeSet<>();
    private long octetsOutstanding;
    private long produced;
    private long latestAnswerNanos;
    private boolean isStopped;
    private @Nullable Exception failure;

    /** Where requests are stored. */
    interface Store {
        /**
         * Hands a request over to be stored.
         *
         * @param answered called once, on any thread: with null when it is stored, else with the reason why it is not
         */
        void store(String messageId, byte[] json, Consumer<@Nullable Exception> answered);
    }

    /**
     * The result.
     *
     * @param notProduced lines to be produced by another run; empty when all is well
     * @param unknown lines for which Kafka has not answered: stored or not
     * @param failure why Kafka did not take one, or null
     */
    record Outcome(
            long produced,
            LineRanges notProduced,
            LineRanges unknown,
            @Nullable Exception failure) {
        boolean isWhole() {
            return notProduced.isEmpty() && unknown.isEmpty();
        }
    }

    /** @param ticker nanoseconds */
    BulkProduction(Store store, ProgressLine progress, LongSupplier ticker) {
        this.store = store;
        this.progress = progress;
        this.ticker = ticker;
    }

    /** Hands over no more requests; those handed over are waited for a little longer only. */
    synchronized void stop() {
        isStopped = true;
        answered();
    }

    Outcome produce(RequestSpool requests) throws IOException, InterruptedException {
        long total = requests.size();
        answered();
        Long from = null;
        RequestSpool.Checked request = requests.next();
        while (request != null && from == null) {
            if (awaitRoom(total)) {
                hand(request);
                request = requests.next();
            } else {
                from = request.line();
            }
        }
        awaitAnswers(total);
        return outcome(from);
    }

    private void hand(RequestSpool.Checked request) {
        long line = request.line();
        synchronized (this) {
            outstanding.put(line, request.json().length);
            octetsOutstanding += request.json().length;
        }
        store.store(request.messageId(), request.json(), refusal -> answered(line, refusal));
    }

    private synchronized void answered(long line, @Nullable Exception refusal) {
        Integer octets = outstanding.remove(line);
        octetsOutstanding -= octets == null ? 0 : octets;
        if (refusal == null) {
            produced++;
        } else {
            refused.add(line);
            failure = failure == null ? refusal : failure;
        }
        answered();
    }

    private synchronized void answered() {
        latestAnswerNanos = ticker.getAsLong();
        notifyAll();
    }

    /** Returns whether another may be handed over. */
    private synchronized boolean awaitRoom(long total) throws InterruptedException {
        progress.at(produced, total, "requests produced");
        while (mayGoOn() && (outstanding.size() >= MOST_OUTSTANDING || octetsOutstanding >= MOST_OCTETS_OUTSTANDING)) {
            wait(LOOK.toMillis());
            progress.at(produced, total, "requests produced");
        }
        return mayGoOn();
    }

    private synchronized void awaitAnswers(long total) throws InterruptedException {
        while (!outstanding.isEmpty() && isPatient()) {
            wait(LOOK.toMillis());
            progress.at(produced, total, "requests produced");
        }
    }

    private boolean mayGoOn() {
        return !isStopped && failure == null && isPatient();
    }

    private boolean isPatient() {
        Duration patience = isStopped ? STOP_PATIENCE : PATIENCE;
        return outstanding.isEmpty() || ticker.getAsLong() - latestAnswerNanos < patience.toNanos();
    }

    private synchronized Outcome outcome(@Nullable Long from) {
        progress.end();
        return new Outcome(
                produced,
                LineRanges.of(refused, from),
                LineRanges.of(new TreeSet<>(outstanding.keySet()), null),
                failure);
    }
}
