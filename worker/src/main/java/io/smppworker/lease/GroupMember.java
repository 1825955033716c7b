package io.smppworker.lease;

import io.smppworker.config.TopicNames;
import io.smppworker.throttle.SlotPlan;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * This worker's consumer in the group, and its ownership of slots and lanes. One thread uses both.
 *
 * @param ownership listens to rebalances, and is to be stepped after every poll
 */
public record GroupMember(Consumer<byte[], byte[]> consumer, Ownership ownership) {
    /**
     * Makes a member that has not joined; {@link #subscribe} lets it join.
     *
     * @param properties of the consumer, but for the assignor's
     * @param consumers makes a consumer of properties
     * @param plan bind slots of the account
     * @param reconnectMax the longest wait between two tries to reach a server
     * @param lease confirmed by the coordinator's answers
     * @param ticker nanoseconds
     */
    public static GroupMember of(
            Map<String, Object> properties,
            Function<Map<String, Object>, Consumer<byte[], byte[]>> consumers,
            TopicNames topics,
            SlotPlan plan,
            Duration reconnectMax,
            Lease lease,
            Handover handover,
            LongSupplier ticker) {
        OwnedPartitions owned = new OwnedPartitions();
        Ability ability = new Ability(plan, reconnectMax);
        Membership membership = new Membership(topics.binds(), owned, ability, lease, ticker);
        Map<String, Object> all = new HashMap<>(properties);
        all.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, Math.toIntExact(Lease.HEARTBEAT.toMillis()));
        // A rebalance expels whoever has not joined within this time. It began after the request was sent that last
        // renewed the lease: by then the lease and its margin are over.
        all.put(
                ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG,
                Math.toIntExact(lease.sessionTimeout().toMillis()));
        all.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, List.of(LeaseAssignor.class));
        all.put(LeaseAssignor.MEMBER, membership);
        all.put(LeaseAssignor.SLOTS, plan);
        all.put(LeaseAssignor.TOPICS, topics);
        Consumer<byte[], byte[]> consumer = consumers.apply(all);
        Renewal renewal = new Renewal(lease, Heartbeats.of(consumer));
        return new GroupMember(
                consumer, new Ownership(consumer, membership, owned, ability, renewal, handover, ticker));
    }

    /** Joins the group with the next poll. */
    public void subscribe(TopicNames topics) {
        consumer.subscribe(List.of(topics.urgent(), topics.outbound(), topics.binds()), ownership);
    }
}
