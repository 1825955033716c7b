package io.smppworker.bench;

import io.smppworker.sandbox.provider.DeliveryTrace;
import io.smppworker.sandbox.provider.ProviderConfig;
import io.smppworker.sandbox.provider.ProviderProcess;
import io.smppworker.sandbox.provider.SimulatedProvider;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** The time from a receipt's deliver_sm at the provider to its record on sms.receipts, read committed. */
final class ReceiptLatency {
    private static final Duration LAST_BOUND = Duration.ofMinutes(2);
    private static final int WARM_UP_SECONDS = 30;
    private static final int FIRST_SECONDS = 15;

    private ReceiptLatency() {}

    static void measure(Site site, BenchReport report) {
        ProviderConfig config = ProviderConfig.defaults().withOctetsKept(false);
        int perSecond = config.throttlePerSecond() * config.servers().size();
        int seconds = WARM_UP_SECONDS + site.settings().seconds();
        int messages = perSecond * seconds;
        try (ProviderProcess provider = site.provider(config);
                BenchWorker worker = site.readyWorker(site.yaml("worker-1", provider))) {
            try (ReceiptsSeen seen = new ReceiptsSeen(site.bootstrapServers(), messages)) {
                Requests.produce(site.bootstrapServers(), 0, messages);
                site.await(
                        Duration.ofSeconds(2L * seconds).plus(LAST_BOUND),
                        () -> String.format(Locale.ROOT, "%,d of %,d delivered", seen.delivered(), messages),
                        () -> seen.delivered() >= messages);
                worker.drain();
                figures(report, provider.client(), seen, perSecond);
                report.discrepancies(Discrepancies.of(0, seen, provider.client()));
            }
        }
    }

    /** Of the receipts that the provider sent in some of its seconds, counted from its first. */
    private static Latencies latencies(SimulatedProvider provider, ReceiptsSeen seen, int fromSecond, int toSecond) {
        long clockAheadNanos = provider.clockAheadNanos();
        List<DeliveryTrace> receipts = provider.deliveries().stream()
                .filter(delivery -> delivery.receipt() && delivery.attempt() == 1)
                .toList();
        long firstNanos = receipts.get(0).sentNanos();
        long from = firstNanos + TimeUnit.SECONDS.toNanos(fromSecond);
        long to = firstNanos + TimeUnit.SECONDS.toNanos(toSecond);
        return new Latencies(receipts.stream()
                .filter(delivery -> delivery.sentNanos() >= from && delivery.sentNanos() < to)
                .mapToLong(delivery -> seen.deliveredNanos(Requests.number(String.valueOf(delivery.messageRef())))
                        - (delivery.sentNanos() - clockAheadNanos)));
    }

    private static void figures(BenchReport report, SimulatedProvider provider, ReceiptsSeen seen, int perSecond) {
        Latencies latencies = latencies(provider, seen, WARM_UP_SECONDS, Integer.MAX_VALUE);
        String what = "deliver_sm to record, " + perSecond + "/s, " + latencies.count() + " receipts, ms, ";
        report.figure("receiptMillis", "p50", what + "p50", latencies.millis(0.5), Target.atMost(60));
        report.figure("receiptMillis", "p99", what + "p99", latencies.millis(0.99), Target.atMost(200));
        report.figure(
                "receiptMillis",
                "first",
                "the same, most in the first " + FIRST_SECONDS + " s of a worker",
                latencies(provider, seen, 0, FIRST_SECONDS).millis(1),
                Target.atMost(2_000));
    }
}
