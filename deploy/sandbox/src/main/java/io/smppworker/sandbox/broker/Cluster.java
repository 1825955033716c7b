package io.smppworker.sandbox.broker;

import io.smppworker.sandbox.process.TemporaryDirectory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.RetriableException;

/**
 * Three brokers, each in a JVM of its own, with three copies of every topic of which two must be in sync. Their controller
 * is a fourth process, which is never ended: as Kafka advises it is apart from the brokers, so that what ends a broker ends
 * nothing else, and no election among controllers hangs on who gets a processor in time where many processes share two.
 * Brokers are numbered from 0. Not thread-safe.
 */
public final class Cluster implements Broker {
    public static final int SIZE = 3;

    private static final Duration PERIOD = Duration.ofMillis(250);

    private final TemporaryDirectory directory = TemporaryDirectory.create("smpp-worker-broker-");
    private final List<Integer> ports = new ArrayList<>();
    private final List<NodeProcess> brokers = new ArrayList<>();
    private final NodeProcess controller;

    private Cluster() {
        String clusterId = Uuid.randomUuid().toString();
        int controllerPort = FreePorts.pick();
        try {
            controller = node(
                    "controller",
                    BrokerProperties.controller(
                            controllerPort,
                            directory.path().resolve("data-controller").toString()),
                    clusterId);
            for (int i = 0; i < SIZE; i++) {
                int port = FreePorts.pick();
                String data = directory.path().resolve("data-" + i).toString();
                brokers.add(node("broker-" + i, BrokerProperties.broker(1 + i, port, controllerPort, data), clusterId));
                ports.add(port);
            }
        } catch (RuntimeException e) {
            brokers.forEach(NodeProcess::kill);
            directory.close();
            throw e;
        }
    }

    /** Starts it; returns when all brokers serve. */
    public static Cluster open() {
        return new Cluster();
    }

    private NodeProcess node(String name, Map<String, String> configuration, String clusterId) {
        return new NodeProcess(
                directory.path(),
                name,
                BrokerProperties.replicated(SIZE, configuration),
                clusterId,
                BrokerVersion.ours(),
                NodeProcess.Heap.TINY);
    }

    /** Of all brokers. */
    @Override
    public String bootstrapServers() {
        return ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
    }

    /** Ends that broker in order: it hands over what it leads first. */
    public void stop(int broker) {
        brokers.get(broker).stop();
    }

    /** Ends that broker as {@code kill -9} does. */
    public void kill(int broker) {
        brokers.get(broker).kill();
    }

    /** Starts that broker again on its data and port; returns when it serves, which may be before it is in sync. */
    public void start(int broker) {
        brokers.get(broker).start();
    }

    /**
     * Which broker coordinates that consumer group.
     *
     * @throws IllegalStateException when no broker says so
     */
    public int coordinatorOf(String group) {
        try (Admin admin = admin()) {
            Node coordinator = Objects.requireNonNull(admin.describeConsumerGroups(List.of(group))
                            .describedGroups()
                            .get(group))
                    .get()
                    .coordinator();
            return ports.indexOf(coordinator.port());
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private Admin admin() {
        return Admin.create(Map.<String, Object>of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()));
    }

    /**
     * Waits until every copy of every partition, of Kafka's own topics too, is in sync.
     *
     * @throws IllegalStateException when one is not after {@code within}
     */
    public void awaitInSync(Duration within) {
        long deadline = System.nanoTime() + within.toNanos();
        try (Admin admin =
                Admin.create(Map.<String, Object>of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()))) {
            List<String> behind = behind(admin);
            while (!behind.isEmpty()) {
                if (System.nanoTime() - deadline > 0) {
                    throw new IllegalStateException("not in sync after " + within + ": " + behind);
                }
                TimeUnit.NANOSECONDS.sleep(PERIOD.toNanos());
                behind = behind(admin);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** The partitions with a copy that is not in sync, or what keeps them from being known. */
    private static List<String> behind(Admin admin) throws InterruptedException {
        try {
            Collection<String> all = admin.listTopics(new ListTopicsOptions().listInternal(true))
                    .names()
                    .get();
            List<String> behind = new ArrayList<>();
            for (TopicDescription topic :
                    admin.describeTopics(all).allTopicNames().get().values()) {
                for (TopicPartitionInfo partition : topic.partitions()) {
                    if (partition.leader() == null
                            || partition.isr().size() < partition.replicas().size()) {
                        behind.add(topic.name() + "-" + partition.partition());
                    }
                }
            }
            return behind;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RetriableException) {
                return List.of(String.valueOf(e.getCause()));
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Ends all brokers in order. */
    @Override
    public void stop() {
        brokers.forEach(NodeProcess::stop);
    }

    /** Ends all brokers as {@code kill -9} does. */
    @Override
    public void kill() {
        brokers.forEach(NodeProcess::kill);
    }

    @Override
    public void start() {
        brokers.forEach(NodeProcess::start);
    }

    /** Its data are deleted at once, so it need not end in order. */
    @Override
    public void close() {
        kill();
        controller.kill();
        directory.close();
    }
}
