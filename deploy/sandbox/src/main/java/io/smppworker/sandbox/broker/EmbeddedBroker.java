package io.smppworker.sandbox.broker;

import io.smppworker.sandbox.process.JavaCommand;
import io.smppworker.sandbox.process.JavaProcess;
import io.smppworker.sandbox.process.TemporaryDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A single-node KRaft broker in a JVM of its own ({@link KafkaNode}), its data in a temporary directory. */
final class EmbeddedBroker implements Broker {
    private static final Duration READY_BOUND = Duration.ofSeconds(60);
    private static final Duration END_BOUND = Duration.ofSeconds(30);
    private static final int LOG_LINES_SHOWN = 30;

    private final TemporaryDirectory directory = TemporaryDirectory.create("smpp-worker-broker-");
    private final int port = FreePorts.pick();
    private final Path propertiesFile = directory.path().resolve("server.properties");
    private final Path log = directory.path().resolve("broker.log");
    private JavaProcess process;

    EmbeddedBroker(Map<String, String> overrides) {
        Map<String, String> configuration = BrokerProperties.embedded(
                port, FreePorts.pick(), directory.path().resolve("data").toString());
        Properties properties = new Properties();
        properties.putAll(configuration);
        properties.putAll(overrides);
        try (var out = Files.newOutputStream(propertiesFile)) {
            properties.store(out, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        process = launch();
    }

    @Override
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void stop() {
        process.endInput();
        process.awaitExit(END_BOUND);
    }

    @Override
    public void kill() {
        process.sigkill();
        process.awaitExit(END_BOUND);
    }

    @Override
    public void start() {
        if (process.isAlive()) {
            throw new IllegalStateException(process + " is running");
        }
        process = launch();
    }

    /** Its data are deleted at once, so it need not end in order. */
    @Override
    public void close() {
        process.sigkill();
        process.awaitExit(END_BOUND);
        directory.close();
    }

    private JavaProcess launch() {
        CompletableFuture<Void> ready = new CompletableFuture<>();
        JavaProcess launched = JavaCommand.main(KafkaNode.class)
                .jvmOptions(
                        "-Xms256m",
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dlogback.configurationFile=io/smppworker/sandbox/broker/logback-broker.xml")
                .log(log)
                .onLine(line -> {
                    if (line.equals(KafkaNode.READY)) {
                        ready.complete(null);
                    }
                })
                .start(propertiesFile.toString());
        try {
            CompletableFuture.anyOf(ready, launched.onExit()).get(READY_BOUND.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException notReady) {
            // told below, with the log
        }
        if (!ready.isDone()) {
            String lastWords = lastOfLog();
            launched.sigkill();
            directory.close();
            throw new IllegalStateException("the broker did not start: " + lastWords);
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
