package io.smppworker.bench;

import io.smppworker.sandbox.broker.Broker;
import io.smppworker.sandbox.broker.Brokers;
import io.smppworker.sandbox.process.JavaCommand;
import io.smppworker.sandbox.process.JavaProcess;
import io.smppworker.sandbox.process.JvmProbe;
import io.smppworker.sandbox.process.TemporaryDirectory;
import io.smppworker.sandbox.provider.ProviderConfig;
import io.smppworker.sandbox.provider.ProviderProcess;
import io.smppworker.sandbox.worker.WorkerProcess;
import io.smppworker.sandbox.worker.WorkerYaml;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

/** What a scenario is run on: a broker and a directory of its own. Not thread-safe. */
final class Site implements AutoCloseable {
    /** As {@code account.throttle}: none that would be felt. */
    static final int NO_THROTTLE = 1_000_000;

    /** With a million messages outstanding and all state lost. */
    private static final Duration READY_BOUND = Duration.ofMinutes(10);

    private static final String HEAP = "-Xmx256m";
    private static final long PERIOD_MILLIS = 20;
    private static final long SAY_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final BenchSettings settings;
    private final Consumer<String> say;
    private final TemporaryDirectory directory = TemporaryDirectory.create("smpp-worker-bench-");
    private final Broker broker = Brokers.roomy();

    Site(BenchSettings settings, Consumer<String> say) {
        this.settings = settings;
        this.say = say;
    }

    /** One with a new broker; to be closed by the caller. */
    Site another() {
        return new Site(settings, say);
    }

    BenchSettings settings() {
        return settings;
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** To be closed by the caller. */
    JvmProbe brokerProbe() {
        return broker.probe().orElseThrow();
    }

    void createTopic(String name, int partitions) {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(name, Optional.of(partitions), Optional.empty())))
                    .all()
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("no topic " + name, e);
        }
    }

    /** Waits for so long. */
    void passSeconds(int seconds, String why) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        await(Duration.ofSeconds(seconds + 1L), () -> why, () -> System.nanoTime() - end >= 0);
    }

    /** A provider whose heap holds the log and the receipts of a million messages. */
    ProviderProcess provider(ProviderConfig config) {
        return ProviderProcess.start(
                config, directory.path().resolve("provider.log"), "-Xms1g", "-Xmx5g", "-XX:+UseParallelGC");
    }

    /** The worker.yaml of a worker at this broker and that provider. */
    WorkerYaml yaml(String workerId, ProviderProcess provider) {
        ProviderConfig account = ProviderConfig.defaults();
        return new WorkerYaml(workerId)
                .kafka(broker.bootstrapServers())
                .account(
                        account.systemId(),
                        account.password(),
                        provider.client().servers());
    }

    /** Starts a main of this class path on a JVM as it comes, as {@link #worker}; its only argument is the worker.yaml. */
    JavaProcess contender(Class<?> main, WorkerYaml yaml) {
        Path config = directory.path().resolve(yaml.workerId() + ".yaml");
        yaml.write(config);
        return JavaCommand.main(main)
                .jvmOptions(HEAP, "-Dlogback.configurationFile=io/smppworker/bench/logback-bench.xml")
                .log(directory.path().resolve(yaml.workerId() + ".log"))
                .start(config.toString());
    }

    /** What it logged, for an error's text. */
    String logOf(WorkerYaml yaml) {
        try {
            return Files.readString(directory.path().resolve(yaml.workerId() + ".log"));
        } catch (IOException e) {
            return "no log: " + e;
        }
    }

    /** Starts a worker on a JVM as it comes, with 256 MiB of heap; one started again with the same id finds its state. */
    BenchWorker worker(WorkerYaml yaml) {
        return worker(yaml, List.of());
    }

    /** As {@link #worker(WorkerYaml)}, with more options for its JVM. */
    BenchWorker worker(WorkerYaml yaml, List<String> more) {
        List<String> options = Stream.concat(Stream.of(HEAP), more.stream()).toList();
        return new BenchWorker(WorkerProcess.start(settings.workerJar(), yaml, directory.path(), options));
    }

    /** A file that is there as long as this is. */
    Path file(String name) {
        return directory.path().resolve(name);
    }

    /**
     * As {@link #worker}, and waits until it is ready.
     *
     * @throws IllegalStateException when it does not become so
     */
    BenchWorker readyWorker(WorkerYaml yaml) {
        BenchWorker worker = worker(yaml);
        try {
            await(READY_BOUND, () -> "waiting for the worker to be ready", worker::isReady);
            return worker;
        } catch (RuntimeException e) {
            worker.close();
            throw e;
        }
    }

    /** Starts one that is light on memory and on the processor, so that many fit beside each other. */
    BenchWorker smallWorker(WorkerYaml yaml) {
        return new BenchWorker(WorkerProcess.start(settings.workerJar(), yaml, directory.path()));
    }

    /** Octets of all files of a worker's stores. */
    long stateOctets(WorkerYaml yaml) {
        try (Stream<Path> files = Files.walk(stateDir(yaml))) {
            return files.map(Path::toFile)
                    .filter(File::isFile)
                    .mapToLong(File::length)
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As if the disk of a worker that has ended had been lost. */
    void deleteState(WorkerYaml yaml) {
        TemporaryDirectory.delete(stateDir(yaml));
    }

    private Path stateDir(WorkerYaml yaml) {
        return directory.path().resolve(yaml.workerId()).resolve("state");
    }

    /**
     * Waits, and says now and then how it stands.
     *
     * @param state in words
     * @throws IllegalStateException when it takes longer than the bound
     */
    void await(Duration bound, Supplier<String> state, BooleanSupplier done) {
        long deadline = System.nanoTime() + bound.toNanos();
        long saidNanos = System.nanoTime();
        while (!done.getAsBoolean()) {
            long now = System.nanoTime();
            if (now - deadline > 0) {
                throw new IllegalStateException("not within " + bound + ": " + state.get());
            }
            if (now - saidNanos > SAY_NANOS) {
                saidNanos = now;
                say.accept(state.get());
            }
            pause();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PERIOD_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        broker.close();
        directory.close();
    }
}
