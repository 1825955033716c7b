package io.smppworker.bench;

import io.smppworker.sandbox.provider.ProviderClient;
import io.smppworker.sandbox.provider.ProviderConfig;
import io.smppworker.sandbox.provider.ProviderProcess;
import io.smppworker.sandbox.worker.WorkerYaml;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/**
 * Many messages submitted by a worker that only transmits, so that their receipts wait at the provider: how soon a worker
 * has their state again, and, once a worker receives, how fast the receipts are taken in and correlated.
 */
final class Outstanding {
    private static final Duration SUBMITTED_BOUND = Duration.ofMinutes(30);
    private static final Duration DRAINED_BOUND = Duration.ofMinutes(30);
    private static final Target TARGET = Target.atLeast(10_000);

    private final Site site;
    private final BenchReport report;
    private final int messages;

    private Outstanding(Site site, BenchReport report) {
        this.site = site;
        this.report = report;
        this.messages = site.settings().outstanding();
    }

    static void measure(Site site, BenchReport report) {
        new Outstanding(site, report).run();
    }

    private void run() {
        ProviderConfig config = ProviderConfig.defaults()
                .unlimited()
                .withReceiptDelay(Duration.ZERO, Duration.ZERO)
                .withDelivery(Duration.ofMinutes(1), ProviderConfig.defaults().deliverWindow());
        try (ProviderProcess provider = site.provider(config)) {
            WorkerYaml transmitting = yaml(provider, "transmitter");
            try (ReceiptsSeen seen = submitted(transmitting)) {
                restored(transmitting, "warm", "after it ended in order, to ready, s", Target.atMost(15));
                site.deleteState(transmitting);
                restored(transmitting, "lost", "after its disk was lost, to ready, s", Target.atMost(120));
                drained(yaml(provider, "transceiver"), provider.client(), seen);
                report.ledger(ledger(provider.client(), seen));
            }
        }
    }

    private WorkerYaml yaml(ProviderProcess provider, String bindType) {
        return site.yaml("worker-1", provider)
                .set("account.throttle", Site.NO_THROTTLE)
                .set("account.binds", Map.of(bindType, ProviderConfig.defaults().bindsPerServer()));
    }

    private ReceiptsSeen submitted(WorkerYaml yaml) {
        try (BenchWorker worker = site.readyWorker(yaml)) {
            ReceiptsSeen seen = new ReceiptsSeen(site.bootstrapServers(), messages);
            Requests.produce(site.bootstrapServers(), 0, messages);
            site.await(
                    SUBMITTED_BOUND,
                    () -> String.format(Locale.ROOT, "%,d of %,d accepted", seen.accepted(), messages),
                    () -> {
                        worker.checkAlive();
                        return seen.accepted() >= messages;
                    });
            worker.drain();
            return seen;
        }
    }

    private void restored(WorkerYaml yaml, String field, String what, Target target) {
        try (BenchWorker worker = site.readyWorker(yaml)) {
            String figure = String.format(Locale.ROOT, "%,d outstanding, %s", messages, what);
            report.figure("restoreSeconds", field, figure, worker.secondsSinceStart(), target);
            worker.drain();
        }
    }

    private void drained(WorkerYaml yaml, ProviderClient provider, ReceiptsSeen seen) {
        try (BenchWorker worker = site.readyWorker(yaml)) {
            Drain drain = new Drain(messages, System.nanoTime());
            site.await(DRAINED_BOUND, drain::toString, () -> {
                worker.checkAlive();
                return drain.isOver(provider.counts().receipts().acknowledged(), seen.delivered(), System.nanoTime());
            });
            if (drain.isComplete()) {
                report.figure(
                        "drain", "storedPerSecond", "deliver_sm stored and acknowledged, 1/s", drain.stored(), TARGET);
                report.figure("drain", "correlatedPerSecond", "receipts published, 1/s", drain.correlated(), TARGET);
            }
            worker.drain();
        }
    }

    private Ledger ledger(ProviderClient provider, ReceiptsSeen seen) {
        return new Ledger(messages - seen.delivered(), seen.repeated() + Requests.takenAgain(provider), seen.strange());
    }
}
