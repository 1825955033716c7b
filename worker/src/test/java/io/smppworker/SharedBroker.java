package io.smppworker;

import io.smppworker.sandbox.broker.Broker;
import io.smppworker.sandbox.broker.Brokers;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * One broker of each kind for all tests of this JVM that leave it alone, each with topics, groups and transactional ids of its
 * own: to start one, and its hundred partitions of groups and transactions, takes longer than many a test. It ends with this
 * JVM; a test that closes it deletes its own topics.
 */
@NullMarked
public final class SharedBroker implements Broker {
    private static @Nullable Broker prompt;
    private static @Nullable Broker withDefaults;

    private final Broker broker;
    private final String run;

    private SharedBroker(Broker broker, String run) {
        this.broker = broker;
        this.run = run;
    }

    /**
     * As {@link Brokers#prompt}.
     *
     * @param run in the name of every topic of the test
     */
    public static synchronized SharedBroker prompt(String run) {
        Broker running = prompt == null ? Brokers.prompt() : prompt;
        prompt = running;
        return new SharedBroker(running, run);
    }

    /**
     * As {@link Brokers#open}.
     *
     * @param run in the name of every topic of the test
     */
    public static synchronized SharedBroker withDefaults(String run) {
        Broker running = withDefaults == null ? Brokers.open() : withDefaults;
        withDefaults = running;
        return new SharedBroker(running, run);
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
        return new UnsupportedOperationException("other tests use this broker too: open one of its own");
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
