package io.smppworker.sandbox.broker;

import io.smppworker.sandbox.process.JvmProbe;
import io.smppworker.sandbox.process.TemporaryDirectory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/** A single KRaft broker, with the controller in the same JVM or in one of its own; its data in a temporary directory. */
final class EmbeddedBroker implements Broker {
    /** {@code broker.session.timeout.ms}, and a moment for the controller to act on it. */
    private static final Duration FENCED_AFTER = Duration.ofSeconds(10);

    private final TemporaryDirectory directory = TemporaryDirectory.create("smpp-worker-broker-");
    private final int port = FreePorts.pick();
    private final @Nullable NodeProcess controller;
    private final NodeProcess broker;
    private long fencedNanos = System.nanoTime();

    private EmbeddedBroker(
            boolean controllerApart,
            UnaryOperator<Map<String, String>> changed,
            BrokerVersion version,
            NodeProcess.Heap heap) {
        String clusterId = Uuid.randomUuid().toString();
        int controllerPort = FreePorts.pick();
        String data = directory.path().resolve("data").toString();
        try {
            this.controller = controllerApart
                    ? new NodeProcess(
                            directory.path(),
                            "controller",
                            changed.apply(BrokerProperties.controller(controllerPort, data + "-controller")),
                            clusterId,
                            version,
                            heap)
                    : null;
            Map<String, String> configuration = controllerApart
                    ? BrokerProperties.broker(1, port, controllerPort, data)
                    : BrokerProperties.embedded(port, controllerPort, data);
            this.broker =
                    new NodeProcess(directory.path(), "broker", changed.apply(configuration), clusterId, version, heap);
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    /** With the controller in its JVM, which shares its fate. */
    static EmbeddedBroker combined(Map<String, String> overrides) {
        return new EmbeddedBroker(false, with(overrides), BrokerVersion.ours(), NodeProcess.Heap.SMALL);
    }

    /** With the controller in its JVM, and another listener. */
    static EmbeddedBroker combined(SaslSsl listener) {
        return new EmbeddedBroker(false, listener::addedTo, BrokerVersion.ours(), NodeProcess.Heap.SMALL);
    }

    /** With the controller in its JVM, and so much heap that it is not collected as a whole for minutes. */
    static EmbeddedBroker roomy() {
        return new EmbeddedBroker(false, with(Map.of()), BrokerVersion.ours(), NodeProcess.Heap.ROOMY);
    }

    /** With the controller in its JVM, from the jars of another Kafka. */
    static EmbeddedBroker combined(BrokerVersion version) {
        return new EmbeddedBroker(false, with(Map.of()), version, NodeProcess.Heap.SMALL);
    }

    /** With a controller that lives on when the broker is stopped or killed. */
    static EmbeddedBroker apart() {
        return new EmbeddedBroker(true, with(Map.of()), BrokerVersion.ours(), NodeProcess.Heap.SMALL);
    }

    private static UnaryOperator<Map<String, String>> with(Map<String, String> overrides) {
        return configuration -> {
            Map<String, String> all = new LinkedHashMap<>(configuration);
            all.putAll(overrides);
            return all;
        };
    }

    @Override
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void stop() {
        broker.stop();
    }

    @Override
    public void kill() {
        broker.kill();
        fencedNanos = System.nanoTime() + FENCED_AFTER.toNanos();
    }

    @Override
    public void start() {
        if (controller != null) {
            awaitFenced();
        }
        broker.start();
    }

    private void awaitFenced() {
        try {
            TimeUnit.NANOSECONDS.sleep(fencedNanos - System.nanoTime());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public Optional<JvmProbe> probe() {
        return Optional.of(broker.probe());
    }

    @Override
    public void copyLog(Path to) {
        broker.copyLog(to);
    }

    /** Its data are deleted at once, so it need not end in order. */
    @Override
    public void close() {
        broker.kill();
        if (controller != null) {
            controller.kill();
        }
        directory.close();
    }
}
