package io.smppworker.sandbox.faults;

import io.smppworker.sandbox.broker.Broker;
import io.smppworker.sandbox.broker.Brokers;
import io.smppworker.sandbox.process.TemporaryDirectory;
import io.smppworker.sandbox.provider.LogCounts;
import io.smppworker.sandbox.provider.ProviderConfig;
import io.smppworker.sandbox.provider.ProviderProcess;
import io.smppworker.sandbox.provider.SimulatedProvider;
import io.smppworker.sandbox.referee.WireSeen;
import io.smppworker.sandbox.worker.WorkerYaml;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One run of the suite, from starting the processes to the ledger. */
final class FaultRun {
    private static final Duration BINDS_BOUND = Duration.ofSeconds(90);
    private static final Duration STANDSTILL = Duration.ofSeconds(60);
    private static final Duration QUIET = Duration.ofSeconds(5);
    /** What a worker opens it commits within a second. */
    private static final Duration LONG_OPEN = Duration.ofSeconds(10);

    private static final long PERIOD_MILLIS = 500;
    private static final long SAY_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final FaultSettings settings;
    private final Consumer<String> say;
    private final Incidents incidents = new Incidents();
    private final long startedNanos = System.nanoTime();
    private long saidNanos = startedNanos;

    FaultRun(FaultSettings settings, Consumer<String> say) {
        this.settings = settings;
        this.say = say;
    }

