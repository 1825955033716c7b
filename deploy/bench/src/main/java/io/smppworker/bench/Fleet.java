package io.smppworker.bench;

import io.smppworker.sandbox.provider.ProviderConfig;
import io.smppworker.sandbox.provider.ProviderProcess;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Workers that only submit, as processes of little memory, and one more that correlates. Not thread-safe. */
final class Fleet implements AutoCloseable {
    private static final Duration BOUND_BOUND = Duration.ofMinutes(5);

    private final Site site;
    private final ProviderProcess provider;
    private final int slots;
    private final BenchWorker correlator;
    private final Deque<BenchWorker> workers = new ArrayDeque<>();
    private int started;

    /** Starts the one that correlates. */
    Fleet(Site site, ProviderProcess provider) {
        ProviderConfig account = ProviderConfig.defaults();
        this.site = site;
        this.provider = provider;
        this.slots = account.servers().size() * account.bindsPerServer();
        this.correlator = site.smallWorker(site.yaml("correlator", provider).set("roles", List.of("correlate")));
    }

    /** Starts one more that submits; what it is in doubt of it reports. */
    void start() {
        started++;
        workers.addLast(site.smallWorker(site.yaml("worker-" + started, provider)
                .set("roles", List.of("submit"))
                .set("defaults.onInDoubt", "report")));
    }

    /** Takes out the one that has submitted for longest, to be ended by the caller. */
    BenchWorker oldest() {
        return workers.removeFirst();
    }

    /** Waits until all are ready and hold every bind of the account. */
    void awaitAllBound() {
        site.await(
                BOUND_BOUND,
                () -> "waiting for " + slots + " binds, there are "
                        + provider.client().counts().bindsNow(),
                () -> correlator.isReady()
                        && workers.stream().allMatch(BenchWorker::isReady)
                        && provider.client().counts().sessionsBound() == slots);
    }

    /** @throws IllegalStateException with the last of its log when one has ended */
    void checkAlive() {
        workers.forEach(BenchWorker::checkAlive);
        correlator.checkAlive();
    }

    /** Ends all in order. */
    void drain() {
        workers.forEach(BenchWorker::drain);
        correlator.drain();
    }

    @Override
    public void close() {
        workers.forEach(BenchWorker::close);
        correlator.close();
    }
}
