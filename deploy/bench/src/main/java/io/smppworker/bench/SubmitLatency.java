package io.smppworker.bench;

import io.smppworker.sandbox.provider.ProviderConfig;
import io.smppworker.sandbox.provider.ProviderProcess;
import io.smppworker.sandbox.provider.SimulatedProvider;
import io.smppworker.sandbox.provider.SubmitRow;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.IntStream;

/** The time from producing a request to its submit_sm at the provider, under the contract's limits. */
final class SubmitLatency {
    private static final Duration LAST_BOUND = Duration.ofMinutes(2);
    private static final int WARM_UP_SECONDS = 30;
    private static final double LOAD = 0.4;
    private static final int BACKLOG = 50_000;
    private static final int URGENT_PER_SECOND = 10;

    private final Site site;
    private final BenchReport report;
    private final ProviderConfig contract = ProviderConfig.defaults().withOctetsKept(false);

    private SubmitLatency(Site site, BenchReport report) {
        this.site = site;
        this.report = report;
    }

    /** With a part of the rate in use, and from there to the receipt of stage submit. */
    static void measure(Site site, BenchReport report) {
        new SubmitLatency(site, report).measure();
    }

    /** Of urgent requests, while bulk uses all of the rate. */
    static void measureUrgent(Site site, BenchReport report) {
        new SubmitLatency(site, report).measureUrgent();
    }

    private void measure() {
        int perSecond = (int) (LOAD * contract.servers().size() * contract.throttlePerSecond());
        measure(Requests.BULK, perSecond, 0, (submits, receipts) -> {
            String what = "produced to submit_sm, " + perSecond + "/s, " + submits.count() + " requests, ms, ";
            report.figure("latencyMillis", "p50", what + "p50", submits.millis(0.5), Target.atMost(5));
            report.figure("latencyMillis", "p99", what + "p99", submits.millis(0.99), Target.atMost(20));
            report.figure("latencyMillis", "p999", what + "p99.9", submits.millis(0.999), Target.atMost(60));
            report.figure(
                    "acceptedMillis",
                    "p50",
                    "submit_sm to ACCEPTED readable, ms, p50",
                    receipts.millis(0.5),
                    Target.atMost(50));
            report.figure(
                    "acceptedMillis",
                    "p99",
                    "submit_sm to ACCEPTED readable, ms, p99",
                    receipts.millis(0.99),
                    Target.atMost(150));
        });
    }

    private void measureUrgent() {
        measure(Requests.URGENT, URGENT_PER_SECOND, BACKLOG, (submits, receipts) -> {
            String what = String.format(
                    Locale.ROOT, "urgent beside %,d in bulk, %,d requests, ms, p99", BACKLOG, submits.count());
            report.figure("urgentMillis", "p99", what, submits.millis(0.99), Target.atMost(1000));
        });
    }

    /** What is made of the times from produced to submit_sm, and from there to the receipt, after the warm-up. */
    private interface Figures {
        void of(Latencies submits, Latencies receipts);
    }

    private void measure(String topic, int perSecond, int backlog, Figures figures) {
        int warm = perSecond * WARM_UP_SECONDS;
        int count = warm + perSecond * site.settings().seconds();
        try (ProviderProcess provider = site.provider(contract);
                BenchWorker worker = site.readyWorker(site.yaml("worker-1", provider))) {
            try (ReceiptsSeen seen = new ReceiptsSeen(site.bootstrapServers(), count + backlog)) {
                Requests.produce(site.bootstrapServers(), count, backlog);
                long[] produced = Requests.produceSteadily(site.bootstrapServers(), topic, count, perSecond);
                site.await(
                        LAST_BOUND,
                        () -> "waiting for the last receipts",
                        () -> IntStream.range(0, count).allMatch(number -> seen.deliveredNanos(number) != 0));
                worker.drain();
                long[] arrived = arrivals(provider.client(), count);
                figures.of(
                        new Latencies(
                                IntStream.range(warm, count).mapToLong(number -> arrived[number] - produced[number])),
                        new Latencies(IntStream.range(warm, count)
                                .mapToLong(number -> seen.acceptedNanos(number) - arrived[number])));
                report.discrepancies(Discrepancies.of(0, seen, provider.client()));
            }
        }
    }

    private static long[] arrivals(SimulatedProvider provider, int count) {
        long clockAheadNanos = provider.clockAheadNanos();
        long[] arrivals = new long[count];
        for (SubmitRow row : provider.submitRows()) {
            int number = Requests.number(row.messageRef());
            if (row.accepted() && number < count) {
                arrivals[number] = row.nanos() - clockAheadNanos;
            }
        }
        return arrivals;
    }
}
