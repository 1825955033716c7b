package io.smppworker.simulation;

import io.smppworker.lease.CountedHeartbeats;
import io.smppworker.simulation.PartitionLog.Entry;
import io.smppworker.simulation.SimulatedGroup.Joined;
import io.smppworker.simulation.SimulatedGroup.Synced;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Assignment;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.GroupSubscription;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Subscription;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.clients.consumer.RetriableCommitFailedException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * A consumer in a group of the classic cooperative protocol, as Kafka's ConsumerCoordinator: callbacks, assignments and
 * answers to commits come within a poll; heartbeats go on beside it. A poll returns at once; whoever polls does so again
 * when {@link #waitNanos} has passed or when it is woken. Long, because all transitions between its states are here.
 */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // one thread
final class VirtualMember extends MockConsumer<byte[], byte[]> {
    private static final Comparator<TopicPartition> ORDER =
            Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition);

    private final World world;
    private final SimulatedKafka kafka;
    private final SimulatedProcess process;
    private final String client;
    private final ConsumerPartitionAssignor assignor;
    private final SimulatedGroup.Timeouts timeouts;
    private final long heartbeatNanos;
    private final int mostRecords;
    private final Planted planted;
    private final Runnable wake;
    private final SimulatedKafka.AppendListener appended = this::appended;

    private final CountedHeartbeats heartbeats = new CountedHeartbeats();
    private final Queue<Runnable> answers = new ArrayDeque<>();
    private final Set<TopicPartition> owned = new LinkedHashSet<>();
    private final Set<TopicPartition> paused = new HashSet<>();
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private List<String> topics = List.of();
    private @Nullable ConsumerRebalanceListener listener;
    private State state = State.UNJOINED;
    private boolean rejoin = true;
    private String memberId = "";
    private int generation = -1;
    private int talks;
    private long polledNanos;
    private long waitNanos;
    private long arrivesNanos;
    private long answeredNanos;
    private boolean coordinatorKnown = true;
    private boolean closed;

    private enum State {
        UNJOINED,
        PREPARING,
        COMPLETING,
        STABLE
    }

    /** @param wake lets the thread that polls do so soon */
    VirtualMember(
            SimulatedKafka kafka,
            SimulatedProcess process,
            ConsumerPartitionAssignor assignor,
            Map<String, Object> properties,
            Planted planted,
            Runnable wake) {
        super("earliest");
        this.world = process.world();
        this.kafka = kafka;
        this.process = process;
        this.client = process.toString();
        this.assignor = planted.assignor(assignor);
        this.planted = planted;
        this.timeouts = new SimulatedGroup.Timeouts(
                nanos(properties, ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
                nanos(properties, ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG));
        this.heartbeatNanos = nanos(properties, ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG);
        this.mostRecords = (Integer) properties.get(ConsumerConfig.MAX_POLL_RECORDS_CONFIG);
        this.wake = wake;
    }

    private static long nanos(Map<String, Object> properties, String key) {
        return (Integer) Objects.requireNonNull(properties.get(key), key) * World.MILLI;
    }

    /** Bind slots that it has been assigned. */
    Set<Integer> slots() {
        return owned.stream()
                .filter(partition -> partition.topic().equals("smpp.binds"))
                .map(TopicPartition::partition)
                .collect(Collectors.toSet());
    }

    int generation() {
        return generation;
    }

    /** Its process is dead. */
    void died() {
        closed = true;
        kafka.unlisten(appended);
    }

    /** How long the last poll would have waited. */
    long waitNanos() {
        return waitNanos;
    }

    @Override
    public void subscribe(Collection<String> names, ConsumerRebalanceListener rebalances) {
        topics = List.copyOf(names);
        listener = rebalances;
        kafka.listen(appended);
        process.later(heartbeatNanos, this::heartbeat);
    }

    private void appended(TopicPartition partition, long offset, Entry entry) {
        if (owned.contains(partition) && !paused.contains(partition)) {
            process.later(kafka.latency(), wake);
        }
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration wait) {
        polledNanos = world.nanos();
        waitNanos = wait.toNanos();
        for (Runnable answer = answers.poll(); answer != null; answer = answers.poll()) {
            answer.run();
        }
        if (rejoin && coordinatorKnown && state != State.PREPARING && state != State.COMPLETING) {
            join();
        }
        return fetched();
    }

    private ConsumerRecords<byte[], byte[]> fetched() {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = new HashMap<>();
        int room = kafka.isAway() ? 0 : mostRecords;
        for (TopicPartition partition : owned) {
            Long position = positions.get(partition);
            if (position == null || paused.contains(partition)) {
                continue;
            }
            PartitionLog log = kafka.log(partition);
            long end = log.lastStable();
            long offset = position;
            List<ConsumerRecord<byte[], byte[]>> here = new ArrayList<>();
            for (; offset < end && room > 0; offset++) {
                Entry entry = log.at(offset);
                if (!entry.isMarker() && !entry.isAborted()) {
                    here.add(record(partition, offset, planted.polled(entry.value()), entry));
                    room--;
                }
            }
            if (!kafka.isAway()) {
                positions.put(partition, offset);
            }
            if (!here.isEmpty()) {
                records.put(partition, here);
            }
        }
        return new ConsumerRecords<>(records, Map.of());
    }

    static ConsumerRecord<byte[], byte[]> record(TopicPartition partition, long offset, byte[] value, Entry entry) {
        byte[] key = entry.key();
        return new ConsumerRecord<>(
                partition.topic(),
                partition.partition(),
                offset,
                entry.timestampMillis(),
                TimestampType.CREATE_TIME,
                key == null ? -1 : key.length,
                value.length,
                key,
                value,
                entry.headers(),
                Optional.empty());
    }

    /**
     * Sends a request to the coordinator, over the one connection, on which none overtakes another; the answer is taken within
     * a poll, unless another talk has begun by then.
     */
    private void ask(Runnable atCoordinator, Runnable unreached) {
        arrivesNanos = Math.max(arrivesNanos, world.nanos() + kafka.latency());
        world.at(arrivesNanos, () -> {
            if (isUnreachable()) {
                process.later(world.between(10, 500) * World.MILLI, () -> {
                    lookForCoordinator();
                    unreached.run();
                });
            } else {
                atCoordinator.run();
            }
        });
    }

    private boolean isUnreachable() {
        return kafka.isCoordinatorAway() || kafka.isAway();
    }

    /** Until it is found, nothing is sent to it. */
    private void lookForCoordinator() {
        if (coordinatorKnown) {
            coordinatorKnown = false;
            process.later(world.between(5, 500) * World.MILLI, this::found);
        }
    }

    private void found() {
        if (isUnreachable()) {
            process.later(world.between(50, 500) * World.MILLI, this::found);
        } else {
            coordinatorKnown = true;
            wake.run();
        }
    }

    private void answer(Runnable taken) {
        arrive(() -> {
            answers.add(taken);
            wake.run();
        });
    }

    /** Over the same connection, in order. */
    private void arrive(Runnable answer) {
        answeredNanos = Math.max(answeredNanos, world.nanos() + kafka.latency());
        world.at(answeredNanos, () -> process.later(0, answer));
    }

    private void join() {
        if (generation < 0 && !owned.isEmpty()) {
            Set<TopicPartition> lost = new LinkedHashSet<>(owned);
            owned.clear();
            forget(lost);
            world.report("%s: lost %d partitions", client, lost.size());
            if (planted.reportsLostPartitions()) {
                listener().onPartitionsLost(lost);
            }
        }
        List<TopicPartition> claimed = owned.stream().sorted(ORDER).toList();
        ByteBuffer userData = assignor.subscriptionUserData(new TreeSet<>(topics));
        Subscription subscription = new Subscription(topics, userData, claimed, generation, Optional.empty());
        state = State.PREPARING;
        rejoin = false;
        int talk = ++talks;
        ask(
                () -> kafka.group()
                        .join(memberId, client, timeouts, subscription, joined -> answer(() -> joined(talk, joined))),
                () -> tryAgain(talk));
    }

    private void tryAgain(int talk) {
        if (talk == talks) {
            state = State.UNJOINED;
            rejoin = true;
            wake.run();
        }
    }

    private void joined(int talk, Joined joined) {
        if (talk != talks || closed) {
            return;
        }
        if (joined.error() != Errors.NONE) {
            failed(joined.error());
            return;
        }
        memberId = joined.memberId();
        generation = joined.generation();
        state = State.COMPLETING;
        Map<String, Assignment> assignments = joined.subscriptions().isEmpty()
                ? null
                : assignor.assign(kafka.cluster(), new GroupSubscription(joined.subscriptions()))
                        .groupAssignment();
        String member = memberId;
        int of = generation;
        ask(
                () -> kafka.group().sync(member, of, assignments, synced -> answer(() -> synced(talk, synced))),
                () -> tryAgain(talk));
    }

    private void failed(Errors error) {
        switch (error) {
            case UNKNOWN_MEMBER_ID, ILLEGAL_GENERATION -> reset();
            default -> {
                state = State.UNJOINED;
                rejoin = true;
            }
        }
    }

    private void reset() {
        state = State.UNJOINED;
        memberId = "";
        generation = -1;
        rejoin = true;
        talks++;
    }

    private void synced(int talk, Synced synced) {
        if (talk != talks || closed) {
            return;
        }
        if (synced.error() != Errors.NONE) {
            failed(synced.error());
            return;
        }
        state = State.STABLE;
        Assignment assignment = Objects.requireNonNull(synced.assignment());
        Set<TopicPartition> now = new LinkedHashSet<>(assignment.partitions());
        Set<TopicPartition> revoked = new LinkedHashSet<>(owned);
        revoked.removeAll(now);
        Set<TopicPartition> added = new LinkedHashSet<>(now);
        added.removeAll(owned);
        if (!revoked.isEmpty()) {
            listener().onPartitionsRevoked(revoked);
            rejoin = true;
        }
        assignor.onAssignment(assignment, metadata());
        owned.clear();
        owned.addAll(now);
        forget(revoked);
        world.report("%s: generation %d, +%s -%s", client, generation, names(added), names(revoked));
        listener().onPartitionsAssigned(added);
    }

    @SuppressWarnings("removal") // there is no other way to make one
    private ConsumerGroupMetadata metadata() {
        return new ConsumerGroupMetadata("group", generation, memberId, Optional.empty());
    }

    private static Supplier<String> names(Set<TopicPartition> partitions) {
        return new Supplier<>() {
            @Override
            public String get() {
                return toString();
            }

            @Override
            public String toString() {
                return partitions.stream().sorted(ORDER).toList().toString();
            }
        };
    }

    private void forget(Set<TopicPartition> gone) {
        paused.removeAll(gone);
        positions.keySet().removeAll(gone);
    }

    private ConsumerRebalanceListener listener() {
        return Objects.requireNonNull(listener);
    }

    /** On a thread of its own, as Kafka's. */
    private void heartbeat() {
        if (closed) {
            return;
        }
        process.later(heartbeatNanos, this::heartbeat);
        if (!coordinatorKnown || (state != State.COMPLETING && state != State.STABLE)) {
            return;
        }
        if (world.nanos() - polledNanos > timeouts.rebalance()) {
            String leaving = memberId;
            world.report("%s: not polled for too long", client);
            reset();
            ask(() -> kafka.group().leave(leaving), () -> {});
            return;
        }
        String member = memberId;
        int of = generation;
        ask(
                () -> {
                    Errors error = kafka.group().heartbeat(member, of);
                    arrive(() -> heartbeatAnswered(of, error));
                },
                () -> {});
    }

    private void heartbeatAnswered(int of, Errors error) {
        heartbeats.answered();
        if (of != generation || error == Errors.NONE) {
            return;
        }
        if (error == Errors.REBALANCE_IN_PROGRESS) {
            if (state == State.STABLE) {
                rejoin = true;
                wake.run();
            }
        } else {
            reset();
            wake.run();
        }
    }

    @Override
    public void commitAsync(Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
        if (state != State.STABLE) {
            answers.add(() -> callback.onComplete(
                    offsets,
                    state == State.UNJOINED
                            ? new CommitFailedException("not a member")
                            : new RebalanceInProgressException()));
            return;
        }
        if (!coordinatorKnown) {
            answers.add(() -> callback.onComplete(offsets, new RetriableCommitFailedException("no coordinator")));
            return;
        }
        String member = memberId;
        int of = generation;
        ask(
                () -> {
                    Errors error = kafka.group().commit(member, of, planted.commit(offsets));
                    answer(() -> committed(of, error, offsets, callback));
                },
                () -> {
                    answers.add(() -> callback.onComplete(offsets, new RetriableCommitFailedException("away")));
                    wake.run();
                });
    }

    private void committed(
            int of, Errors error, Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
        switch (error) {
            case NONE -> callback.onComplete(offsets, null);
            case REBALANCE_IN_PROGRESS -> {
                rejoin = true;
                callback.onComplete(offsets, new RebalanceInProgressException());
            }
            default -> {
                if (of == generation) {
                    reset();
                }
                callback.onComplete(offsets, new CommitFailedException());
            }
        }
    }

    @Override
    public Map<MetricName, ? extends Metric> metrics() {
        return heartbeats.metrics();
    }

    @Override
    public void enforceRebalance() {
        rejoin = true;
    }

    @Override
    public void pause(Collection<TopicPartition> partitions) {
        paused.addAll(partitions);
    }

    @Override
    public void resume(Collection<TopicPartition> partitions) {
        paused.removeAll(partitions);
        wake.run();
    }

    @Override
    public Set<TopicPartition> paused() {
        return new LinkedHashSet<>(paused);
    }

    @Override
    public void seek(TopicPartition partition, long offset) {
        positions.put(partition, offset);
    }

    @Override
    public long position(TopicPartition partition, Duration timeout) {
        Long position = positions.get(partition);
        if (position == null) {
            throw new TimeoutException("no position of " + partition);
        }
        return position;
    }

    @Override
    public void close(CloseOptions options) {
        closed = true;
        kafka.unlisten(appended);
        if (!owned.isEmpty()) {
            Set<TopicPartition> all = new LinkedHashSet<>(owned);
            owned.clear();
            if (generation < 0) {
                listener().onPartitionsLost(all);
            } else {
                listener().onPartitionsRevoked(all);
            }
        }
        String leaving = memberId;
        ask(() -> kafka.group().leave(leaving), () -> {});
    }
}
