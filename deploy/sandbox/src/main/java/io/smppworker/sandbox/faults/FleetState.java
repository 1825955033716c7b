package io.smppworker.sandbox.faults;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeProducersResult;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What a fleet in trouble is asked: each worker's {@code /status}, its groups as their coordinator has them, and the
 * transactions that are open, by their coordinator and by the partitions. Thread-safe.
 */
final class FleetState {
    private static final List<String> GROUPS = List.of("smpp-worker", "smpp-worker-correlator");
    private static final Duration ANSWER_BOUND = Duration.ofSeconds(10);
    private static final Set<TransactionState> OPEN =
            Set.of(TransactionState.ONGOING, TransactionState.PREPARE_COMMIT, TransactionState.PREPARE_ABORT);

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
            GROUPS.forEach(group -> lines.addAll(part("group " + group, () -> group(admin, group))));
            lines.addAll(part("transactions", () -> transactions(admin)));
            lines.addAll(part("partitions", () -> openInPartitions(admin)));
        }
        return lines;
    }

    /** A part of it, or a line that says why there is none. */
    private static List<String> part(String name, Callable<List<String>> asked) {
        try {
            return asked.call();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (Exception e) {
            return List.of(name + ": not known: " + (e instanceof ExecutionException ? e.getCause() : e));
        }
    }

    private static List<String> group(Admin admin, String groupId) throws Exception {
        ConsumerGroupDescription group = answer(
                admin.describeConsumerGroups(List.of(groupId)).describedGroups().get(groupId));
        List<String> lines = new ArrayList<>();
        lines.add("group " + groupId + ": " + group.groupState());
        group.members()
                .forEach(member -> lines.add("  " + member.consumerId() + ": "
                        + member.assignment().topicPartitions().size() + " partitions"));
        return lines;
    }

    private List<String> transactions(Admin admin) throws Exception {
        return answer(admin.listTransactions(new ListTransactionsOptions().filterOnDuration(longOpen.toMillis()))
                        .all())
                .stream()
                .filter(transaction -> OPEN.contains(transaction.state()))
                .map(transaction -> "transaction " + transaction.transactionalId() + ", producer "
                        + transaction.producerId() + ": " + transaction.state() + " for more than "
                        + longOpen.toSeconds() + " s")
                .toList();
    }

    private List<String> openInPartitions(Admin admin) throws Exception {
        Collection<String> topics = answer(
                admin.listTopics(new ListTopicsOptions().listInternal(true)).names());
        List<TopicPartition> partitions = answer(admin.describeTopics(topics).allTopicNames()).values().stream()
                .flatMap(FleetState::partitions)
                .toList();
        DescribeProducersResult producers = admin.describeProducers(partitions);
        List<String> lines = new ArrayList<>();
        for (TopicPartition partition : partitions) {
            lines.addAll(part(
                    "partition " + partition, () -> open(partition, answer(producers.partitionResult(partition)))));
        }
        return lines;
    }

    private List<String> open(TopicPartition partition, DescribeProducersResult.PartitionProducerState state) {
        long before = Instant.now().minus(longOpen).toEpochMilli();
        return state.activeProducers().stream()
                .filter(producer ->
                        producer.currentTransactionStartOffset().isPresent() && producer.lastTimestamp() < before)
                .map(producer -> "partition " + partition + ": a transaction is open since offset "
                        + producer.currentTransactionStartOffset().getAsLong() + ": " + producer)
                .toList();
    }

    private static Stream<TopicPartition> partitions(TopicDescription topic) {
        return topic.partitions().stream().map(partition -> new TopicPartition(topic.name(), partition.partition()));
    }

    private static <T> T answer(@Nullable KafkaFuture<T> future) throws Exception {
        return Objects.requireNonNull(future).get(ANSWER_BOUND.toMillis(), TimeUnit.MILLISECONDS);
    }
}
