package io.smppworker.sandbox.bench;

import io.smppworker.sandbox.provider.LogCounts;
import io.smppworker.sandbox.provider.ProviderClient;
import io.smppworker.sandbox.provider.ProviderConfig;
import io.smppworker.sandbox.provider.ProviderProcess;
import io.smppworker.sandbox.worker.WorkerYaml;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** By how much the heap of a worker that only submits grows with each messageId it has seen. */
final class RememberedIds {
    private static final Duration READY_BOUND = Duration.ofMinutes(2);
    private static final Duration SUBMITTED_BOUND = Duration.ofMinutes(10);
    /** After these, everything else has its size. */
    private static final int FIRST = 10_000;
    /** Fewer than are remembered at most, {@code outbound.dedupIds}. */
    private static final int MORE = 200_000;

    private RememberedIds() {}

    static void measure(Site site, BenchReport report) {
        ProviderConfig config = ProviderConfig.defaults().unlimited().withReceiptDelay(Duration.ZERO, Duration.ZERO);
        try (ProviderProcess provider = site.provider(config)) {
            WorkerYaml yaml = site.yaml("worker-1", provider)
                    .set("account.throttle", Site.NO_THROTTLE)
                    .set("outbound.dedupWindow", SUBMITTED_BOUND.multipliedBy(2).toString())
                    .set("roles", List.of("submit"));
            try (BenchWorker worker = site.worker(yaml)) {
                site.await(READY_BOUND, () -> "waiting for the worker to be ready", worker::isReady);
                submit(site, provider.client(), 0, FIRST);
                long before = worker.liveHeapOctets();
                submit(site, provider.client(), FIRST, MORE);
                double perId = (double) (worker.liveHeapOctets() - before) / MORE;
                String what = String.format(Locale.ROOT, "heap for each of %,d messageIds remembered, octets", MORE);
                report.figure("cost", "bytesPerRememberedId", what, Spread.of(perId), "");
                worker.drain();
            }
            report.ledger(new Ledger(0, Requests.takenAgain(provider.client()), 0));
        }
    }

    /** Returns when the provider has taken them and its receipts are stored. */
    private static void submit(Site site, ProviderClient provider, int first, int count) {
        Requests.produce(site.bootstrapServers(), first, count);
        site.await(SUBMITTED_BOUND, () -> "submitting " + provider.counts().submits(), () -> {
            LogCounts counts = provider.counts();
            return counts.submits().accepted() >= first + count
                    && counts.receipts().pending() == 0;
        });
    }
}
