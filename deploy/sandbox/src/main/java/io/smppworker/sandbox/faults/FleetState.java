package io.smppworker.sandbox.faults;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * What a fleet in trouble is asked: each worker's {@code /status}, its groups as their coordinator has them, and the
 * transactions that are open, by their coordinator and by the partitions. Thread-safe.
 */
final class FleetState {
    private static final List<String> GROUPS = List.of("smpp-worker", "smpp-worker-correlator");
    private static final Duration ANSWER_BOUND = Duration.ofSeconds(10);

    private final String bootstrapServers;
    private final List<WorkerSeat> seats;
    private final Duration longOpen;

    /** @param longOpen which transactions are of interest: those open for longer */
    FleetState(String bootstrapServers, List<WorkerSeat> seats, Duration longOpen) {
        this.bootstrapServers = bootstrapServers;
        this.seats = List.copyOf(seats);
        this.longOpen = longOpen;
    }

    /** All of it, in lines; a part that cannot be had is said to be so. The workers write their threads into their logs. */
    List<String> describe() {
        List<String> lines = new ArrayList<>();
        seats.forEach(seat -> lines.add(seat.status()));
        try (Admin admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) ANSWER_BOUND.toMillis(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                (int) ANSWER_BOUND.toMillis()))) {
            lines.addAll(groups(admin));
            lines.addAll(transactions(admin));
            lines.addAll(openInPartitions(admin));
        } catch (ExecutionException | TimeoutException e) {
            lines.add("the broker does not say more: " + e);
        }
        return lines;
    }

    private static List<String> groups(Admin admin) throws TimeoutException {
        List<String> lines = new ArrayList<>();
        for (var asked : admin.describeConsumerGroups(GROUPS).describedGroups().entrySet()) {
            try {
                ConsumerGroupDescription group = answer(asked.getValue());
                lines.add("group " + asked.getKey() + ": " + group.groupState());
                group.members()
                        .forEach(member -> lines.add("  " + member.consumerId() + ": "
                                + member.assignment().topicPartitions().size() + " partitions"));
            } catch (ExecutionException e) {
                lines.add("group " + asked.getKey() + ": " + e.getCause());
            }
        }
        return lines;
    }

    private List<String> transactions(Admin admin) throws ExecutionException, TimeoutException {
        return answer(admin.listTransactions(new ListTransactionsOptions().filterOnDuration(longOpen.toMillis()))
                        .all())
                .stream()
                .filter(transaction -> transaction.state() == TransactionState.ONGOING
                        || transaction.state() == TransactionState.PREPARE_COMMIT
                        || transaction.state() == TransactionState.PREPARE_ABORT)
                .map(transaction -> "transaction " + transaction.transactionalId() + ", producer "
                        + transaction.producerId() + ": " + transaction.state() + " for more than "
                        + longOpen.toSeconds() + " s")
                .toList();
    }

    private List<String> openInPartitions(Admin admin) throws ExecutionException, TimeoutException {
        Collection<String> topics = answer(
                admin.listTopics(new ListTopicsOptions().listInternal(true)).names());
        List<TopicPartition> partitions = answer(admin.describeTopics(topics).allTopicNames()).values().stream()
                .flatMap(FleetState::partitions)
                .toList();
        long before = Instant.now().minus(longOpen).toEpochMilli();
        List<String> lines = new ArrayList<>();
        answer(admin.describeProducers(partitions).all())
                .forEach((partition, state) -> state.activeProducers().stream()
                        .filter(producer ->
                                producer.currentTransactionStartOffset().isPresent()
                                        && producer.lastTimestamp() < before)
                        .forEach(producer -> lines.add("partition " + partition
                                + ": a transaction is open since offset "
                                + producer.currentTransactionStartOffset().getAsLong() + ": " + producer)));
        return lines;
    }

    private static Stream<TopicPartition> partitions(TopicDescription topic) {
        return topic.partitions().stream().map(partition -> new TopicPartition(topic.name(), partition.partition()));
    }

    private static <T> T answer(KafkaFuture<T> future) throws ExecutionException, TimeoutException {
        try {
            return future.get(ANSWER_BOUND.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
