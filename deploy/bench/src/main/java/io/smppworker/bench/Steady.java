package io.smppworker.bench;

import io.smppworker.bench.contender.CamelRoute;
import io.smppworker.sandbox.process.JavaProcess;
import io.smppworker.sandbox.process.JvmProbe;
import io.smppworker.sandbox.provider.ProviderConfig;
import io.smppworker.sandbox.provider.ProviderProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * What one worker costs every second, itself and its broker: bound and idle; at the contract's rate out and as many receipts
 * back; the same when it only submits; the Camel route beside it; and a whole fleet that idles. In processor time, as a share
 * of one core, the broker's above what it takes alone, and in requests to the broker. The producer gathers for 20 ms, and one
 * consumer reads the receipts: what they cost the broker is in its share.
 */
final class Steady {
    private static final int WARM_UP_SECONDS = 60;
    private static final int IDLE_WARM_UP_SECONDS = 45;
    private static final int PRODUCER_LINGER_MILLIS = 20;
    private static final Duration REST_BOUND = Duration.ofMinutes(2);
    private static final Duration FLEET_BOUND = Duration.ofMinutes(5);
    private static final double MEBI = 1024.0 * 1024;
    private static final int MOST_TYPES_SAID = 10;

    /** What a Camel route of 16 consumers that wait for each answer keeps up with. */
    private static final int CAMEL_PER_SECOND = 165;

    /** What the broker counts under Fetch as well. */
    private static final Set<String> COUNTED_TWICE = Set.of("FetchConsumer", "FetchFollower");

    private static final String CAMEL_TOPIC = "bench.camel";
    private static final int CAMEL_PARTITIONS = 16;

    private final Site site;
    private final BenchReport report;
    private final ProviderConfig contract = ProviderConfig.defaults().withOctetsKept(false);
    private final int perSecond = contract.servers().size() * contract.throttlePerSecond();
    private final int seconds;
    private int produced;

    private Steady(Site site, BenchReport report) {
        this.site = site;
        this.report = report;
        this.seconds = site.settings().seconds();
    }

    static void measure(Site site, BenchReport report) {
        new Steady(site, report).run();
    }

    private void run() {
        try (JvmProbe broker = site.brokerProbe()) {
            site.passSeconds(IDLE_WARM_UP_SECONDS, "the broker alone");
            Used alone = used(broker, broker);
            report.figure("steadyBroker", "alone", "broker alone, % of a core", alone.broker(), Target.NONE);
            whole(broker, alone);
            submitting(broker, alone);
            camel(broker, alone);
            idleFleet(broker, alone);
        }
    }

    private void whole(JvmProbe broker, Used alone) {
        try (ProviderProcess provider = site.provider(contract);
                BenchWorker worker = site.readyWorker(site.yaml("whole", provider));
                JvmProbe probe = worker.probe()) {
            site.passSeconds(IDLE_WARM_UP_SECONDS, "idle");
            figures("idle", "bound and idle", used(probe, broker), alone, 1, 1, 10);
            resident("idle", "bound and idle", probe, 200);
            int requests = perSecond * (WARM_UP_SECONDS + seconds);
            try (ReceiptsSeen seen = new ReceiptsSeen(site.bootstrapServers(), requests)) {
                Used used = atRate(Requests.BULK, perSecond, probe, broker);
                site.await(
                        REST_BOUND,
                        () -> String.format(Locale.ROOT, "%,d of %,d delivered", seen.delivered(), requests),
                        () -> seen.delivered() >= requests);
                figures("steady", perSecond + "/s out and back", used, alone, 18, 15, 300);
                resident("steady", perSecond + "/s out and back", probe, 250);
                report.discrepancies(Discrepancies.of(0, seen, provider.client()));
            }
            worker.drain();
        }
    }

