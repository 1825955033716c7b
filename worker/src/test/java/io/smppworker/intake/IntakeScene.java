package io.smppworker.intake;

import io.smppworker.config.OutboundConfig;
import io.smppworker.config.RequestDefaults;
import io.smppworker.config.TopicNames;
import io.smppworker.journal.JournalInMemory;
import io.smppworker.journal.JournalWriter;
import io.smppworker.journal.KnownRequests;
import io.smppworker.journal.Offsets;
import io.smppworker.journal.SeenRequests;
import io.smppworker.kafka.ClientProperties;
import io.smppworker.kafka.Lanes;
import io.smppworker.kafka.StoringProducer;
import io.smppworker.kafka.StoringProducers;
import io.smppworker.lease.CountedHeartbeats;
import io.smppworker.lease.GroupMember;
import io.smppworker.lease.Lease;
import io.smppworker.lease.LeaseAssignor;
import io.smppworker.lease.LeaseMember;
import io.smppworker.lease.LeaseOrder;
import io.smppworker.message.OnInDoubt;
import io.smppworker.message.RegisteredDelivery;
import io.smppworker.message.SubmitOutcome;
import io.smppworker.message.TextEncoding;
import io.smppworker.message.TextSettings;
import io.smppworker.outbound.OutboundScene;
import io.smppworker.schemas.Json;
import io.smppworker.schemas.SubmissionRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * The intake put together as in a worker, between Kafka's own mocks and servers without sockets, in virtual time. What is
 * produced is stored when the test says so. Long, because it is the one way in for all tests of the intake.
 */
final class IntakeScene implements AutoCloseable {
    static final TopicPartition BULK = new TopicPartition("bulk", 0);
    static final TopicPartition URGENT = new TopicPartition("urgent", 0);
    static final Duration DRAIN = Duration.ofSeconds(5);
    /** Requests in flight at which a lane is paused. */
    static final int MAX_IN_FLIGHT = 4;

    /** Of a poll while nothing is to come but requests. */
    static final Duration QUIET = ClientProperties.LANE_FETCH_WAIT.plusMillis(5);

    static final Duration DEDUP_WINDOW = Duration.ofMinutes(10);
    static final int MAX_SEGMENTS = 2;

    private static final TopicNames TOPICS =
            new TopicNames("bulk", "urgent", "receipts", "inbound", "dead", "binds", "journal", "deliveries", "status");
    private static final Lanes LANES = Lanes.of(TOPICS, 1);
    private static final OutboundConfig LIMITS =
            new OutboundConfig(MAX_IN_FLIGHT, MAX_SEGMENTS, 8, 2, 10, DEDUP_WINDOW, 1000);

    final MockProducer<byte[], byte[]> kafka =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    final Group consumer = new Group();
    final JournalInMemory journalTopic = new JournalInMemory(TOPICS.submissions());
    final Lease lease = new Lease(Duration.ofSeconds(6));
    final OutboundScene path;
    final UnderWay underWay = new UnderWay();
    final OutboundHandover handover;
    /** On which the journal is read. */
    final ExecutorService reader = Executors.newSingleThreadExecutor();

    final Admission admission;
    final GroupMember member;
    private @Nullable LeaseMember inGroup;
    final IntakeLoop loop;
    /** What is rehearsed before joining. */
    volatile Runnable rehearsal = () -> {};

    private final StoringProducer producer = StoringProducers.on(kafka);

    IntakeScene() {
        this("w");
    }

