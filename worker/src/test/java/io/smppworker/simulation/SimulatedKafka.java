package io.smppworker.simulation;

import io.smppworker.simulation.PartitionLog.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Kafka as its clients see it: partition logs, committed offsets and one group; away at times. */
final class SimulatedKafka {
    private static final Node NODE = new Node(1, "broker", 9092);

    private final World world;
    private final Map<TopicPartition, PartitionLog> logs = new LinkedHashMap<>();
    private final Map<String, Integer> topics = new LinkedHashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
    private final List<AppendListener> listeners = new ArrayList<>();
    private final SimulatedGroup group;
    private long awayUntilNanos;
    private long coordinatorAwayUntilNanos;
    private double answersLost;
    private BiConsumer<TopicPartition, OffsetAndMetadata> commits = (partition, position) -> {};

    /** Is notified of every record that is stored. */
    interface AppendListener {
        void appended(TopicPartition partition, long offset, Entry entry);
    }

    SimulatedKafka(World world) {
        this.world = world;
        this.group = new SimulatedGroup(world, this);
    }

    SimulatedGroup group() {
        return group;
    }

    void create(String topic, int partitions) {
        topics.put(topic, partitions);
        for (int partition = 0; partition < partitions; partition++) {
            logs.put(new TopicPartition(topic, partition), new PartitionLog());
        }
    }

    void listen(AppendListener listener) {
        listeners.add(listener);
    }

    void unlisten(AppendListener listener) {
        listeners.remove(listener);
    }

    PartitionLog log(TopicPartition partition) {
        return Objects.requireNonNull(logs.get(partition), partition::toString);
    }

    int partitions(String topic) {
        return Objects.requireNonNull(topics.get(topic), topic);
    }

    /** Returns its offset. */
    long append(
            TopicPartition partition,
            byte @Nullable [] key,
            byte[] value,
            Headers headers,
            PartitionLog.@Nullable Transaction transaction) {
        PartitionLog log = log(partition);
        long offset = log.append(key, value, headers, world.instant().toEpochMilli(), transaction);
        for (AppendListener listener : List.copyOf(listeners)) {
            listener.appended(partition, offset, log.at(offset));
        }
        return offset;
    }

    /** The markers of its end. */
    void end(PartitionLog.Transaction transaction, List<TopicPartition> partitions, boolean abort) {
        if (abort) {
            transaction.abort();
        }
        for (TopicPartition partition : partitions) {
            PartitionLog log = log(partition);
            log.mark(transaction, world.instant().toEpochMilli());
            for (AppendListener listener : List.copyOf(listeners)) {
                listener.appended(partition, log.end() - 1, log.at(log.end() - 1));
            }
        }
    }

    @Nullable
    OffsetAndMetadata committed(TopicPartition partition) {
        return committed.get(partition);
    }

    void commit(TopicPartition partition, OffsetAndMetadata position) {
        committed.put(partition, position);
        commits.accept(partition, position);
    }

    /** Is notified of every position that is committed. */
    void listenToCommits(BiConsumer<TopicPartition, OffsetAndMetadata> listener) {
        commits = listener;
    }

    /** No broker answers for so long. */
    void leave(long nanos) {
        awayUntilNanos = Math.max(awayUntilNanos, world.nanos() + nanos);
        leaveCoordinator(nanos);
    }

    void leaveCoordinator(long nanos) {
        coordinatorAwayUntilNanos = Math.max(coordinatorAwayUntilNanos, world.nanos() + nanos);
    }

    /** When the brokers are, or were, away no longer. */
    long awayUntilNanos() {
        return awayUntilNanos;
    }

    /** When the coordinator is, or was, away no longer. */
    long coordinatorAwayUntilNanos() {
        return coordinatorAwayUntilNanos;
    }

    boolean isAway() {
        return world.nanos() < awayUntilNanos;
    }

    boolean isCoordinatorAway() {
        return world.nanos() < coordinatorAwayUntilNanos;
    }

    /** Of answers to producers, so many get lost: the record is stored, and its producer learns of it late. */
    void loseAnswers(double share) {
        answersLost = share;
    }

    double answersLost() {
        return answersLost;
    }

    /** One way between a client and a broker, in nanoseconds. */
    long latency() {
        return world.chance(0.02) ? world.between(5, 200) * World.MILLI : world.between(200, 3_000) * World.MICRO;
    }

    /** What a member's metadata have. */
    Cluster cluster() {
        List<PartitionInfo> all = new ArrayList<>();
        Node[] nodes = {NODE};
        topics.forEach((topic, partitions) -> {
            for (int partition = 0; partition < partitions; partition++) {
                all.add(new PartitionInfo(topic, partition, NODE, nodes, nodes));
            }
        });
        return new Cluster("simulated", List.of(NODE), all, Set.of(), Set.of());
    }
}
