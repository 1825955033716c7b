package io.smppworker.sandbox.demo;

import io.smppworker.sandbox.broker.Broker;
import io.smppworker.sandbox.broker.Brokers;
import io.smppworker.sandbox.process.TemporaryDirectory;
import io.smppworker.sandbox.provider.LogCounts;
import io.smppworker.sandbox.provider.Provider;
import io.smppworker.sandbox.provider.ProviderConfig;
import io.smppworker.sandbox.provider.SimulatedProvider;
import io.smppworker.sandbox.referee.WireSeen;
import io.smppworker.sandbox.user.TopicWatch;
import io.smppworker.sandbox.user.TopicsSeen;
import io.smppworker.sandbox.user.UserTopics;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** One run of the demo, from starting the processes to the verdict. */
final class DemoRun {
    private static final int REQUESTS_PER_MO = 50;
    private static final String HANDSET = "27831234567";
    private static final String OUR_NUMBER = "27820000000";
    private static final long TICK_MILLIS = 100;
    private static final long BINDS_BOUND_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long BINDS_STEADY_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long STANDSTILL_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final DemoSettings settings;
    private final DemoProgress progress;
    private final long startedAtNanos = System.nanoTime();

    DemoRun(DemoSettings settings, DemoProgress progress) {
        this.settings = settings;
        this.progress = progress;
    }

    /**
     * Runs it all and ends it all.
     *
     * @throws IllegalStateException when it cannot be carried through
     */
    DemoVerdict run() {
        List<Planned> requests = Traffic.requests(settings.messages(), settings.seed());
        List<String> moTexts = moTexts(Math.max(1, settings.messages() / REQUESTS_PER_MO));
        DemoVerdict verdict;
        TopicsSeen topics;
        try (TemporaryDirectory directory = TemporaryDirectory.create("smpp-worker-demo-");
                Broker broker = settings.anyBroker() ? Brokers.open() : Brokers.embedded();
                Provider provider = Provider.start(ProviderConfig.defaults().withSeed(settings.seed()))) {
            progress.say("Kafka broker at " + broker.bootstrapServers() + "; provider with "
                    + provider.servers().size() + " servers; " + settings.workers() + " workers; "
                    + settings.messages() + " requests, seed " + settings.seed());
            List<String> problems = new ArrayList<>();
            String lastWords;
            RequestProducer producer;
            TopicWatch watch;
            try (DemoWorkers workers = startWorkers(directory, broker, provider)) {
                awaitBinds(provider, workers);
                watch = new TopicWatch(broker.bootstrapServers(), UserTopics.DEFAULT);
                producer = new RequestProducer(broker.bootstrapServers(), requests);
                awaitOutcome(provider, workers, producer, watch, expectedRecords(requests) + moTexts.size(), moTexts);
                problems.addAll(workers.drain());
                lastWords = workers.lastWords();
            }
            watch.close();
            topics = watch.seen();
            WireSeen wire = WireSeen.of(provider);
            double seconds = (System.nanoTime() - startedAtNanos) / 1e9;
            verdict = DemoVerdict.of(requests, producer.producedAtNanos(), Set.copyOf(moTexts), topics, wire, seconds);
            problems.addAll(verdict.problems());
            if (!problems.isEmpty()) {
                progress.say(lastWords);
            }
            verdict = new DemoVerdict(verdict.result(), problems);
        }
        progress.say("Some receipts:");
        Samples.of(topics).forEach(progress::say);
        progress.say("Dead letters by reason: " + topics.deadLettersByReason());
        return verdict;
    }

    private DemoWorkers startWorkers(TemporaryDirectory directory, Broker broker, SimulatedProvider provider) {
        ProviderConfig account = ProviderConfig.defaults();
        return new DemoWorkers(
                settings,
                directory.path(),
                yaml -> yaml.kafka(broker.bootstrapServers())
                        .account(account.systemId(), account.password(), provider.servers()));
    }

    /** Until every bind slot has been held for a while: the workers have joined and shared them out. */
    private void awaitBinds(SimulatedProvider provider, DemoWorkers workers) {
        int slots = provider.servers().size() * ProviderConfig.defaults().bindsPerServer();
        long deadline = System.nanoTime() + BINDS_BOUND_NANOS;
        long[] completeSince = {System.nanoTime()};
        until(() -> {
            workers.check();
            long now = System.nanoTime();
            int bound = provider.counts().sessionsBound();
            if (bound < slots) {
                completeSince[0] = now;
            }
            if (now - deadline > 0) {
                throw new IllegalStateException("only " + bound + " of " + slots + " binds are held");
            }
            return now - completeSince[0] > BINDS_STEADY_NANOS;
        });
    }

    /** Until the topics hold as many records as they should, or nothing has happened for long. */
    private void awaitOutcome(
            SimulatedProvider provider,
            DemoWorkers workers,
            RequestProducer producer,
            TopicWatch watch,
            int expected,
            List<String> moTexts) {
        Iterator<String> moToSend = moTexts.iterator();
        long[] seen = {0, System.nanoTime()};
        until(() -> {
            workers.check();
            progress.show(producer.produced(), provider, watch);
            if (moToSend.hasNext()) {
                provider.injectMo(HANDSET, OUR_NUMBER, moToSend.next());
            }
            LogCounts counts = provider.counts();
            long count = watch.count() + counts.submits().arrived();
            long now = System.nanoTime();
            if (count != seen[0]) {
                seen[0] = count;
                seen[1] = now;
            }
            boolean isComplete = watch.count() >= expected && counts.receipts().pending() == 0;
            return isComplete || now - seen[1] > STANDSTILL_NANOS;
        });
    }

    private static List<String> moTexts(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> "Reply number " + i)
                .toList();
    }

    private static int expectedRecords(List<Planned> requests) {
        int records = 0;
        for (Planned request : requests) {
            records += request.fate() == Fate.DEAD_LETTER ? 1 : 0;
            records += request.fate().accepted() ? 2 : request.messageId() == null ? 0 : 1;
        }
        return records;
    }

    private static void until(BooleanSupplier done) {
        while (!done.getAsBoolean()) {
            try {
                TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }
    }
}