    IntakeScene(String workerId) {
        Offsets offsets = new Offsets();
        Clock writing = Clock.fixed(OutboundScene.START, ZoneOffset.UTC);
        JournalWriter journal = new JournalWriter(producer, TOPICS.submissions(), LANES, offsets, workerId, writing);
        path = new OutboundScene(1, journal, offsets);
        IntakeState state = new IntakeState(LANES, offsets, new KnownRequests(LANES, memory()), underWay);
        handover = new OutboundHandover(
                path.outbound,
                state,
                journalTopic.recovery(LANES, memory()),
                reader,
                DRAIN,
                path.clock,
                () -> rehearsal.run());
        admission = new Admission(
                state,
                new RequestPreparer(
                        new RequestDecoder(
                                OutboundScene.account(1),
                                new RequestDefaults(
                                        null, TextEncoding.AUTO, RegisteredDelivery.FINAL, OnInDoubt.RESEND, false),
                                LIMITS.maxResends(),
                                List.of()),
                        TextSettings.DEFAULT,
                        LIMITS.maxSegments(),
                        new AtomicInteger(7)),
                new DeadLetters(producer, TOPICS.deadLetters(), workerId, writing),
                journal,
                path.outbound,
                path.ends,
                path.clock);
        member = GroupMember.of(
                Map.of(), this::joins, TOPICS, path.plan, Duration.ofSeconds(3), lease, handover, path::nowNanos);
        member.subscribe(TOPICS);
        loop = new IntakeLoop(
                member,
                new LaneReader(member.consumer(), LANES, offsets, admission::take),
                handover,
                state,
                path.outbound,
                MAX_IN_FLIGHT,
                new IntakeThread(path::nowNanos, nanos -> path.run(Duration.ofNanos(nanos))));
        consumer.duringPoll = () -> path.run(Duration.ofMillis(10));
    }

    private static SeenRequests memory() {
        return new SeenRequests(DEDUP_WINDOW, 1000);
    }

    Set<Integer> slots() {
        return IntStream.range(0, path.plan.size()).boxed().collect(Collectors.toSet());
    }

    /** All bind slots are this worker's, and in use. */
    void bind() {
        handover.gain(slots());
        path.run(Duration.ofMillis(1500)); // bound, and the slots' first second is over
    }

