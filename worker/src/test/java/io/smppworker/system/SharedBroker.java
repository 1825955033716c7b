package io.smppworker.system;

import io.smppworker.sandbox.broker.Broker;
import io.smppworker.sandbox.broker.Brokers;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * One broker for every scene of this JVM that leaves it alone, each with topics and groups of its own: to start one, and its
 * hundred partitions of groups and transactions, takes longer than many a test. It ends with this JVM; a scene that closes
 * it deletes its own topics.
 */
final class SharedBroker implements Broker {
    private static @Nullable Broker shared;

    private final Broker broker = running();
    private final String run;

    /** @param run in the name of every topic of the scene */
    SharedBroker(String run) {
        this.run = run;
    }

    private static synchronized Broker running() {
        if (shared == null) {
            shared = Brokers.prompt();
        }
        return shared;
    }

    @Override
    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    @Override
    public void stop() {
        throw notAlone();
    }

    @Override
    public void kill() {
        throw notAlone();
    }

    @Override
    public void start() {
        throw notAlone();
    }

    private static UnsupportedOperationException notAlone() {
        return new UnsupportedOperationException("other tests use this broker too: give the scene one of its own");
    }

    @Override
    public void close() {
        try (Admin admin =
                Admin.create(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()))) {
            Set<String> ours = admin.listTopics().names().get().stream()
                    .filter(name -> name.contains(run))
                    .collect(Collectors.toSet());
            admin.deleteTopics(ours).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
