package io.smppworker.bench;

import io.smppworker.sandbox.worker.WorkerYaml;
import java.time.Duration;
import java.util.Locale;

/**
 * Many messages submitted by a worker that only transmits, so that their receipts wait at the provider: how soon a worker
 * has their state again, and, once a worker receives, how fast the receipts are taken in and correlated.
 */
final class Outstanding {
    private static final Duration DRAINED_BOUND = Duration.ofMinutes(30);

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
        try (WaitingReceipts waiting = new WaitingReceipts(site);
                ReceiptsSeen seen = submitted(waiting)) {
            restored(waiting.transmitting(), "warm", "after it ended in order, to ready, s", Target.atMost(15));
            site.deleteState(waiting.transmitting());
            restored(waiting.transmitting(), "lost", "after its disk was lost, to ready, s", Target.atMost(120));
            drained(waiting, seen);
            report.discrepancies(waiting.discrepancies(seen));
        }
    }

    private ReceiptsSeen submitted(WaitingReceipts waiting) {
        try (BenchWorker worker = site.readyWorker(waiting.transmitting())) {
            ReceiptsSeen seen = new ReceiptsSeen(site.bootstrapServers(), messages);
            Requests.produce(site.bootstrapServers(), 0, messages);
            waiting.awaitCount(worker, "accepted", messages, seen::accepted);
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

    private void drained(WaitingReceipts waiting, ReceiptsSeen seen) {
        try (BenchWorker worker = site.readyWorker(waiting.receiving())) {
            Drain drain = new Drain(messages, System.nanoTime());
            site.await(DRAINED_BOUND, drain::toString, () -> {
                worker.checkAlive();
                return drain.isOver(
                        waiting.provider().counts().receipts().acknowledged(), seen.delivered(), System.nanoTime());
            });
            if (drain.isComplete()) {
                report.figure(
                        "drain",
                        "storedPerSecond",
                        "deliver_sm stored and acknowledged, 1/s",
                        drain.stored(),
                        Target.atLeast(20_000));
                report.figure(
                        "drain",
                        "correlatedPerSecond",
                        "receipts published, 1/s",
                        drain.correlated(),
                        Target.atLeast(10_000));
                drain.correlatedOnceStored()
                        .ifPresent(rate -> report.figure(
                                "drain",
                                "correlatedOnceStoredPerSecond",
                                "receipts published once all are stored, 1/s",
                                rate,
                                Target.NONE));
            }
            worker.drain();
        }
    }
}
