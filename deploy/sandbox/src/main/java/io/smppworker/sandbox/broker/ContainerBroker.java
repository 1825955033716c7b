package io.smppworker.sandbox.broker;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;

/** The Apache Kafka image of the clients' own version, in a container whose host port is fixed so that it outlasts restarts. */
final class ContainerBroker implements Broker {
    private static final int STOP_BOUND_SECONDS = 30;
    private static final int READY_BOUND_SECONDS = 60;

    private final FixedPortContainer container = new FixedPortContainer(FreePorts.pick());

    ContainerBroker() {
        BrokerProperties.common()
                .forEach((key, value) -> container.withEnv(
                        "KAFKA_" + key.toUpperCase(Locale.ROOT).replace('.', '_'), value));
        container.start();
    }

    @Override
    public String bootstrapServers() {
        return container.getBootstrapServers();
    }

    @Override
    public void stop() {
        container
                .getDockerClient()
                .stopContainerCmd(container.getContainerId())
                .withTimeout(STOP_BOUND_SECONDS)
                .exec();
    }

    @Override
    public void kill() {
        container.getDockerClient().killContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public void start() {
        container
                .getDockerClient()
                .startContainerCmd(container.getContainerId())
                .exec();
        try (Admin admin = Admin.create(Map.<String, Object>of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers(),
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                READY_BOUND_SECONDS * 1000))) {
            admin.describeCluster().nodes().get(READY_BOUND_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the broker's container did not start again", e);
        }
    }

    @Override
    public void close() {
        container.stop();
    }

    private static final class FixedPortContainer extends KafkaContainer {
        private static final int KAFKA_PORT = 9092;
        private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1");

        FixedPortContainer(int hostPort) {
            super("apache/kafka:" + ClientsVersion.read());
            // Testcontainers' own setting is 0; this is Kafka's default
            withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "3000");
            // on loopback, unless the engine is on another machine or these tests run in a container of it
            String host = DockerClientFactory.instance().dockerHostIpAddress();
            String interfaces = LOOPBACK.contains(host) ? "127.0.0.1:" : "";
            setPortBindings(List.of(interfaces + hostPort + ":" + KAFKA_PORT));
        }
    }
}
