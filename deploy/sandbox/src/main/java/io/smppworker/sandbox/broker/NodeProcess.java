package io.smppworker.sandbox.broker;

import io.smppworker.sandbox.process.JavaCommand;
import io.smppworker.sandbox.process.JavaProcess;
import io.smppworker.sandbox.process.JvmProbe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One KRaft node in a JVM of its own ({@link KafkaNode}), process after process on the same data. Not thread-safe. */
final class NodeProcess {
    private static final Duration READY_BOUND = Duration.ofSeconds(60);
    /** A broker of a cluster that ends in order hands over all it leads first, on whatever processor others leave it. */
    private static final Duration END_BOUND = Duration.ofMinutes(2);

    private static final int LOG_LINES_SHOWN = 30;

    private final Path propertiesFile;
    private final Path log;
    private final String clusterId;
    private final BrokerVersion version;
    private final Heap heap;
    private JavaProcess process;

    /** As the JVM's -Xms and -Xmx. */
    record Heap(String least, String most) {
        static final Heap TINY = new Heap("48m", "192m");
        static final Heap SMALL = new Heap("128m", "512m");
        static final Heap ROOMY = new Heap("1g", "1g");
    }

    /**
     * Starts it; returns when it serves.
     *
     * @param directory where its configuration and log go, named by {@code name}
     * @param configuration keys as in Kafka's server.properties
     */
    NodeProcess(
            Path directory,
            String name,
            Map<String, String> configuration,
            String clusterId,
            BrokerVersion version,
            Heap heap) {
        this.propertiesFile = directory.resolve(name + ".properties");
        this.log = directory.resolve(name + ".log");
        this.clusterId = clusterId;
        this.version = version;
        this.heap = heap;
        Properties properties = new Properties();
        properties.putAll(configuration);
        try (var out = Files.newOutputStream(propertiesFile)) {
            properties.store(out, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        process = launch();
    }

    JvmProbe probe() {
        return process.probe();
    }

    void stop() {
        process.endInput();
        process.awaitExit(END_BOUND);
    }

    void kill() {
        process.sigkill();
        process.awaitExit(END_BOUND);
    }

    /** Starts it again; returns when it serves. */
    void start() {
        if (process.isAlive()) {
            throw new IllegalStateException(process + " is running");
        }
        process = launch();
    }

    void copyLog(Path to) {
        try {
            Files.copy(log, to.resolve(log.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JavaProcess launch() {
        CompletableFuture<Void> ready = new CompletableFuture<>();
        JavaProcess launched = JavaCommand.main(KafkaNode.class, version.classPath())
                .jvmOptions(
                        "-Xms" + heap.least(),
                        "-Xmx" + heap.most(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dlogback.configurationFile=io/smppworker/sandbox/broker/logback-broker.xml")
                .log(log)
                .onLine(line -> {
                    if (line.equals(KafkaNode.READY)) {
                        ready.complete(null);
                    }
                })
                .start(propertiesFile.toString(), clusterId);
        try {
            CompletableFuture.anyOf(ready, launched.onExit()).get(READY_BOUND.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException notReady) {
            // reported below, with the log
        }
        if (!ready.isDone()) {
            launched.sigkill();
            throw new IllegalStateException("the broker did not start: " + lastOfLog());
        }
        return launched;
    }

    private String lastOfLog() {
        try {
            List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size()));
        } catch (IOException e) {
            return "and left no log (" + e + ")";
        }
    }
}
