package io.smppworker.kafka;

import static java.util.Objects.requireNonNull;

import io.smppworker.message.Finding;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;

/**
 * Whether the correlator's own topics still have as many partitions as the topics they are joined with: its state is
 * partitioned as those were when it was made, and Kafka Streams does not start otherwise. Blocking.
 */
final class PartitionsCheck {
    private final Admin admin;
    private final Map<String, String> partitionedAs;

    /** @param partitionedAs the correlator's own topics, each with the one that it is joined with */
    PartitionsCheck(Admin admin, Map<String, String> partitionedAs) {
        this.admin = admin;
        this.partitionedAs = partitionedAs;
    }

    /** A finding for each of the correlator's own topics that exist. */
    List<Finding> look() throws InterruptedException, ExecutionException {
        Set<String> there = admin.listTopics().names().get();
        List<Map.Entry<String, String>> pairs = partitionedAs.entrySet().stream()
                .filter(pair -> there.contains(pair.getKey()) && there.contains(pair.getValue()))
                .sorted(Map.Entry.comparingByKey())
                .toList();
        Map<String, TopicDescription> described = admin.describeTopics(pairs.stream()
                        .flatMap(pair -> Stream.of(pair.getKey(), pair.getValue()))
                        .collect(Collectors.toSet()))
                .allTopicNames()
                .get();
        return pairs.stream()
                .map(pair -> judge(
                        requireNonNull(described.get(pair.getKey())), requireNonNull(described.get(pair.getValue()))))
                .toList();
    }

    private static Finding judge(TopicDescription own, TopicDescription joined) {
        int ownPartitions = own.partitions().size();
        int partitions = joined.partitions().size();
        String subject = "topic " + own.name();
        if (ownPartitions == partitions) {
            return Finding.good(subject, "partitioned as " + joined.name());
        }
        return Finding.unusable(
                subject,
                ("has %d partitions and %s has %d: the correlators cannot start. Partitions cannot be taken away. If some were"
                                + " added to %s, give that another name (topics in worker.yaml), create it with %d, and bring"
                                + " there what the correlators have not read of the present one; if another version made %s,"
                                + " see its changelog")
                        .formatted(ownPartitions, joined.name(), partitions, joined.name(), ownPartitions, own.name()));
    }
}
