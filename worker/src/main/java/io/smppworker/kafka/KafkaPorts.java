package io.smppworker.kafka;

import io.smppworker.config.WorkerConfig;
import io.smppworker.inbound.DeliveryPublisher;
import io.smppworker.message.Lane;
import io.smppworker.outbound.Journal;
import io.smppworker.outbound.Outbound;
import io.smppworker.outbound.PathEvents;
import io.smppworker.outbound.Progress;
import io.smppworker.outbound.SubmitPermission;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** Kafka's side of a submitting worker, put together: the ports of the data path, and the intake that feeds it. */
public final class KafkaPorts implements AutoCloseable {
    private static final Duration LONGEST_LEASE = Duration.ofSeconds(10);
    private static final Duration UNABLE_BEFORE_LEAVING = Duration.ofSeconds(5);
    private static final Duration ABLE_BEFORE_RETURNING = Duration.ofSeconds(1);

    private final WorkerConfig config;
    private final Clock clock;
    private final LongSupplier ticker;
    private final ClientProperties properties;
    private final StoringProducer producer;
    private final TimedProducer deliveryProducer;
    private final Offsets offsets = new Offsets();
    private final Lease lease;
    private final JournalWriter journal;
    private final int journalPartitions;
    private final LaneLag lag;

    /**
     * Asks the broker for the group's session timeout; blocks.
     *
     * @param fatal told of an error that the worker can not survive
     */
    public KafkaPorts(WorkerConfig config, Clock clock, LongSupplier ticker, Consumer<Throwable> fatal)
            throws InterruptedException {
        this.config = config;
        this.clock = clock;
        this.ticker = ticker;
        this.properties = new ClientProperties(config.kafka(), config.workerId());
        this.lease = new Lease(leaseWithin(sessionTimeout()));
        this.producer = new StoringProducer(properties.producer(), fatal);
        this.deliveryProducer = new TimedProducer(
                properties.deliveryProducer(config.account().timers().store()), fatal);
        deliveryProducer.know(config.topics().deliveries());
        this.journalPartitions = producer.partitionsOf(config.topics().submissions());
        this.journal = new JournalWriter(
                producer, config.topics().submissions(), journalPartitions, offsets, config.workerId(), clock);
        this.lag = new LaneLag(Admin.create(properties.common()), config.topics(), offsets);
    }

    /** With the {@code classic} protocol the member itself says how long it may be silent. */
    private Duration sessionTimeout() throws InterruptedException {
        Duration wanted = config.kafka().sessionTimeout();
        if (!properties.isConsumerProtocol()) {
            return wanted;
        }
        try (Admin admin = Admin.create(properties.common())) {
            return new GroupSession(admin, config.kafka().groupId()).settle(wanted);
        }
    }

    /** A worker must have stopped by itself before its slots are given away, its last heartbeat included. */
    private static Duration leaseWithin(Duration sessionTimeout) {
        Duration half = sessionTimeout.dividedBy(2);
        return half.compareTo(LONGEST_LEASE) < 0 ? half : LONGEST_LEASE;
    }

    public Journal journal() {
        return journal;
    }

    public Progress progress() {
        return offsets;
    }

    public SubmitPermission permission() {
        return lease;
    }

    /** Requests in this worker's partitions of the lane that have not ended, those in flight included. */
    public long lag(Lane lane) {
        return lag.of(lane);
    }

    public DeliveryPublisher deliveries() {
        return new DeliveryWriter(deliveryProducer, config.topics().deliveries(), config.workerId());
    }

    /**
     * What feeds the data path, not yet running.
     *
     * @param firstReference where this worker's concatenation references start; a random number is best
     */
    public Intake intake(Outbound outbound, PathEvents events, int firstReference) {
        return new Intake(() -> intakeLoop(outbound, events, firstReference));
    }

    private IntakeLoop intakeLoop(Outbound outbound, PathEvents events, int firstReference) {
        var consumer = new KafkaConsumer<byte[], byte[]>(properties.groupConsumer());
        SeenRequests seen = new SeenRequests(
                config.outbound().dedupWindow(), config.outbound().dedupIds());
        Ownership ownership = new Ownership(
                consumer,
                config.topics(),
                new JournalRecovery(properties.reader(), config.topics().submissions(), seen),
                seen,
                journalPartitions,
                offsets,
                outbound,
                lease,
                config.account().timers().drain(),
                clock);
        return new IntakeLoop(
                consumer,
                config.topics(),
                ownership,
                offsets,
                lease,
                new LanePolicy(UNABLE_BEFORE_LEAVING.toNanos(), ABLE_BEFORE_RETURNING.toNanos()),
                new RequestDecoder(config.defaults(), config.kafka().forwardHeaders()),
                new DeadLetters(producer, config.topics().deadLetters(), config.workerId(), clock),
                journal,
                outbound,
                events,
                config.outbound(),
                config.text(),
                ticker,
                firstReference);
    }

    @Override
    public void close() {
        lag.close();
        deliveryProducer.close();
        producer.close();
    }
}
