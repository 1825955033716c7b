package io.smppworker.lease;

import io.smppworker.config.TopicNames;
import io.smppworker.lease.LeaseRound.Member;
import io.smppworker.lease.LeaseRound.Share;
import io.smppworker.throttle.SlotPlan;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * Adapts {@link LeaseRound} to Kafka: reads the members' reports from their subscriptions, writes their assignments and
 * orders. Cooperative (KIP-429), for {@code group.protocol=classic}; made and configured by the consumer. Called on its
 * polling thread only.
 */
public final class LeaseAssignor implements ConsumerPartitionAssignor, Configurable {
    /** The assignor's name in the group's protocol. */
    public static final String NAME = "smpp-leases";

    /** The consumer's property that holds this worker's {@link LeaseMember}. */
    public static final String MEMBER = "smppworker.lease.member";
    /** The consumer's property that holds the {@link SlotPlan}. */
    public static final String SLOTS = "smppworker.lease.slots";
    /** The consumer's property that holds the {@link TopicNames}. */
    public static final String TOPICS = "smppworker.lease.topics";

    private @Nullable Setting setting;
    /** The group's generation in which this member was last assigned anything; -1 before the first. */
    private int generation = -1;

    private record Setting(LeaseMember member, SlotPlan plan, TopicNames topics) {
        List<String> laneTopics() {
            return List.of(topics.outbound(), topics.urgent());
        }

        Set<Integer> slots(List<TopicPartition> partitions) {
            return numbers(partitions, List.of(topics.binds()));
        }

        Set<Integer> lanes(List<TopicPartition> partitions) {
            return numbers(partitions, laneTopics());
        }

        private static Set<Integer> numbers(List<TopicPartition> partitions, List<String> wanted) {
            return partitions.stream()
                    .filter(partition -> wanted.contains(partition.topic()))
                    .map(TopicPartition::partition)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Override
    public void configure(Map<String, ?> configs) {
        setting = new Setting(
                required(configs, MEMBER, LeaseMember.class),
                required(configs, SLOTS, SlotPlan.class),
                required(configs, TOPICS, TopicNames.class));
    }

    private static <T> T required(Map<String, ?> configs, String key, Class<T> type) {
        Object value = configs.get(key);
        if (!type.isInstance(value)) {
            throw new ConfigException(key, value, "must be a " + type.getName());
        }
        return type.cast(value);
    }

    private Setting setting() {
        if (setting == null) {
            throw new IllegalStateException("not configured");
        }
        return setting;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public short version() {
        return 1;
    }

    @Override
    public List<RebalanceProtocol> supportedProtocols() {
        return List.of(RebalanceProtocol.COOPERATIVE);
    }

    @Override
    public ByteBuffer subscriptionUserData(Set<String> topics) {
        return setting().member().report().assignedIn(generation).encode();
    }

    @Override
    public void onAssignment(Assignment assignment, ConsumerGroupMetadata metadata) {
        Setting here = setting();
        generation = metadata.generationId();
        here.member()
                .ordered(
                        LeaseOrder.decode(assignment.userData()),
                        here.slots(assignment.partitions()),
                        here.lanes(assignment.partitions()));
    }

    @Override
    public GroupAssignment assign(Cluster metadata, GroupSubscription group) {
        Setting here = setting();
        Set<TopicPartition> claimed = new HashSet<>();
        List<Member> members = new ArrayList<>();
        group.groupSubscription().forEach((id, subscription) -> {
            claimed.addAll(subscription.ownedPartitions());
            members.add(member(id, subscription, here));
        });
        Map<String, Integer> counts = counts(metadata, claimed);
        int slots =
                Math.min(here.plan().size(), counts.getOrDefault(here.topics().binds(), 0));
        int lanes = here.laneTopics().stream()
                .mapToInt(topic -> counts.getOrDefault(topic, 0))
                .max()
                .orElse(0);

        Map<String, Share> shares = LeaseRound.shares(here.plan(), slots, lanes, members);
        Map<String, Assignment> assignments = new HashMap<>();
        group.groupSubscription().forEach((id, subscription) -> {
            Share share = Objects.requireNonNull(shares.get(id));
            List<TopicPartition> partitions = partitions(share, counts, here);
            // a partition of an outdated claim is free only when the claiming member has been notified
            partitions.removeIf(partition -> claimed.contains(partition)
                    && !subscription.ownedPartitions().contains(partition));
            assignments.put(id, new Assignment(partitions, share.order().encode()));
        });
        return new GroupAssignment(assignments);
    }

    /** Partitions by topic; one that some member owns exists even if the leader's metadata does not have it yet. */
    private static Map<String, Integer> counts(Cluster metadata, Set<TopicPartition> claimed) {
        Map<String, Integer> counts = new HashMap<>();
        for (String topic : metadata.topics()) {
            counts.put(topic, metadata.partitionsForTopic(topic).size());
        }
        for (TopicPartition partition : claimed) {
            counts.merge(partition.topic(), partition.partition() + 1, Math::max);
        }
        return counts;
    }

    private static List<TopicPartition> partitions(Share share, Map<String, Integer> counts, Setting here) {
        List<TopicPartition> partitions = new ArrayList<>();
        share.slots()
                .forEach(slot -> partitions.add(new TopicPartition(here.topics().binds(), slot)));
        for (String topic : here.laneTopics()) {
            for (int lane : share.lanes()) {
                if (lane < counts.getOrDefault(topic, 0)) {
                    partitions.add(new TopicPartition(topic, lane));
                }
            }
        }
        return partitions;
    }

    private static Member member(String id, Subscription subscription, Setting here) {
        MemberReport report = MemberReport.decode(subscription.userData());
        return new Member(
                id,
                here.slots(subscription.ownedPartitions()),
                here.lanes(subscription.ownedPartitions()),
                report.generation() < 0 ? subscription.generationId().orElse(-1) : report.generation(),
                report);
    }
}
