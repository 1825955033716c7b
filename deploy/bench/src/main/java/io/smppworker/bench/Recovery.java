package io.smppworker.bench;

import io.smppworker.sandbox.provider.ProviderConfig;
import io.smppworker.sandbox.provider.ProviderProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Four workers that use the contract's whole rate: one is killed, and how long until the others use it all; then, with a
 * fifth in its place, each is restarted in order, one after the other, and how much of the rate that costs. Requests that
 * are in doubt are reported, not sent again.
 */
final class Recovery {
    private static final Duration BOUND = Duration.ofMinutes(5);
    private static final int WORKERS = 4;
    private static final int MOST_SETTLED_SECONDS = 15;
    /** By when the others use all of the rate. */
    private static final int RECOVERED_SECONDS = 25;

    private static final int RESTARTED_SECONDS = 50;

    private final Site site;
    private final BenchReport report;
    private final int settledSeconds;
    private final ProviderConfig contract = ProviderConfig.defaults().withOctetsKept(false);
    private final int perSecond = contract.servers().size() * contract.throttlePerSecond();
    private final int slots = contract.servers().size() * contract.bindsPerServer();
    private final List<BenchWorker> workers = new ArrayList<>();

    private Recovery(Site site, BenchReport report) {
        this.site = site;
        this.report = report;
        this.settledSeconds = Math.min(MOST_SETTLED_SECONDS, site.settings().seconds());
    }

    static void measure(Site site, BenchReport report) {
        new Recovery(site, report).run();
    }

    private void run() {
        try (ProviderProcess provider = site.provider(contract)) {
            try (BenchWorker correlator =
                    site.smallWorker(site.yaml("correlator", provider).set("roles", List.of("correlate")))) {
                for (int i = 1; i <= WORKERS; i++) {
                    workers.add(started(provider, i));
                }
                awaitAllBound(provider);
                int requests = perSecond * (2 * settledSeconds + RECOVERED_SECONDS + RESTARTED_SECONDS);
                try (ReceiptsSeen seen = new ReceiptsSeen(site.bootstrapServers(), requests)) {
                    Requests.produce(site.bootstrapServers(), 0, requests);
                    awaitSubmitting(provider, settledSeconds);
                    killed(provider);
                    restarted(provider);
                    site.await(
                            BOUND,
                            () -> String.format(Locale.ROOT, "%,d of %,d answered", seen.accepted(), requests),
                            () -> seen.accepted() >= requests);
                    report.ledger(
                            new Ledger(0, seen.repeated() + Requests.takenAgain(provider.client()), seen.strange()));
                }
                workers.forEach(BenchWorker::drain);
                correlator.drain();
            } finally {
                workers.forEach(BenchWorker::close);
            }
        }
    }

    private BenchWorker started(ProviderProcess provider, int number) {
        return site.smallWorker(site.yaml("worker-" + number, provider)
                .set("roles", List.of("submit"))
                .set("defaults.onInDoubt", "report"));
    }

    private void killed(ProviderProcess provider) {
        workers.remove(0).kill();
        long killedNanos = provider.client().counts().nowNanos();
        awaitSubmitting(provider, RECOVERED_SECONDS);
        report.figure(
                "recoverySeconds",
                "one of " + WORKERS + " killed, to the whole rate by the others, s",
                Arrivals.at(provider.client()).wholeAgainSeconds(killedNanos, perSecond),
                Target.NONE);
        workers.add(started(provider, WORKERS + 1));
        awaitAllBound(provider);
        awaitSubmitting(provider, settledSeconds);
    }

    private void restarted(ProviderProcess provider) {
        long startNanos = provider.client().counts().nowNanos();
        for (int i = 1; i <= WORKERS; i++) {
            workers.remove(0).drain();
            workers.add(started(provider, WORKERS + 1 + i));
            awaitAllBound(provider);
        }
        awaitSubmitting(provider, 2);
        long endNanos = provider.client().counts().nowNanos();
        double seconds = (double) (endNanos - startNanos) / TimeUnit.SECONDS.toNanos(1);
        report.figure(
                "rollingRestartLost",
                String.format(Locale.ROOT, "%d workers restarted, share of the rate lost", WORKERS),
                1 - Arrivals.at(provider.client()).taken(startNanos, endNanos) / (perSecond * seconds),
                Target.NONE);
    }

    private void awaitAllBound(ProviderProcess provider) {
        site.await(
                BOUND,
                () -> "waiting for " + slots + " binds, there are "
                        + provider.client().counts().bindsNow(),
                () -> workers.stream().allMatch(BenchWorker::isReady)
                        && provider.client().counts().bindsNow().values().stream()
                                        .mapToInt(binds -> binds)
                                        .sum()
                                == slots);
    }

    /** Until so many seconds' worth more has been taken. */
    private void awaitSubmitting(ProviderProcess provider, int seconds) {
        long count = provider.client().counts().submits().accepted() + (long) perSecond * seconds;
        site.await(
                BOUND,
                () -> "submitting",
                () -> provider.client().counts().submits().accepted() >= count);
    }
}