    private void submitting(JvmProbe broker, Used alone) {
        try (ProviderProcess provider = site.provider(contract);
                BenchWorker worker =
                        site.readyWorker(site.yaml("submitting", provider).set("roles", List.of("submit")));
                JvmProbe probe = worker.probe()) {
            Used used = atRate(Requests.BULK, perSecond, probe, broker);
            figures("steadySubmit", perSecond + "/s, roles: [submit]", used, alone, 9, 6, 300);
            worker.drain();
        }
    }

    /** On a topic of its own: it has a group of its own, which would begin with what the workers have had. */
    private void camel(JvmProbe broker, Used alone) {
        site.createTopic(CAMEL_TOPIC, CAMEL_PARTITIONS);
        try (ProviderProcess provider = site.provider(contract);
                JavaProcess route = site.contender(
                        CamelRoute.class,
                        site.yaml("camel", provider)
                                .set("kafka.groupId", "camel")
                                .set("topics", Map.of(Requests.BULK, CAMEL_TOPIC)));
                JvmProbe probe = route.probe()) {
            Used used = atRate(CAMEL_TOPIC, CAMEL_PER_SECOND, probe, broker);
            String what = CAMEL_PER_SECOND + "/s by a Camel route";
            share("steadyCamel", "process", what + ": process", used.process(), Target.NONE);
            share("steadyCamel", "broker", what + ": broker", used.broker() - alone.broker(), Target.NONE);
            requests("steadyCamel", what, used, Target.NONE);
        }
    }

    /** As many as there are bind slots, each a process of little memory and of both roles. */
    private void idleFleet(JvmProbe broker, Used alone) {
        int workers = contract.servers().size() * contract.bindsPerServer();
        List<BenchWorker> fleet = new ArrayList<>();
        try (ProviderProcess provider = site.provider(contract)) {
            for (int i = 1; i <= workers; i++) {
                fleet.add(site.smallWorker(site.yaml("idle-" + i, provider)));
            }
            site.await(
                    FLEET_BOUND,
                    () -> "waiting for " + workers + " workers",
                    () -> fleet.stream().allMatch(BenchWorker::isReady));
            site.passSeconds(IDLE_WARM_UP_SECONDS, workers + " idle");
            long workersBefore = cpuNanos(fleet);
            long brokerBefore = broker.cpuNanos();
            long startNanos = System.nanoTime();
            site.passSeconds(seconds, "measuring");
            double elapsed = System.nanoTime() - startNanos;
            String what = workers + " workers, idle";
            share("idleFleet", "workers", what, 100 * (cpuNanos(fleet) - workersBefore) / elapsed, Target.atMost(12));
            share(
                    "idleFleet",
                    "broker",
                    what + ": broker above alone",
                    100 * (broker.cpuNanos() - brokerBefore) / elapsed - alone.broker(),
                    Target.atMost(8));
        } finally {
            fleet.forEach(BenchWorker::close);
        }
    }

    private static long cpuNanos(List<BenchWorker> fleet) {
        return fleet.stream().mapToLong(BenchWorker::cpuNanos).sum();
    }

    /** Produces for as long as it takes, at that rate; returns what was used after the warm-up. */
    private Used atRate(String topic, int rate, JvmProbe process, JvmProbe broker) {
        int requests = rate * (WARM_UP_SECONDS + seconds);
        int first = produced;
        produced += requests;
        CompletableFuture<Void> producing = CompletableFuture.runAsync(() -> Requests.produceSteadily(
                site.bootstrapServers(), topic, first, requests, rate, PRODUCER_LINGER_MILLIS));
        site.passSeconds(WARM_UP_SECONDS, "warming up at " + rate + "/s");
        Used used = used(process, broker);
        producing.join();
        return used;
    }

    private Used used(JvmProbe process, JvmProbe broker) {
        Looked before = new Looked(process, broker);
        site.passSeconds(seconds, "measuring");
        return new Looked(process, broker).since(before);
    }

