package io.smppworker.kafka;

import io.smppworker.message.Finding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;

/**
 * Whether the correlator's own topics still have as many partitions as the topics they are joined with: its state is
 * partitioned as those were when it was made, and Kafka Streams does not start otherwise. Blocking.
 *
 * @param partitionedAs the correlator's own topics, each with the one that it is joined with
 */
record PartitionsCheck(Admin admin, Map<String, String> partitionedAs) {

    /** A finding for each of the correlator's own topics that exist. */
    List<Finding> look() throws InterruptedException, ExecutionException {
        Set<String> names = new HashSet<>(partitionedAs.keySet());
        names.addAll(partitionedAs.values());
        Map<String, TopicDescription> there = Topics.existing(admin, names);
        List<Finding> findings = new ArrayList<>();
        new TreeMap<>(partitionedAs).forEach((name, joinedWith) -> {
            TopicDescription own = there.get(name);
            TopicDescription joined = there.get(joinedWith);
            if (own != null && joined != null) {
                findings.add(judge(own, joined));
            }
        });
        return findings;
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