    /**
     * Runs it all and ends it all.
     *
     * @throws IllegalStateException when it cannot be carried through
     */
    Ledger run() {
        List<Fault> schedule = Schedule.of(settings.seed(), settings.length());
        try (TemporaryDirectory directory = TemporaryDirectory.create("smpp-worker-faults-");
                Broker broker = Brokers.withControllerApart();
                ProviderProcess process = ProviderProcess.start(
                        FaultSetting.provider(settings.seed()),
                        directory.path().resolve("provider.log"),
                        "-Xmx1g",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1")) {
            say.accept(String.format(
                    Locale.ROOT,
                    "seed %d: %d faults in %.1f minutes; %d workers, %d requests/s; broker at %s",
                    settings.seed(),
                    schedule.size(),
                    settings.length().toMillis() / 60_000.0,
                    FaultSetting.WORKERS,
                    FaultSetting.REQUESTS_PER_SECOND,
                    broker.bootstrapServers()));
            SimulatedProvider provider = process.client();
            List<WorkerSeat> seats = seats(directory, broker, provider);
            try {
                Ledger ledger = run(schedule, broker, provider, seats, directory.path());
                if (!ledger.problems().isEmpty()) {
                    keep(directory, broker);
                }
                return ledger;
            } catch (RuntimeException e) {
                keep(directory, broker);
                seats.forEach(seat -> say.accept(seat.lastWords()));
                throw e;
            } finally {
                seats.forEach(WorkerSeat::close);
            }
        }
    }

    private void keep(TemporaryDirectory directory, Broker broker) {
        directory.keep();
        say.accept("the logs are kept in " + directory.path());
        broker.copyLog(directory.path());
    }

    private Ledger run(
            List<Fault> schedule, Broker broker, SimulatedProvider provider, List<WorkerSeat> seats, Path directory) {
        awaitBinds(provider, seats);
        SuiteTopics reader = new SuiteTopics(broker.bootstrapServers());
        Load load = new Load(broker.bootstrapServers(), settings.seed(), FaultSetting.REQUESTS_PER_SECOND);
        try (reader;
                load) {
            ServerFaults serverFaults = new ServerFaults(provider, incidents);
            Play play =
                    new Play(schedule, seats, serverFaults, broker, incidents, fault -> say.accept(elapsed() + fault));
            Thread interruption = new Thread(() -> stop(play, seats), "faults-interrupted");
            Runtime.getRuntime().addShutdownHook(interruption);
            FleetState fleet = new FleetState(broker.bootstrapServers(), seats, LONG_OPEN);
            playAndShow(play, provider, load, reader, fleet);
            serverFaults.end();
            load.close();
            say.accept(elapsed() + "the faults are over: draining");
            awaitDrained(provider, seats, load, reader, fleet);
            List<CompletableFuture<Void>> ends = seats.stream()
                    .map(seat -> CompletableFuture.runAsync(seat::drain))
                    .toList();
            ends.forEach(CompletableFuture::join);
        }
        LogSecrets.in(directory)
                .forEach(line -> incidents.problem("a text, a full number or the password is in a log, at " + line));
        return Ledger.of(
                settings,
                load.stored(),
                WireSeen.of(provider),
                reader.read(),
                incidents,
                (System.nanoTime() - startedNanos) / 1e9);
    }

    /** When this process is being ended: nothing may be started any more. */
    private static void stop(Play play, List<WorkerSeat> seats) {
        play.stop();
        seats.forEach(WorkerSeat::retire);
    }

    private List<WorkerSeat> seats(TemporaryDirectory directory, Broker broker, SimulatedProvider provider) {
        ProviderConfig account = ProviderConfig.defaults();
        List<WorkerSeat> seats = new ArrayList<>();
        for (int i = 1; i <= FaultSetting.WORKERS; i++) {
            String workerId = "worker-" + i;
            String localAddress = "127.0.0." + (1 + i);
            seats.add(new WorkerSeat(
                    localAddress,
                    settings.workerJar(),
                    directory.path(),
                    () -> FaultSetting.worker(
                            new WorkerYaml(workerId)
                                    .kafka(broker.bootstrapServers())
                                    .account(account.systemId(), account.password(), provider.servers()),
                            localAddress),
                    incidents));
        }
        return seats;
    }

    private void awaitBinds(SimulatedProvider provider, List<WorkerSeat> seats) {
        int slots = provider.servers().size() * ProviderConfig.defaults().bindsPerServer();
        long deadline = System.nanoTime() + BINDS_BOUND.toNanos();
        int bound = 0;
        while (bound < slots) {
            pause();
            seats.forEach(WorkerSeat::replaceIfEnded);
            bound = provider.counts().sessionsBound();
            if (!incidents.problems().isEmpty() || System.nanoTime() - deadline > 0) {
                throw new IllegalStateException(
                        "only " + bound + " of " + slots + " binds are held; " + incidents.problems());
            }
        }
    }

    private void playAndShow(Play play, SimulatedProvider provider, Load load, SuiteTopics reader, FleetState fleet) {
        ReceiptFlow flow = new ReceiptFlow(System.nanoTime());
        CompletableFuture<Void> playing =
                CompletableFuture.runAsync(play::run, task -> new Thread(task, "play").start());
        try {
            while (!playing.isDone()) {
                pause();
                LogCounts counts = show(provider, load, reader);
                if (flow.hasStopped(
                        System.nanoTime(), reader.receipts(), counts.submits().arrived())) {
                    say.accept(elapsed() + "no receipt for " + ReceiptFlow.BOUND.toSeconds() + " s, but submit_sm:");
                    fleet.describe().forEach(say);
                }
            }
        } finally {
            play.stop();
        }
        playing.join();
    }

    /** Until every request has its outcome, no receipt waits, and nothing comes any more. */
    private void awaitDrained(
            SimulatedProvider provider, List<WorkerSeat> seats, Load load, SuiteTopics reader, FleetState fleet) {
        int requests = load.count();
        long last = -1;
        long changedNanos = System.nanoTime();
        while (true) {
            pause();
            seats.forEach(WorkerSeat::replaceIfEnded);
            LogCounts counts = show(provider, load, reader);
            long now = System.nanoTime();
            long seen = counts.submits().arrived() + counts.receipts().acknowledged() + reader.records();
            if (seen != last) {
                last = seen;
                changedNanos = now;
            }
            long quietNanos = now - changedNanos;
            boolean isComplete =
                    reader.outcomes() >= requests && counts.receipts().pending() == 0;
            if (isComplete && quietNanos > QUIET.toNanos()) {
                return;
            }
            if (quietNanos > STANDSTILL.toNanos()) {
                incidents.problem("nothing has happened for " + STANDSTILL.toSeconds() + " s, and "
                        + (requests - reader.outcomes()) + " requests have no outcome, "
                        + counts.receipts().pending() + " receipts were not acknowledged");
                fleet.describe().forEach(say);
                return;
            }
        }
    }

    private LogCounts show(SimulatedProvider provider, Load load, SuiteTopics reader) {
        LogCounts counts = provider.counts();
        long now = System.nanoTime();
        if (now - saidNanos > SAY_NANOS) {
            saidNanos = now;
            say.accept(String.format(
                    Locale.ROOT,
                    "%srequests %d, outcomes %d; submit_sm %d, taken %d, throttled %d, swallowed %d;"
                            + " receipts %d of %d; binds %s",
                    elapsed(),
                    load.count(),
                    reader.outcomes(),
                    counts.submits().arrived(),
                    counts.submits().accepted(),
                    counts.submits().throttled(),
                    counts.submits().lost(),
                    counts.receipts().acknowledged(),
                    counts.receipts().created(),
                    counts.bindsNow().values()));
        }
        return counts;
    }

    private String elapsed() {
        return String.format(Locale.ROOT, "[%6.1f] ", (System.nanoTime() - startedNanos) / 1e9);
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PERIOD_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
