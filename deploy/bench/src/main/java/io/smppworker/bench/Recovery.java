package io.smppworker.bench;

import io.smppworker.sandbox.provider.ProviderConfig;
import io.smppworker.sandbox.provider.ProviderProcess;
import java.time.Duration;
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

    private Recovery(Site site, BenchReport report) {
        this.site = site;
        this.report = report;
        this.settledSeconds = Math.min(MOST_SETTLED_SECONDS, site.settings().seconds());
    }

    static void measure(Site site, BenchReport report) {
        new Recovery(site, report).run();
    }

    private void run() {
        try (ProviderProcess provider = site.provider(contract);
                Fleet fleet = new Fleet(site, provider)) {
            for (int i = 0; i < WORKERS; i++) {
                fleet.start();
            }
            fleet.awaitAllBound();
            int requests = perSecond * (2 * settledSeconds + RECOVERED_SECONDS + RESTARTED_SECONDS);
            try (ReceiptsSeen seen = new ReceiptsSeen(site.bootstrapServers(), requests)) {
                Requests.produce(site.bootstrapServers(), 0, requests);
                awaitTaken(provider, settledSeconds);
                killed(provider, fleet);
                restarted(provider, fleet);
                site.await(
                        BOUND,
                        () -> String.format(Locale.ROOT, "%,d of %,d answered", seen.accepted(), requests),
                        () -> {
                            fleet.checkAlive();
                            return seen.accepted() >= requests;
                        });
                report.discrepancies(Discrepancies.of(0, seen, provider.client()));
            }
            fleet.drain();
        }
    }

    private void killed(ProviderProcess provider, Fleet fleet) {
        fleet.oldest().kill();
        long killedNanos = provider.client().counts().nowNanos();
        awaitTaken(provider, RECOVERED_SECONDS);
        report.figure(
                "recoverySeconds",
                "one of " + WORKERS + " killed, to the whole rate by the others, s",
                Arrivals.at(provider.client()).wholeAgainSeconds(killedNanos, perSecond),
                Target.NONE);
        fleet.start();
        fleet.awaitAllBound();
        awaitTaken(provider, settledSeconds);
    }

    private void restarted(ProviderProcess provider, Fleet fleet) {
        long startNanos = provider.client().counts().nowNanos();
        for (int i = 0; i < WORKERS; i++) {
            fleet.oldest().drain();
            fleet.start();
            fleet.awaitAllBound();
        }
        awaitTaken(provider, 2);
        long endNanos = provider.client().counts().nowNanos();
        double seconds = (double) (endNanos - startNanos) / TimeUnit.SECONDS.toNanos(1);
        report.figure(
                "rollingRestartLost",
                String.format(Locale.ROOT, "%d workers restarted in turn, share of the rate lost", WORKERS),
                1 - Arrivals.at(provider.client()).taken(startNanos, endNanos) / (perSecond * seconds),
                Target.NONE);
    }

    /** Until so many seconds' worth more has been taken. */
    private void awaitTaken(ProviderProcess provider, int seconds) {
        long count = provider.client().counts().submits().accepted() + (long) perSecond * seconds;
        site.await(
                BOUND,
                () -> "submitting: " + provider.client().counts().submits(),
                () -> provider.client().counts().submits().accepted() >= count);
    }
}
