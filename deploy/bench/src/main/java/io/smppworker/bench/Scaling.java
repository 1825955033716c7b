package io.smppworker.bench;

import io.smppworker.sandbox.process.JvmProbe;
import io.smppworker.sandbox.provider.ProviderConfig;
import io.smppworker.sandbox.provider.ProviderProcess;
import io.smppworker.sandbox.worker.WorkerYaml;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * What a message costs a worker that submits, and its broker above what it takes alone, as a contract grows: in rate, with
 * the bind slots of the first; in bind slots, at the rate of the first. Requests come at the contract's rate for half a
 * minute at most; where the machine does not keep up, it takes as long as it takes. Nobody asks for receipts.
 */
final class Scaling {
    private static final List<Integer> THROTTLES = List.of(50, 500, 5_000);
    private static final List<Integer> BINDS = List.of(16, 64);
    private static final int WARM_UP_SECONDS = 20;
    private static final int MOST_SECONDS = 30;
    private static final int PRODUCER_LINGER_MILLIS = 20;
    private static final Duration RUN_BOUND = Duration.ofMinutes(10);

    private final Site site;
    private final BenchReport report;
    private final int seconds;

    private Scaling(Site site, BenchReport report) {
        this.site = site;
        this.report = report;
        this.seconds = Math.min(MOST_SECONDS, site.settings().seconds());
    }

    static void measure(Site site, BenchReport report) {
        new Scaling(site, report).run();
    }

    private void run() {
        ProviderConfig first = ProviderConfig.defaults().withOctetsKept(false);
        try (JvmProbe broker = site.brokerProbe()) {
            double alone = alone(broker);
            for (int throttle : THROTTLES) {
                contract(first.withThrottlePerSecond(throttle), broker, alone);
            }
            for (int binds : BINDS) {
                contract(first.withLimits(binds, first.throttlePerSecond(), first.window()), broker, alone);
            }
        }
    }

    /** Processor time, each second, in nanoseconds. */
    private double alone(JvmProbe broker) {
        site.passSeconds(WARM_UP_SECONDS, "the broker alone");
        long before = broker.cpuNanos();
        site.passSeconds(seconds, "the broker alone, measuring");
        return (double) (broker.cpuNanos() - before) / seconds;
    }

    private void contract(ProviderConfig contract, JvmProbe broker, double alone) {
        int perSecond = contract.servers().size() * contract.throttlePerSecond();
        int slots = contract.servers().size() * contract.bindsPerServer();
        String name = "contract-" + perSecond + "-" + slots;
        try (ProviderProcess provider = site.provider(contract);
                BenchWorker worker = site.readyWorker(yaml(name, provider, contract));
                JvmProbe probe = worker.probe()) {
            int warm = perSecond * WARM_UP_SECONDS;
            int count = perSecond * seconds;
            taken(provider, name, 0, warm, perSecond);
            long startNanos = System.nanoTime();
            long workerBefore = probe.cpuNanos();
            long brokerBefore = broker.cpuNanos();
            taken(provider, name, warm, count, perSecond);
            long workerNanos = probe.cpuNanos() - workerBefore;
            double elapsedSeconds = (System.nanoTime() - startNanos) / (double) TimeUnit.SECONDS.toNanos(1);
            double brokerNanos = broker.cpuNanos() - brokerBefore - alone * elapsedSeconds;
            String what = String.format(
                    Locale.ROOT,
                    "a contract of %,d/s and %d slots, at %,.0f/s: ",
                    perSecond,
                    slots,
                    count / elapsedSeconds);
            figure(name, "worker", what + "processor time per message, µs", workerNanos / 1e3 / count);
            figure(name, "broker", what + "processor time of the broker, µs", brokerNanos / 1e3 / count);
            worker.drain();
            long again = provider.client().summary().duplicateAcceptances();
            report.discrepancies(new Discrepancies(warm + count - (accepted(provider) - again), again, 0));
        }
    }

    /** Produces them at that rate and waits until the provider has them. */
    private void taken(ProviderProcess provider, String name, int first, int count, int perSecond) {
        Requests.produceSteadily(
                site.bootstrapServers(), topic(name, Requests.BULK), first, count, perSecond, PRODUCER_LINGER_MILLIS);
        site.await(
                RUN_BOUND,
                () -> String.format(Locale.ROOT, "%s: %,d of %,d", name, accepted(provider), first + count),
                () -> accepted(provider) >= first + count);
    }

    private static long accepted(ProviderProcess provider) {
        return provider.client().counts().submits().accepted();
    }

    /** With a group and topics of its own: their partitions are as many as the slots. */
    private WorkerYaml yaml(String name, ProviderProcess provider, ProviderConfig contract) {
        Map<String, String> topics = new TreeMap<>();
        for (String key : List.of(
                Requests.BULK, Requests.URGENT, "smpp.binds", "smpp.submissions", "smpp.deliveries", "smpp.status")) {
            topics.put(key, topic(name, key));
        }
        return site.yaml(name, provider)
                .set("kafka.groupId", name)
                .set("account.throttle", contract.throttlePerSecond())
                .set("account.binds.transceiver", contract.bindsPerServer())
                .set("defaults.receipt", "none")
                .set("roles", List.of("submit"))
                .set("topics", topics);
    }

    private static String topic(String name, String key) {
        return name + "." + key;
    }

    private void figure(String name, String field, String what, double measured) {
        report.figure(name, field, what, measured, Target.NONE);
    }
}
