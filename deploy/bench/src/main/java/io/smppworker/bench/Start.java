package io.smppworker.bench;

import io.smppworker.sandbox.process.JvmProbe;
import io.smppworker.sandbox.provider.DeliveryTrace;
import io.smppworker.sandbox.provider.ProviderConfig;
import io.smppworker.sandbox.provider.ProviderProcess;
import io.smppworker.sandbox.provider.SimulatedProvider;
import io.smppworker.sandbox.worker.WorkerYaml;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * One worker starts with a deep backlog, from the start of its JVM on: its first submit_sm, the whole rate, receipts that
 * are no longer behind. On a JVM as it comes, and on one that finds an archive of what an earlier worker had loaded.
 */
final class Start {
    private static final Duration BOUND = Duration.ofMinutes(5);
    private static final int EARLIER_SECONDS = 15;
    private static final int BACKLOG_SECONDS = 45;
    private static final int STARTING_SECONDS = 10;
    private static final long PROMPT_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final double NANOS = 1e9;
    private static final double MEBI = 1024.0 * 1024;

    private final Site site;
    private final BenchReport report;
    private final ProviderConfig contract = ProviderConfig.defaults().withOctetsKept(false);
    private final int perSecond = contract.servers().size() * contract.throttlePerSecond();
    private int produced;
    private int started;

    private Start(Site site, BenchReport report) {
        this.site = site;
        this.report = report;
    }

    static void measure(Site site, BenchReport report) {
        for (Archive archive : Archive.values()) {
            if (Runtime.version().feature() >= archive.sinceJava) {
                // what one has left in the topics must not be the next one's to read
                try (Site fresh = site.another()) {
                    new Start(fresh, report).measure(archive);
                }
            }
        }
    }

    /** A worker that carries some messages comes first in any case: it makes topics or archive, and warms the broker. */
    private void measure(Archive archive) {
        Path file = site.file(archive.key);
        try (ProviderProcess provider = site.provider(contract);
                BenchWorker worker = site.worker(yaml(provider), archive.making(file))) {
            site.await(BOUND, () -> "waiting for the worker to be ready", worker::isReady);
            int first = produce(EARLIER_SECONDS);
            try (ReceiptsSeen seen = seen()) {
                awaitDelivered(seen, worker, first);
            }
            worker.drain();
        }
        try (ProviderProcess provider = site.provider(contract)) {
            int first = produce(BACKLOG_SECONDS);
            try (ReceiptsSeen seen = seen();
                    BenchWorker worker = site.worker(yaml(provider), archive.using(file))) {
                measured(archive, provider.client(), seen, worker, first);
            }
        }
    }

    private void measured(
            Archive archive, SimulatedProvider provider, ReceiptsSeen seen, BenchWorker worker, int first) {
        long startNanos = provider.counts().nowNanos();
        site.passSeconds(STARTING_SECONDS, "starting");
        double cpuSeconds = worker.cpuNanos() / NANOS;
        awaitDelivered(seen, worker, first);
        try (JvmProbe probe = worker.probe()) {
            figure(archive, "rssMiB", "most memory resident, -Xmx256m, MiB", probe.mostResidentOctets() / MEBI);
        }
        worker.drain();
        Arrivals arrivals = Arrivals.at(provider);
        figure(archive, "firstSubmit", "first submit_sm, s", arrivals.firstSeconds(startNanos));
        figure(archive, "wholeRate", "whole rate, s", arrivals.wholeAgainSeconds(startNanos, perSecond));
        figure(archive, "cpu", "processor time in the first " + STARTING_SECONDS + " s, s", cpuSeconds);
        behind(archive, provider, seen, startNanos);
        report.discrepancies(Discrepancies.of(0, seen, provider));
    }

    private void behind(Archive archive, SimulatedProvider provider, ReceiptsSeen seen, long startNanos) {
        long aheadNanos = provider.clockAheadNanos();
        long mostNanos = 0;
        long lastNanos = startNanos;
        for (DeliveryTrace receipt : provider.deliveries()) {
            if (receipt.receipt() && receipt.attempt() == 1) {
                int number = Requests.number(String.valueOf(receipt.messageRef()));
                long behindNanos = seen.deliveredNanos(number) - (receipt.sentNanos() - aheadNanos);
                mostNanos = Math.max(mostNanos, behindNanos);
                if (behindNanos > PROMPT_NANOS) {
                    lastNanos = Math.max(lastNanos, receipt.sentNanos());
                }
            }
        }
        figure(archive, "mostBehind", "receipts behind, at most, s", mostNanos / NANOS);
        figure(archive, "prompt", "receipts at most 1 s behind from then on, s", (lastNanos - startNanos) / NANOS);
    }

    private void figure(Archive archive, String field, String what, double measured) {
        report.figure(archive.key, field, archive.words + ": " + what, measured, Target.NONE);
    }

    private WorkerYaml yaml(ProviderProcess provider) {
        started++;
        return site.yaml("start-" + started, provider);
    }

    /** Returns the number of the first of them. */
    private int produce(int seconds) {
        int first = produced;
        produced += perSecond * seconds;
        Requests.produce(site.bootstrapServers(), first, produced - first);
        return first;
    }

    private ReceiptsSeen seen() {
        return new ReceiptsSeen(site.bootstrapServers(), produced);
    }

    private void awaitDelivered(ReceiptsSeen seen, BenchWorker worker, int first) {
        site.await(
                BOUND,
                () -> String.format(Locale.ROOT, "%,d of %,d delivered", seen.delivered() - first, produced - first),
                () -> {
                    worker.checkAlive();
                    return seen.delivered() >= produced;
                });
    }

    /** What a JVM can take from an earlier one. */
    private enum Archive {
        NONE("startAsItComes", "start, as it comes", 17),
        /** Classes loaded and checked (JEP 350). */
        CLASSES("startClasses", "start, archive of classes", 17),
        /** Classes linked too, and what the compilers want to know of their methods (JEP 514, 515). */
        AOT_CACHE("startAotCache", "start, AOT cache", 25);

        private final String key;
        private final String words;
        private final int sinceJava;

        Archive(String key, String words, int sinceJava) {
            this.key = key;
            this.words = words;
            this.sinceJava = sinceJava;
        }

        private List<String> making(Path file) {
            return switch (this) {
                case NONE -> List.of();
                case CLASSES -> List.of("-XX:ArchiveClassesAtExit=" + file);
                case AOT_CACHE -> List.of("-XX:AOTCacheOutput=" + file);
            };
        }

        private List<String> using(Path file) {
            return switch (this) {
                case NONE -> List.of();
                case CLASSES -> List.of("-XX:SharedArchiveFile=" + file);
                case AOT_CACHE -> List.of("-XX:AOTCache=" + file);
            };
        }
    }
}
