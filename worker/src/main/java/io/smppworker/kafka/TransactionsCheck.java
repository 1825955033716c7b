package io.smppworker.kafka;

import io.smppworker.message.Finding;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Whether a transaction that was left open holds up a partition: of a lane, whose requests wait then, or of a topic that the
 * correlator or users read. One that is still the same a few seconds later is reported. Blocking.
 */
record TransactionsCheck(Admin admin, String bootstrapServers, Clock clock) {
    private static final String SUBJECT = "open transactions";
    private static final Duration SAME_FOR = Duration.ofSeconds(5);

    /** @param topics those of them that exist are looked at */
    List<Finding> look(List<String> topics) throws InterruptedException, ExecutionException {
        Map<TopicPartition, LogEnds> before = heldUp(partitions(topics));
        if (before.isEmpty()) {
            return List.of(none());
        }
        var unused = new CountDownLatch(1).await(SAME_FOR.toMillis(), TimeUnit.MILLISECONDS);
        Map<TopicPartition, LogEnds> after = heldUp(before.keySet());
        Map<TopicPartition, TransactionOwner> owners = new TransactionOwners(admin).of(after.keySet());
        return findings(before, after, owners, bootstrapServers, clock.instant());
    }

    /**
     * The findings.
     *
     * @param before partitions that were held up {@link #SAME_FOR} ago
     * @param after those of them that are held up now
     */
    static List<Finding> findings(
            Map<TopicPartition, LogEnds> before,
            Map<TopicPartition, LogEnds> after,
            Map<TopicPartition, TransactionOwner> owners,
            String bootstrapServers,
            Instant now) {
        List<Finding> findings = after.entrySet().stream()
                .filter(end -> isSame(before.get(end.getKey()), end.getValue()))
                .map(end -> OpenTransaction.of(
                        end.getKey(), end.getValue(), now.minus(SAME_FOR), owners.get(end.getKey()), bootstrapServers))
                .sorted(Comparator.comparing(OpenTransaction::topic).thenComparing(OpenTransaction::partition))
                .map(open -> Finding.poor("partition " + open.topicPartition(), open.inWords(now)))
                .toList();
        return findings.isEmpty() ? List.of(none()) : findings;
    }

    private static boolean isSame(@Nullable LogEnds before, LogEnds after) {
        return before != null && before.lastStable() == after.lastStable();
    }

    private static Finding none() {
        return Finding.good(SUBJECT, "none holds up a partition");
    }

    private Set<TopicPartition> partitions(List<String> topics) throws InterruptedException, ExecutionException {
        Set<TopicPartition> partitions = new HashSet<>();
        Topics.existing(admin, topics)
                .forEach((name, topic) ->
                        topic.partitions().forEach(info -> partitions.add(new TopicPartition(name, info.partition()))));
        return partitions;
    }

    private Map<TopicPartition, LogEnds> heldUp(Set<TopicPartition> partitions) throws InterruptedException {
        Map<TopicPartition, LogEnds> held = new HashMap<>(LogEnds.of(admin, partitions));
        held.values().removeIf(ends -> !ends.isHeldUp());
        return held;
    }
}
