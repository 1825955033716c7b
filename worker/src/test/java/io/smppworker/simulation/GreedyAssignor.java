package io.smppworker.simulation;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.TopicPartition;

/** Gives the first member what another one owns, and has not released. */
final class GreedyAssignor implements ConsumerPartitionAssignor {
    private final ConsumerPartitionAssignor real;

    GreedyAssignor(ConsumerPartitionAssignor real) {
        this.real = real;
    }

    @Override
    public ByteBuffer subscriptionUserData(Set<String> topics) {
        return real.subscriptionUserData(topics);
    }

    @Override
    public GroupAssignment assign(Cluster metadata, GroupSubscription group) {
        Map<String, Assignment> assignments =
                new HashMap<>(real.assign(metadata, group).groupAssignment());
        List<String> members = assignments.keySet().stream().sorted().toList();
        for (String other : members.subList(1, members.size())) {
            Assignment greedy = assignments.get(members.get(0));
            for (TopicPartition owned : assignments.get(other).partitions()) {
                if (owned.topic().equals("smpp.binds")) {
                    List<TopicPartition> more = new ArrayList<>(greedy.partitions());
                    more.add(owned);
                    assignments.put(members.get(0), new Assignment(more, greedy.userData()));
                    return new GroupAssignment(assignments);
                }
            }
        }
        return new GroupAssignment(assignments);
    }

    @Override
    public void onAssignment(Assignment assignment, ConsumerGroupMetadata metadata) {
        real.onAssignment(assignment, metadata);
    }

    @Override
    public String name() {
        return real.name();
    }
}