    private void figures(
            String key, String what, Used used, Used alone, int mostWorker, int mostBroker, int mostRequests) {
        share(key, "worker", what + ": worker", used.process(), Target.atMost(mostWorker));
        share(key, "broker", what + ": broker above alone", used.broker() - alone.broker(), Target.atMost(mostBroker));
        share(key, "compiling", what + ": the worker's compilers, part of it", used.compiling(), Target.NONE);
        requests(key, what, used, Target.atMost(mostRequests));
    }

    private void resident(String key, String what, JvmProbe probe, int most) {
        report.figure(
                key,
                "rssMiB",
                what + ": most memory resident, -Xmx256m, MiB",
                probe.mostResidentOctets() / MEBI,
                Target.atMost(most));
    }

    private void share(String key, String field, String what, double percent, Target target) {
        report.figure(key, field, what + ", % of a core", percent, target);
    }

    private void requests(String key, String what, Used used, Target target) {
        report.figure(key, "requests", what + ": requests to the broker, 1/s", used.allRequests(), target);
        report.say(used.mostRequests());
        octets(key, "written", what + ": written to the broker", used.octetsWritten());
        octets(key, "read", what + ": read from it", used.octetsRead());
    }

    private void octets(String key, String field, String what, double perSecond) {
        report.figure(key, field, what + ", KiB/s", perSecond / 1024, Target.NONE);
    }

    /** What had been used at some time. */
    private record Looked(
            long nanos,
            long processNanos,
            long compilingNanos,
            long brokerNanos,
            Map<String, Long> requests,
            long octetsWritten,
            long octetsRead) {
        Looked(JvmProbe process, JvmProbe broker) {
            this(
                    System.nanoTime(),
                    process.cpuNanos(),
                    process.compilingNanos(),
                    broker.cpuNanos(),
                    broker.counts("kafka.network:type=RequestMetrics,name=RequestsPerSec,*", "request"),
                    octets(broker, "BytesInPerSec"),
                    octets(broker, "BytesOutPerSec"));
        }

        /** Of all topics, the broker's own not among them. */
        private static long octets(JvmProbe broker, String name) {
            return broker.counts("kafka.server:type=BrokerTopicMetrics,name=" + name, "name")
                    .getOrDefault(name, 0L);
        }

        Used since(Looked before) {
            double elapsed = nanos - before.nanos;
            double seconds = elapsed / 1e9;
            Map<String, Double> rates = new TreeMap<>();
            requests.forEach(
                    (type, count) -> rates.put(type, (count - before.requests.getOrDefault(type, 0L)) / seconds));
            rates.keySet().removeAll(COUNTED_TWICE);
            return new Used(
                    100 * (processNanos - before.processNanos) / elapsed,
                    100 * (compilingNanos - before.compilingNanos) / elapsed,
                    100 * (brokerNanos - before.brokerNanos) / elapsed,
                    rates,
                    (octetsWritten - before.octetsWritten) / seconds,
                    (octetsRead - before.octetsRead) / seconds);
        }
    }

    /**
     * What was used each second.
     *
     * @param process processor time of the process, % of a core
     * @param compiling the part of it that its compilers used
     * @param broker processor time of the broker, likewise
     * @param requests to the broker, by type
     * @param octetsWritten to topics, as the producers sent them
     * @param octetsRead from topics
     */
    private record Used(
            double process,
            double compiling,
            double broker,
            Map<String, Double> requests,
            double octetsWritten,
            double octetsRead) {
        double allRequests() {
            return requests.values().stream().mapToDouble(Double::doubleValue).sum();
        }

        String mostRequests() {
            return requests.entrySet().stream()
                    .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                    .limit(MOST_TYPES_SAID)
                    .map(type -> String.format(Locale.ROOT, "%s %.1f", type.getKey(), type.getValue()))
                    .collect(Collectors.joining(", ", "requests a second: ", ""));
        }
    }
}
