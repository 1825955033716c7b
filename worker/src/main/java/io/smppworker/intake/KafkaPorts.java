package io.smppworker.intake;

import io.smppworker.config.WorkerConfig;
import io.smppworker.inbound.DeliveryPublisher;
import io.smppworker.journal.JournalRecovery;
import io.smppworker.journal.JournalWriter;
import io.smppworker.journal.KnownRequests;
import io.smppworker.journal.Offsets;
import io.smppworker.journal.SeenRequests;
import io.smppworker.kafka.ClientProperties;
import io.smppworker.kafka.DeliveryWriter;
import io.smppworker.kafka.KafkaClients;
import io.smppworker.kafka.Lanes;
import io.smppworker.kafka.OpenTransaction;
import io.smppworker.kafka.OpenTransactions;
import io.smppworker.kafka.StoringProducer;
import io.smppworker.kafka.TimedProducer;
import io.smppworker.lease.FormingGroup;
import io.smppworker.lease.GroupMember;
import io.smppworker.lease.Lease;
import io.smppworker.message.Lane;
import io.smppworker.outbound.Journal;
import io.smppworker.outbound.Outbound;
import io.smppworker.outbound.OutboundListener;
import io.smppworker.outbound.Progress;
import io.smppworker.outbound.SubmitPermission;
import io.smppworker.throttle.SlotPlan;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;

/** Kafka's side of a submitting worker, put together: the ports of the data path, and the intake that feeds it. */
public final class KafkaPorts implements AutoCloseable {
    private static final Duration ADMIN_CLOSE = Duration.ofSeconds(1);

    private final WorkerConfig config;
    private final KafkaClients clients;
    private final Clock clock;
    private final IntakeThread thread;
    private final ClientProperties properties;
    private final StoringProducer producer;
    private final TimedProducer deliveryProducer;
    private final int deliveryPartitions;
    private final Offsets offsets = new Offsets();
    private final Lease lease;
    private final JournalWriter journal;
    private final Lanes lanes;
    private final Admin admin;
    private final LaneLag lag;

    /**
     * Asks the broker for the journal's partitions; blocks until it answers.
     *
     * @param fatal receives an error that the worker cannot survive
     */
    public KafkaPorts(
            WorkerConfig config, KafkaClients clients, Clock clock, IntakeThread thread, Consumer<Throwable> fatal) {
        this.config = config;
        this.clients = clients;
        this.clock = clock;
        this.thread = thread;
        this.properties = new ClientProperties(config.kafka(), config.workerId());
        this.lease = new Lease(config.kafka().sessionTimeout());
        this.producer =
                new StoringProducer(clients.producer(properties.producer()), fatal, clients.thread("kafka-later"));
        this.deliveryProducer = new TimedProducer(
                clients.producer(
                        properties.deliveryProducer(config.account().timers().store())),
                fatal);
        this.deliveryPartitions = deliveryProducer.partitionsOf(config.topics().deliveries());
        this.lanes =
                Lanes.of(config.topics(), producer.partitionsOf(config.topics().submissions()));
        this.journal =
                new JournalWriter(producer, config.topics().submissions(), lanes, offsets, config.workerId(), clock);
        this.admin = clients.admin(properties.common());
        this.lag = new LaneLag(
                admin,
                lanes,
                offsets,
                new OpenTransactions(admin, config.kafka().bootstrapServers(), thread.ticker(), clock),
                clients.thread("lane-lag"));
    }

    public Journal journal() {
        return journal;
    }

    public Progress progress() {
        return offsets;
    }

    /** The longest time that one confirmation of the lease has had to cover, in nanoseconds. */
    public long longestUnconfirmedNanos() {
        return lease.longestNanos();
    }

    public SubmitPermission permission() {
        return new SubmitPermission() {
            @Override
            public boolean granted(long nowNanos) {
                return lease.granted(nowNanos);
            }

            @Override
            public long untilNanos() {
                return lease.untilNanos();
            }
        };
    }

    /** Requests in this worker's partitions of the lane that have not ended, those in flight included. */
    public long lag(Lane lane) {
        return lag.of(lane);
    }

    /** Transactions that have held up this worker's partitions of the lane for a while, as of some seconds ago. */
    public List<OpenTransaction> openTransactions(Lane lane) {
        return lag.openTransactions(lane);
    }

    public DeliveryPublisher deliveries() {
        return new DeliveryWriter(
                deliveryProducer,
                config.topics().deliveries(),
                deliveryPartitions,
                config.account().messageIds().receipt(),
                config.workerId());
    }

    /**
     * The intake that feeds the data path, not yet running.
     *
     * @param plan bind slots of the account
     * @param firstReference the concatenation reference before the first of this worker; a random number is best
     * @param preceded whether another worker is to be the first member of a group that has none
     * @param bind rehearses a bind
     */
    public Intake intake(
            Outbound outbound,
            OutboundListener listener,
            SlotPlan plan,
            int firstReference,
            BooleanSupplier preceded,
            Runnable bind) {
        AtomicInteger references = new AtomicInteger(firstReference);
        return new Intake(
                FormingGroup.of(admin, config.kafka().groupId(), preceded, thread.ticker()),
                () -> intakeLoop(outbound, listener, plan, references, bind));
    }

    /** A loop with a member of its own, which has not joined. */
    IntakeLoop intakeLoop(
            Outbound outbound, OutboundListener listener, SlotPlan plan, AtomicInteger references, Runnable bind) {
        IntakeState state = new IntakeState(lanes, offsets, new KnownRequests(lanes, seenRequests()), new UnderWay());
        RequestPreparer preparer = RequestPreparer.of(config, references);
        JournalRecovery recovery = new JournalRecovery(
                clients.consumer(properties.journalReader()), config.topics().submissions(), lanes, this::seenRequests);
        OutboundHandover handover = new OutboundHandover(
                outbound,
                state,
                recovery,
                clients.thread("journal-reader"),
                config.account().timers().drain(),
                clock,
                () -> {
                    bind.run();
                    preparer.decoder().rehearse();
                    recovery.rehearse();
                });
        GroupMember member = GroupMember.of(
                properties.groupConsumer(),
                clients::consumer,
                config.topics(),
                plan,
                config.account().timers().reconnectMax(),
                lease,
                handover,
                thread.ticker());
        member.subscribe(config.topics());
        Admission admission = new Admission(
                state,
                preparer,
                new DeadLetters(producer, config.topics().deadLetters(), config.workerId(), clock),
                journal,
                outbound,
                listener,
                clock);
        LaneReader reader = new LaneReader(member.consumer(), lanes, offsets, admission::take);
        return new IntakeLoop(
                member, reader, handover, state, outbound, config.outbound().maxInFlight(), thread);
    }

    private SeenRequests seenRequests() {
        return new SeenRequests(
                config.outbound().dedupWindow(), config.outbound().dedupIds());
    }

    @Override
    public void close() {
        lag.close();
        admin.close(ADMIN_CLOSE);
        deliveryProducer.close();
        producer.close();
    }
}
