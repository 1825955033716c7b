package io.smppworker.simulation;

import io.smppworker.kafka.KafkaClients;
import io.smppworker.lease.LeaseAssignor;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/** The Kafka clients of one simulated worker. What only reports to people, by the Admin API, is not simulated. */
final class SimulatedClients implements KafkaClients {
    private static final Admin NO_ADMIN = (Admin) Proxy.newProxyInstance(
            Admin.class.getClassLoader(), new Class<?>[] {Admin.class}, (proxy, method, arguments) -> {
                throw new UnsupportedOperationException(method.getName());
            });

    private final SimulatedKafka kafka;
    private final SimulatedProcess process;
    private final Planted planted;
    private final Runnable wakeIntake;
    private final Runnable afterTask;
    private final Map<String, SimulatedThread> threads = new HashMap<>();
    private final List<SimulatedProducer> producers = new ArrayList<>();
    private @Nullable VirtualMember member;

    /**
     * @param wakeIntake lets the intake poll soon
     * @param afterTask runs after every task of the clients' threads
     */
    SimulatedClients(
            SimulatedKafka kafka, SimulatedProcess process, Planted planted, Runnable wakeIntake, Runnable afterTask) {
        this.kafka = kafka;
        this.process = process;
        this.planted = planted;
        this.wakeIntake = wakeIntake;
        this.afterTask = afterTask;
    }

    /** The member of the group, which the intake has. */
    VirtualMember member() {
        return Objects.requireNonNull(member);
    }

    List<SimulatedProducer> producers() {
        return producers;
    }

    @Override
    public Producer<byte[], byte[]> producer(Map<String, Object> properties) {
        SimulatedProducer producer =
                new SimulatedProducer(kafka, process, new SimulatedThread(process, afterTask), properties);
        producers.add(producer);
        return producer;
    }

    @Override
    public Consumer<byte[], byte[]> consumer(Map<String, Object> properties) {
        if (!properties.containsKey(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG)) {
            return new SimulatedReader(kafka, thread("journal-reader"), planted);
        }
        LeaseAssignor assignor = new LeaseAssignor();
        assignor.configure(properties);
        member = new VirtualMember(kafka, process, assignor, properties, planted, wakeIntake);
        return member;
    }

    @Override
    public Admin admin(Map<String, Object> properties) {
        return NO_ADMIN;
    }

    @Override
    public SimulatedThread thread(String name) {
        return threads.computeIfAbsent(name, asked -> new SimulatedThread(process, afterTask));
    }
}
