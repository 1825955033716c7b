package io.smppworker.bench;

import io.smppworker.bench.contender.BareKafka;
import io.smppworker.bench.contender.BareSmpp;
import io.smppworker.bench.contender.BareSmppStock;
import io.smppworker.bench.contender.CamelRoute;
import io.smppworker.sandbox.process.JavaProcess;
import io.smppworker.sandbox.process.JvmProbe;
import io.smppworker.sandbox.provider.ProviderConfig;
import io.smppworker.sandbox.provider.ProviderProcess;
import io.smppworker.sandbox.worker.WorkerYaml;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * One worker without a throttle, from a backlog to requests journalled as accepted and committed; beside it what bounds
 * it (SMPP alone, Kafka alone) and what is used in its place. Nobody asks for receipts. Each is a process with the same
 * heap, alone with broker and provider.
 */
final class Ceiling {
    private static final Duration RUN_BOUND = Duration.ofMinutes(10);
    /** Of a provider some way off. */
    private static final Duration RESPONSE_DELAY = Duration.ofMillis(20);

    private static final ProviderConfig PROMPT = ProviderConfig.defaults().unlimited();

    private final Site site;
    private final BenchReport report;
    private final int requests;

    private Ceiling(Site site, BenchReport report) {
        this.site = site;
        this.report = report;
        this.requests = site.settings().requests();
    }

    static void measure(Site site, BenchReport report) {
        new Ceiling(site, report).run();
    }

    private void run() {
        double worker = worker(PROMPT, 0, requests);
        double bareSmpp = smpp("bareSmpp", BareSmpp.class);
        double bareSmppStock = smpp("bareSmppStock", BareSmppStock.class);
        double bareKafka = kafka();
        double camel = camel(PROMPT);
        figure("worker", "worker: produced, accepted, journalled, committed, 1/s", worker);
        figure("bareSmpp", "SMPP alone, the worker's session layer, 1/s", bareSmpp);
        figure("bareSmppStock", "SMPP alone, cloudhopper's own session, 1/s", bareSmppStock);
        figure("bareKafka", "Kafka alone, the worker's acks and journal, 1/s", bareKafka);
        figure("camel", "camel-kafka to camel-smpp, 1/s", camel);
        report.figure(
                "ceilingShare",
                "worker / the lesser of SMPP and Kafka alone",
                worker / Math.min(bareSmpp, bareKafka),
                Target.NONE);
        report.figure(
                "ceilingOfBoth",
                "worker / SMPP and Kafka alone, one after the other",
                worker * (1 / bareSmpp + 1 / bareKafka),
                Target.atLeast(0.6));
        report.figure("timesCamel", "worker / camel", worker / camel, Target.atLeast(1.5));
        ProviderConfig distant = PROMPT.withResponseDelay(RESPONSE_DELAY);
        double workerDistant = worker(distant, requests, requests / 2);
        double camelDistant = camel(distant);
        String when = ", the provider answers after " + RESPONSE_DELAY.toMillis() + " ms";
        report.figure("ceilingDistant", "worker", "worker" + when + ", 1/s", workerDistant, Target.NONE);
        report.figure("ceilingDistant", "camel", "camel" + when + ", 1/s", camelDistant, Target.NONE);
        report.figure("timesCamelDistant", "worker / camel" + when, workerDistant / camelDistant, Target.NONE);
    }

    private void figure(String field, String what, double perSecond) {
        report.figure("ceiling", field, what, perSecond, Target.NONE);
    }

    /**
     * Its rate.
     *
     * @param before requests that it has taken in an earlier turn
     * @param count of requests that it is to take
     */
    private double worker(ProviderConfig config, int before, int count) {
        try (ProviderProcess provider = site.provider(config);
                BenchWorker worker = site.readyWorker(yaml("worker", provider));
                Committed committed = new Committed(site.bootstrapServers(), "worker")) {
            Requests.produce(site.bootstrapServers(), before, count);
            LongSupplier done = () -> committed.count() - before;
            double perSecond = paced("worker", count, done, worker::checkAlive);
            site.await(RUN_BOUND, () -> "waiting for the rest", () -> done.getAsLong() >= count);
            worker.drain();
            long again = provider.client().summary().duplicateAcceptances();
            long taken = provider.client().counts().submits().accepted() - again;
            report.discrepancies(new Discrepancies(count - taken, again, 0));
            return perSecond;
        }
    }

    private double kafka() {
        try (ProviderProcess provider = site.provider(PROMPT);
                Committed committed = new Committed(site.bootstrapServers(), "bareKafka")) {
            return contender("bareKafka", BareKafka.class, provider, committed::count);
        }
    }

    /** Counted at the provider, for its offsets are committed far behind. */
    private double camel(ProviderConfig config) {
        try (ProviderProcess provider = site.provider(config)) {
            return contender("camel", CamelRoute.class, provider, accepted(provider));
        }
    }

    private double contender(String name, Class<?> main, ProviderProcess provider, LongSupplier done) {
        WorkerYaml yaml = yaml(name, provider);
        try (JavaProcess contender = site.contender(main, yaml)) {
            return paced(name, requests, done, () -> checkAlive(contender, yaml));
        }
    }

    private static LongSupplier accepted(ProviderProcess provider) {
        return () -> provider.client().counts().submits().accepted();
    }

    private double smpp(String name, Class<?> main) {
        try (ProviderProcess provider = site.provider(PROMPT)) {
            WorkerYaml yaml = yaml(name, provider);
            try (JavaProcess contender = site.contender(main, yaml);
                    JvmProbe atProvider = provider.probe()) {
                LongSupplier accepted = accepted(provider);
                double perSecond = paced(name, requests, accepted, () -> checkAlive(contender, yaml));
                report.figure(
                        "providerCeiling",
                        name,
                        "what the simulated provider could take on all cores, " + name + ", 1/s",
                        perProcessorSecond(atProvider, accepted)
                                * Runtime.getRuntime().availableProcessors(),
                        Target.NONE);
                return perSecond;
            }
        }
    }

    /** How many it takes for each second of processor time, once it is warm. */
    private double perProcessorSecond(JvmProbe atProvider, LongSupplier accepted) {
        long before = accepted.getAsLong();
        long cpuBefore = atProvider.cpuNanos();
        site.await(RUN_BOUND, () -> "watching the provider", () -> accepted.getAsLong() >= before + requests / 2);
        return (accepted.getAsLong() - before) * 1e9 / (atProvider.cpuNanos() - cpuBefore);
    }

    private void checkAlive(JavaProcess contender, WorkerYaml yaml) {
        if (!contender.isAlive()) {
            throw new IllegalStateException(contender + " has ended: " + site.logOf(yaml));
        }
    }

    private WorkerYaml yaml(String name, ProviderProcess provider) {
        return site.yaml(name, provider)
                .set("kafka.groupId", name)
                .set("account.throttle", Site.NO_THROTTLE)
                .set("defaults.receipt", "none")
                .set("roles", List.of("submit"));
    }

    private double paced(String name, long total, LongSupplier done, Runnable check) {
        Pace pace = new Pace(total, TimeUnit.SECONDS.toNanos(site.settings().seconds()));
        site.await(RUN_BOUND, () -> String.format(Locale.ROOT, "%s: %,d of %,d", name, done.getAsLong(), total), () -> {
            check.run();
            return pace.isOver(done.getAsLong(), System.nanoTime());
        });
        return pace.perSecond();
    }
}