    /** What is known of these is learnt, and they are begun with. */
    Map<TopicPartition, Long> begin(TopicPartition... lanes) throws Exception {
        Set<TopicPartition> gained = Set.of(lanes);
        return handover.recover(gained)
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS)
                .begin(gained);
    }

    /** The group gives the worker all slots and both lanes. */
    void assigned() {
        Set<TopicPartition> all = slots().stream()
                .map(slot -> new TopicPartition(TOPICS.binds(), slot))
                .collect(Collectors.toSet());
        all.addAll(Set.of(BULK, URGENT));
        Map<TopicPartition, Long> beginnings = new HashMap<>();
        all.forEach(partition -> beginnings.put(partition, 0L));
        consumer.updateBeginningOffsets(beginnings);
        LeaseMember joining = Objects.requireNonNull(inGroup);
        joining.report();
        joining.ordered(LeaseOrder.NOTHING, slots(), Set.of(0));
        consumer.rebalance(all);
    }

    private Consumer<byte[], byte[]> joins(Map<String, Object> properties) {
        inGroup = (LeaseMember) Objects.requireNonNull(properties.get(LeaseAssignor.MEMBER));
        return consumer;
    }

    /** As {@link #assigned}, and everything is in use. */
    void inUse() {
        assigned();
        stepUntilInUse();
        path.run(Duration.ofMillis(1500));
    }

    /** The journal is read on a thread of its own: the loop goes round meanwhile. */
    void stepUntilInUse() {
        for (int steps = 0; member.ownership().lanesInUse().size() < 2; steps++) {
            if (steps > 6_000) {
                throw new AssertionError("the lanes are not taken into use");
            }
            loop.step();
        }
    }

    static ConsumerRecord<byte[], byte[]> message(TopicPartition lane, long offset, byte @Nullable [] value) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("mine", new byte[] {1, 2});
        return new ConsumerRecord<>(
                lane.topic(),
                lane.partition(),
                offset,
                OutboundScene.START.toEpochMilli(),
                TimestampType.CREATE_TIME,
                3,
                value == null ? -1 : value.length,
                "key".getBytes(StandardCharsets.UTF_8),
                value,
                headers,
                Optional.empty());
    }

    /** A request whose text is "text of " and its id; {@code more} begins with a comma, or is empty. */
    static ConsumerRecord<byte[], byte[]> request(TopicPartition lane, long offset, String id, String more) {
        String json = "{\"messageId\":\"%s\",\"to\":\"27820000001\",\"text\":\"text of %s\"%s}".formatted(id, id, more);
        return message(lane, offset, json.getBytes(StandardCharsets.UTF_8));
    }

    static ConsumerRecord<byte[], byte[]> request(TopicPartition lane, long offset, String id) {
        return request(lane, offset, id, "");
    }

    /** The provider takes everything from now on. */
    void acceptAll() {
        path.provider.answerAll(pdu -> new SubmitOutcome.Accepted("id"));
        path.run(Duration.ZERO);
    }

    /** The oldest record that is not stored yet is; false when there is none. */
    boolean storeNext() {
        boolean stored = kafka.completeNext();
        path.run(Duration.ofMillis(100));
        return stored;
    }

    void storeAll() {
        path.run(Duration.ofMillis(100));
        while (kafka.completeNext()) {
            path.run(Duration.ofMillis(100));
        }
    }

    /** What would be committed of a lane; null when it is not owned. */
    @Nullable
    Long position(TopicPartition lane) {
        OffsetAndMetadata position = handover.position(lane);
        return position == null ? null : position.offset();
    }

    /** Texts that reached the provider. */
    List<String> submitted() {
        return path.provider.arrivals.stream()
                .map(arrival -> new String(arrival.pdu().segment().shortMessage(), StandardCharsets.US_ASCII))
                .toList();
    }

    /** What was handed to the journal, stored or not. */
    List<SubmissionRecord> journal() {
        return entries().stream()
                .map(entry -> {
                    try {
                        return Json.MAPPER.readValue(entry, SubmissionRecord.class);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .toList();
    }

    /** As {@link #journal}: kind of record, and messageId. */
    List<String> journalled() {
        return journal().stream()
                .map(entry -> entry.getClass().getSimpleName() + " " + entry.messageId())
                .toList();
    }

    List<byte[]> entries() {
        return sentTo(TOPICS.submissions()).stream().map(ProducerRecord::value).toList();
    }

    List<ProducerRecord<byte[], byte[]>> deadLetters() {
        return sentTo(TOPICS.deadLetters());
    }

    private List<ProducerRecord<byte[], byte[]>> sentTo(String topic) {
        return kafka.history().stream()
                .filter(sent -> sent.topic().equals(topic))
                .toList();
    }

    @Override
    public void close() {
        journalTopic.answer();
        if (!consumer.closed() && !journalTopic.closed()) {
            handover.close();
        }
        producer.close();
    }

    /** Kafka's mock; time passes while it is polled, and what it was given outlives it. */
    static final class Group extends MockConsumer<byte[], byte[]> {
        final Map<TopicPartition, OffsetAndMetadata> lastCommits = new HashMap<>();
        final List<TopicPartition> polled = new ArrayList<>();
        Runnable duringPoll = () -> {};
        /** Of the last poll. */
        Duration wait = Duration.ZERO;
        /** Whether the coordinator answers commits and heartbeats. */
        boolean confirming = true;

        private final CountedHeartbeats heartbeats = new CountedHeartbeats();

        Group() {
            super("earliest");
        }

        @Override
        public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            wait = timeout;
            duringPoll.run();
            if (confirming) {
                heartbeats.answered();
            }
            ConsumerRecords<byte[], byte[]> found = super.poll(timeout);
            polled.addAll(found.partitions());
            return found;
        }

        @Override
        public synchronized Map<MetricName, ? extends Metric> metrics() {
            return heartbeats.metrics();
        }

        @Override
        public synchronized void commitAsync(
                Map<TopicPartition, OffsetAndMetadata> offsets, @Nullable OffsetCommitCallback callback) {
            lastCommits.putAll(offsets);
            if (confirming) {
                super.commitAsync(offsets, callback);
            }
        }
    }
}
