package io.smppworker.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smppworker.config.TopicNames;
import io.smppworker.throttle.SlotPlan;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Assignment;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.GroupSubscription;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.RebalanceProtocol;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Subscription;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class LeaseAssignorTest {
    private static final TopicNames TOPICS = new TopicNames(
            "bulk", "urgent", "receipts", "inbound", "dead", "binds", "submissions", "deliveries", "status");
    private static final List<String> SUBSCRIBED = List.of("binds", "bulk", "urgent");
    private static final SlotPlan PLAN = SlotPlan.of(List.of("A", "B"), 2, 0, 0, 50);

    private final AssignedMember member = new AssignedMember();
    private final LeaseAssignor assignor = configured();

    /** Reports what the test sets, and keeps what it is given. */
    private static final class AssignedMember implements LeaseMember {
        private MemberReport report = MemberReport.NOTHING;
        private LeaseOrder order = LeaseOrder.NOTHING;
        private Set<Integer> slots = Set.of();
        private Set<Integer> lanes = Set.of();

        @Override
        public MemberReport report() {
            return report;
        }

        @Override
        public void ordered(LeaseOrder order, Set<Integer> slots, Set<Integer> lanes) {
            this.order = order;
            this.slots = slots;
            this.lanes = lanes;
        }
    }

    private LeaseAssignor configured() {
        List<ConsumerPartitionAssignor> assignors = ConsumerPartitionAssignor.getAssignorInstances(
                List.of(LeaseAssignor.class.getName()),
                Map.of(LeaseAssignor.MEMBER, member, LeaseAssignor.SLOTS, PLAN, LeaseAssignor.TOPICS, TOPICS));
        return (LeaseAssignor) assignors.get(0);
    }

    private static Cluster cluster(int binds, int bulk, int urgent) {
        List<PartitionInfo> partitions = new ArrayList<>();
        Map.of("binds", binds, "bulk", bulk, "urgent", urgent).forEach((topic, count) -> {
            for (int partition = 0; partition < count; partition++) {
                partitions.add(new PartitionInfo(topic, partition, Node.noNode(), new Node[0], new Node[0]));
            }
        });
        return new Cluster("cluster", List.of(), partitions, Set.of(), Set.of());
    }

    private static List<TopicPartition> partitions(String topic, int... numbers) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (int number : numbers) {
            partitions.add(new TopicPartition(topic, number));
        }
        return partitions;
    }

    private static Subscription subscription(int generation, MemberReport report, List<TopicPartition> owned) {
        return new Subscription(
                SUBSCRIBED, report.assignedIn(generation).encode(), owned, generation, Optional.empty());
    }

    private Map<String, Assignment> assign(Cluster cluster, Map<String, Subscription> subscriptions) {
        return assignor.assign(cluster, new GroupSubscription(new HashMap<>(subscriptions)))
                .groupAssignment();
    }

    private static List<TopicPartition> of(Map<String, Assignment> assignments, String id) {
        return Objects.requireNonNull(assignments.get(id)).partitions();
    }

    @Test
    void itIsACooperativeAssignor() {
        assertThat(assignor.name()).isEqualTo("smpp-leases");
        assertThat(assignor.version()).isEqualTo((short) 1);
        assertThat(assignor.supportedProtocols()).containsExactly(RebalanceProtocol.COOPERATIVE);
    }

    @Test
    void itIsNotConfiguredWithoutItsMember() {
        assertThatThrownBy(() -> new LeaseAssignor().configure(Map.of(LeaseAssignor.SLOTS, PLAN)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(LeaseAssignor.MEMBER);
    }

    @Test
    void bothLanesOfANumberGoTogether() {
        Map<String, Assignment> assignments =
                assign(cluster(4, 4, 4), Map.of("a", new Subscription(SUBSCRIBED), "b", new Subscription(SUBSCRIBED)));

        assertThat(assignments.keySet()).allSatisfy(id -> {
            assertThat(numbers(of(assignments, id), "binds")).hasSize(2);
            assertThat(numbers(of(assignments, id), "bulk"))
                    .hasSize(2)
                    .isEqualTo(numbers(of(assignments, id), "urgent"));
        });
    }

    @Test
    void topicsMayHaveOtherNumbersOfPartitions() {
        Map<String, Assignment> assignments = assign(cluster(9, 3, 5), Map.of("a", new Subscription(SUBSCRIBED)));

        assertThat(numbers(of(assignments, "a"), "binds")).containsExactly(0, 1, 2, 3);
        assertThat(numbers(of(assignments, "a"), "bulk")).containsExactly(0, 1, 2);
        assertThat(numbers(of(assignments, "a"), "urgent")).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void aPartitionThatWasAddedGoesToItsLanesOwner() {
        List<TopicPartition> ownedByB = partitions("binds", 1, 3);
        ownedByB.addAll(partitions("urgent", 0, 1));
        List<TopicPartition> ownedByA = partitions("binds", 0, 2);
        ownedByA.addAll(partitions("urgent", 2, 3));

        Map<String, Assignment> assignments = assign(
                cluster(4, 4, 4),
                Map.of(
                        "a", subscription(1, MemberReport.NOTHING, ownedByA),
                        "b", subscription(1, MemberReport.NOTHING, ownedByB)));

        assertThat(numbers(of(assignments, "a"), "bulk")).containsExactly(2, 3);
        assertThat(numbers(of(assignments, "b"), "bulk")).containsExactly(0, 1);
    }

    @Test
    void aPartitionThatAnOutdatedClaimCoversIsGivenOnlyOnceThatIsGone() {
        List<TopicPartition> outdated = partitions("bulk", 0);
        outdated.addAll(partitions("urgent", 0));

        Map<String, Assignment> assignments = assign(
                cluster(4, 1, 1),
                Map.of(
                        "a", subscription(2, MemberReport.NOTHING, partitions("bulk", 0)),
                        "b", subscription(1, MemberReport.NOTHING, outdated)));

        assertThat(of(assignments, "a")).contains(new TopicPartition("bulk", 0));
        assertThat(assignments.values())
                .noneMatch(assignment -> assignment.partitions().contains(new TopicPartition("urgent", 0)));
        assertThat(numbers(of(assignments, "b"), "bulk")).isEmpty();
    }

    @Test
    void whatIsOwnedStaysThoughTheLeaderDoesNotKnowItsTopic() {
        Map<String, Assignment> assignments =
                assign(cluster(0, 0, 0), Map.of("a", subscription(1, MemberReport.NOTHING, partitions("binds", 0, 1))));

        assertThat(numbers(of(assignments, "a"), "binds")).containsExactly(0, 1);
    }

    @Test
    void theGenerationOfTheLastAssignmentCountsAndNotThatOfTheLastJoin() {
        Subscription outdated = new Subscription(
                SUBSCRIBED,
                MemberReport.NOTHING.assignedIn(3).encode(),
                partitions("binds", 0, 1),
                8,
                Optional.empty());

        Map<String, Assignment> assignments = assign(
                cluster(4, 0, 0),
                Map.of("a", outdated, "b", subscription(8, MemberReport.NOTHING, partitions("binds", 0, 1))));

        assertThat(numbers(of(assignments, "b"), "binds")).contains(0, 1);
        assertThat(numbers(of(assignments, "a"), "binds")).doesNotContain(0, 1);
    }

    @Test
    void aMemberWhoseDataCannotBeReadKeepsWhatItOwns() {
        Subscription unreadable = new Subscription(
                SUBSCRIBED,
                ByteBuffer.wrap(new byte[] {1, 2, 3}),
                partitions("binds", 0, 1, 2, 3),
                4,
                Optional.empty());

        Map<String, Assignment> assignments =
                assign(cluster(4, 4, 4), Map.of("a", unreadable, "b", new Subscription(SUBSCRIBED)));

        assertThat(numbers(of(assignments, "a"), "binds")).containsExactly(0, 1, 2, 3);
        assertThat(numbers(of(assignments, "b"), "binds")).isEmpty();
    }

    @Test
    void theMemberIsReportedItsWholeAssignmentAndItsOrder() {
        LeaseOrder order = new LeaseOrder(Set.of(1), Set.of(2), Set.of(), Set.of());
        List<TopicPartition> assigned = partitions("binds", 1, 3);
        assigned.addAll(partitions("bulk", 0));
        assigned.addAll(partitions("urgent", 0, 2));

        assignor.onAssignment(new Assignment(assigned, order.encode()), group());

        assertThat(member.order).isEqualTo(order);
        assertThat(member.slots).containsExactlyInAnyOrder(1, 3);
        assertThat(member.lanes).containsExactlyInAnyOrder(0, 2);
    }

    @Test
    void theMembersReportGoesWithItsSubscriptionAndTheGenerationOfItsAssignment() {
        member.report = new MemberReport(
                new MemberReport.Release(Set.of(1), Set.of()),
                MemberReport.Release.NONE,
                Set.of(),
                new MemberReport.Servers(Set.of(0), Set.of(0), Set.of()),
                false);
        assignor.onAssignment(new Assignment(List.of(), null), group());

        MemberReport sent = MemberReport.decode(assignor.subscriptionUserData(Set.copyOf(SUBSCRIBED)));

        assertThat(sent).isEqualTo(member.report.assignedIn(group().generationId()));
    }

    private static ConsumerGroupMetadata group() {
        try (MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest")) {
            return consumer.groupMetadata();
        }
    }

    private static List<Integer> numbers(List<TopicPartition> partitions, String topic) {
        return partitions.stream()
                .filter(partition -> partition.topic().equals(topic))
                .map(TopicPartition::partition)
                .sorted()
                .toList();
    }
}
