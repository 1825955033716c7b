package io.smppworker.kafka;

import io.smppworker.config.WorkerConfig;
import io.smppworker.message.Finding;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterResult;

/**
 * Whether a worker will find in Kafka what it needs. Changes nothing there, but for an empty record on the status topic.
 * Blocking; not thread-safe.
 *
 * @param config of the worker
 * @param slots bind slots of the account
 * @param assignor the name of the workers' own
 * @param partitionedAs the correlator's own topics, each with the one whose number of partitions it must have
 */
public record KafkaCheck(
        WorkerConfig config, int slots, String assignor, Map<String, String> partitionedAs, Clock clock) {
    private static final Duration CALL = Duration.ofSeconds(10);
    /** A cluster's first group waits for its coordinator, some tenths of a second as a rule; retries must not lengthen that. */
    private static final long BACKOFF_MILLIS = 200;

    /**
     * Looks at the brokers, the group and the session timeout they allow it, the topics, the clock, and open transactions;
     * reports each as soon as it is known.
     */
    public void look(Consumer<Finding> report) throws InterruptedException {
        String brokers = "kafka " + config.kafka().bootstrapServers();
        try (Admin admin = Admin.create(impatient())) {
            report.accept(cluster(brokers, admin));
            membership(admin, report);
            Topics topics =
                    new Topics(admin, config.topics(), slots, config.kafka().replicationFactor());
            topics.verify(config.kafka().createTopics() ? Topics.Missing.LEAVE_TO_WORKER : Topics.Missing.REFUSE)
                    .forEach(topic ->
                            report.accept(new Finding("topic " + topic.subject(), topic.grade(), topic.inWords())));
            new PartitionsCheck(admin, partitionedAs).look().forEach(report);
            report.accept(clock(admin));
            new TransactionsCheck(admin, config.kafka().bootstrapServers(), clock)
                    .look(List.of(
                            config.topics().outbound(),
                            config.topics().urgent(),
                            config.topics().submissions(),
                            config.topics().deliveries(),
                            config.topics().receipts(),
                            config.topics().inbound()))
                    .forEach(report);
        } catch (ExecutionException | TimeoutException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            report.accept(Finding.unusable(
                    brokers,
                    cause
                            + ": check kafka.bootstrapServers, and kafka.properties when the brokers ask for"
                            + " TLS or a log-in"));
        }
    }

    /**
     * Whether a worker can be a member of its group now.
     *
     * @throws ExecutionException when the brokers do not say
     */
    public List<Finding> membership() throws InterruptedException, ExecutionException, TimeoutException {
        List<Finding> findings = new ArrayList<>();
        try (Admin admin = Admin.create(impatient())) {
            membership(admin, findings::add);
        }
        return findings;
    }

    private void membership(Admin admin, Consumer<Finding> report)
            throws InterruptedException, ExecutionException, TimeoutException {
        report.accept(new GroupCheck(config.kafka().groupId(), assignor).look(admin, CALL));
        report.accept(new SessionTimeoutCheck(admin, config.kafka().sessionTimeout()).look(CALL));
    }

    private Finding clock(Admin admin) throws InterruptedException, ExecutionException, TimeoutException {
        String status = config.topics().status();
        return admin.listTopics().names().get().contains(status)
                ? new ClockCheck(clients().statusProducer(), status, clock).look(CALL)
                : ClockCheck.notYet(status);
    }

    private ClientProperties clients() {
        return new ClientProperties(config.kafka(), config.workerId());
    }

    private Map<String, Object> impatient() {
        Map<String, Object> impatient = clients().common();
        impatient.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(CALL.toMillis()));
        impatient.put(
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                Math.toIntExact(CALL.dividedBy(2).toMillis()));
        impatient.put(AdminClientConfig.RETRY_BACKOFF_MAX_MS_CONFIG, BACKOFF_MILLIS);
        return impatient;
    }

    private static Finding cluster(String brokers, Admin admin) throws InterruptedException, ExecutionException {
        DescribeClusterResult cluster = admin.describeCluster();
        int nodes = cluster.nodes().get().size();
        return Finding.good(
                brokers, "cluster %s, %d broker%s".formatted(cluster.clusterId().get(), nodes, nodes == 1 ? "" : "s"));
    }
}
