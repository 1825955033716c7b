package io.smppworker.bench;

import io.smppworker.sandbox.provider.ProviderConfig;
import io.smppworker.sandbox.provider.ProviderProcess;
import io.smppworker.sandbox.provider.SimulatedProvider;
import io.smppworker.sandbox.referee.Limits;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A deep backlog under the contract's limits: how much of the contract's rate one worker or many of them use, and whether
 * they keep to it. The workers submit only, as processes of little memory; one more correlates.
 */
final class Fill {
    private static final Duration LAST_BOUND = Duration.ofMinutes(5);
    /** From the first submit_sm on: the guard is learnt, and a slot just gained has had its silent second. */
    private static final int WARM_UP_SECONDS = 10;
    /** The busiest partition has some more of the backlog than its share; none may run dry. */
    private static final double MARGIN = 1.25;

    private static final Target MOST_PER_SECOND = Target.atMost(Limits.SUBMITS_PER_SECOND);

    private static final int NOISY_WORKERS = 4;
    private static final List<Long> NOISE_MILLIS = List.of(0L, 40L);

    private final Site site;
    private final BenchReport report;
    private final ProviderConfig contract = ProviderConfig.defaults().withOctetsKept(false);
    private final int contractPerSecond = contract.servers().size() * contract.throttlePerSecond();
    private int produced;

    private Fill(Site site, BenchReport report) {
        this.site = site;
        this.report = report;
    }

    /** On a network without delays, for each number of workers. */
    static void measure(Site site, BenchReport report) {
        new Fill(site, report).measure();
    }

    /** On a network that delays every PDU by up to 40 ms, either way. */
    static void measureNoisy(Site site, BenchReport report) {
        new Fill(site, report).measureNoisy();
    }

    private void measure() {
        int throttled = 0;
        int greatest = 0;
        for (int workers : site.settings().workers()) {
            Arrivals arrivals = filled(workers, false);
            String what = "share of the contract's rate, workers: " + workers;
            report.figure("fill", Integer.toString(workers), what, share(arrivals), Target.atLeast(0.99));
            throttled += arrivals.throttled(0);
            greatest = Math.max(greatest, arrivals.greatestPerSecond());
        }
        report.greatest("fillThrottled", "answered ESME_RTHROTTLED, in any run", throttled, Target.atMost(0));
        report.greatest("fillMaxPerSecond", "most submit_sm in any second at a server", greatest, MOST_PER_SECOND);
    }

    private void measureNoisy() {
        Arrivals arrivals = filled(NOISY_WORKERS, true);
        report.figure(
                "noisyFill",
                "share of the contract's rate, up to 40 ms each way",
                share(arrivals),
                Target.atLeast(0.96));
        report.greatest(
                "noisyFillThrottled",
                "answered ESME_RTHROTTLED after 10 s, in any run",
                arrivals.throttled(WARM_UP_SECONDS),
                Target.atMost(0));
    }

    private double share(Arrivals arrivals) {
        return arrivals.takenPerSecond(WARM_UP_SECONDS, site.settings().seconds()) / contractPerSecond;
    }

    private Arrivals filled(int workers, boolean isNoisy) {
        try (ProviderProcess provider = site.provider(contract)) {
            if (isNoisy) {
                Map<String, ?> noise = Map.of("arrivalDelayMillis", NOISE_MILLIS, "responseDelayMillis", NOISE_MILLIS);
                contract.servers().forEach(server -> provider.client().order(server.name(), noise));
            }
            try (Fleet fleet = new Fleet(site, provider)) {
                for (int i = 0; i < workers; i++) {
                    fleet.start();
                }
                fleet.awaitAllBound();
                Arrivals arrivals = filled(provider.client(), fleet, workers);
                fleet.drain();
                return arrivals;
            }
        }
    }

    private Arrivals filled(SimulatedProvider provider, Fleet fleet, int workers) {
        int seconds = WARM_UP_SECONDS + site.settings().seconds();
        int first = produced;
        produced += (int) (contractPerSecond * seconds * MARGIN);
        try (ReceiptsSeen seen = new ReceiptsSeen(site.bootstrapServers(), produced)) {
            Requests.produce(site.bootstrapServers(), first, produced - first);
            site.await(
                    Duration.ofSeconds(3L * seconds).plus(LAST_BOUND),
                    () -> String.format(
                            Locale.ROOT,
                            "%d workers: %,d of %,d delivered",
                            workers,
                            seen.delivered() - first,
                            produced - first),
                    () -> {
                        fleet.checkAlive();
                        return seen.delivered() >= produced;
                    });
            report.discrepancies(Discrepancies.of(0, seen, provider));
            return Arrivals.at(provider);
        }
    }
}
