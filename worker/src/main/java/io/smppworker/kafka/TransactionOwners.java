package io.smppworker.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeProducersOptions;
import org.apache.kafka.clients.admin.DescribeProducersResult;
import org.apache.kafka.clients.admin.DescribeTransactionsOptions;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the brokers whose transaction holds up a partition (DescribeProducers, ListTransactions, DescribeTransactions: KIP-664,
 * brokers from 3.0 on). What they do not report, because they are older or this user has no permission, is left out. Blocks
 * for some seconds at most.
 */
record TransactionOwners(Admin admin) {
    private static final Logger LOG = LoggerFactory.getLogger(TransactionOwners.class);
    private static final int CALL_MILLIS = Math.toIntExact(Duration.ofSeconds(5).toMillis());
    private static final Set<TransactionState> OPEN = Set.of(
            TransactionState.ONGOING,
            TransactionState.PREPARE_ABORT,
            TransactionState.PREPARE_COMMIT,
            TransactionState.PREPARE_EPOCH_FENCE,
            TransactionState.UNKNOWN);

    /** The owner of the earliest open transaction of each partition. */
    Map<TopicPartition, TransactionOwner> of(Collection<TopicPartition> partitions) throws InterruptedException {
        Map<TopicPartition, ProducerState> producers = producers(partitions);
        Map<Long, String> transactionalIds = transactionalIds(
                producers.values().stream().map(ProducerState::producerId).collect(Collectors.toSet()));
        Map<TopicPartition, TransactionOwner> owners = new HashMap<>();
        for (Map.Entry<TopicPartition, ProducerState> entry : producers.entrySet()) {
            long producerId = entry.getValue().producerId();
            String transactionalId = transactionalIds.get(producerId);
            owners.put(
                    entry.getKey(),
                    transactionalId == null
                            ? new TransactionOwner(producerId, null, null, null, false)
                            : described(entry.getKey(), producerId, transactionalId));
        }
        return owners;
    }

    private Map<TopicPartition, ProducerState> producers(Collection<TopicPartition> partitions)
            throws InterruptedException {
        DescribeProducersResult asked =
                admin.describeProducers(partitions, new DescribeProducersOptions().timeoutMs(CALL_MILLIS));
        Map<TopicPartition, ProducerState> producers = new HashMap<>();
        for (TopicPartition partition : partitions) {
            try {
                earliest(asked.partitionResult(partition).get().activeProducers())
                        .ifPresent(producer -> producers.put(partition, producer));
            } catch (ExecutionException e) {
                LOG.debug("the producers of {} are not known: {}", partition, e.toString());
            }
        }
        return producers;
    }

    private static Optional<ProducerState> earliest(List<ProducerState> producers) {
        return producers.stream()
                .filter(producer -> producer.currentTransactionStartOffset().isPresent())
                .min(Comparator.comparingLong(
                        producer -> producer.currentTransactionStartOffset().orElseThrow()));
    }

    private Map<Long, String> transactionalIds(Set<Long> producerIds) throws InterruptedException {
        if (producerIds.isEmpty()) {
            return Map.of();
        }
        try {
            return admin
                    .listTransactions(new ListTransactionsOptions()
                            .filterProducerIds(producerIds)
                            .timeoutMs(CALL_MILLIS))
                    .all()
                    .get()
                    .stream()
                    .collect(Collectors.toMap(
                            TransactionListing::producerId, TransactionListing::transactionalId, (one, other) -> one));
        } catch (ExecutionException e) {
            LOG.debug("the transactions of producers {} are not known: {}", producerIds, e.toString());
            return Map.of();
        }
    }

    private TransactionOwner described(TopicPartition partition, long producerId, String transactionalId)
            throws InterruptedException {
        try {
            TransactionDescription reported = admin.describeTransactions(
                            List.of(transactionalId), new DescribeTransactionsOptions().timeoutMs(CALL_MILLIS))
                    .description(transactionalId)
                    .get();
            boolean open = OPEN.contains(reported.state())
                    && reported.topicPartitions().contains(partition);
            OptionalLong begun = reported.transactionStartTimeMs();
            Instant begunAt = open && begun.isPresent() ? Instant.ofEpochMilli(begun.getAsLong()) : null;
            return new TransactionOwner(
                    producerId,
                    transactionalId,
                    begunAt,
                    begunAt == null ? null : begunAt.plusMillis(reported.transactionTimeoutMs()),
                    !open);
        } catch (ExecutionException e) {
            LOG.debug("the transaction of {} is not known: {}", transactionalId, e.toString());
            return new TransactionOwner(producerId, transactionalId, null, null, false);
        }
    }
}
