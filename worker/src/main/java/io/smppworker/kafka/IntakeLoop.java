package io.smppworker.kafka;

import io.smppworker.config.OutboundConfig;
import io.smppworker.config.TopicNames;
import io.smppworker.kafka.RequestDecoder.Decoded;
import io.smppworker.message.Echo;
import io.smppworker.message.Lane;
import io.smppworker.message.SmsRequest;
import io.smppworker.message.Source;
import io.smppworker.message.TextSettings;
import io.smppworker.message.Verdict;
import io.smppworker.outbound.Outbound;
import io.smppworker.outbound.PathEvents;
import io.smppworker.outbound.Prepared;
import io.smppworker.outbound.RequestEnd;
import io.smppworker.schemas.RequestPlace;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first stage of the data path: polls the lanes, reads, validates and segments each request and hands it on; puts
 * aside what can not be sent; commits how far requests have finished; pauses a lane that runs ahead of the dispatcher.
 * One thread runs {@link #run}; {@link #stop} may be called from any.
 */
final class IntakeLoop {
    private static final Logger LOG = LoggerFactory.getLogger(IntakeLoop.class);
    /** The consumer sends its next fetch when it is polled anew: one that came back empty is not repeated before that. */
    private static final Duration POLL = Duration.ofMillis(10);

    private static final long PAUSED_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    /** Records put aside and not yet stored: they may be large, and are not counted by the dispatcher. */
    private static final int MOST_ASIDE = 50;

    /** Lines a second about records that can not be sent: a broken producer makes many. */
    private static final int UNSENDABLE_LOGGED = 10;

    private static final Duration CLOSE = Duration.ofSeconds(2);
    private static final long COMMIT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Consumer<byte[], byte[]> consumer;
    private final TopicNames topics;
    private final Ownership ownership;
    private final Offsets offsets;
    private final Lease lease;
    private final LanePolicy lanePolicy;
    private final RequestDecoder decoder;
    private final DeadLetters deadLetters;
    private final JournalWriter journal;
    private final Outbound outbound;
    private final PathEvents events;
    private final OutboundConfig limits;
    private final TextSettings text;
    private final LongSupplier ticker;

    private final Map<Lane, Boolean> paused = new EnumMap<>(Map.of(Lane.URGENT, false, Lane.BULK, false));
    private final AtomicInteger references;
    private final AtomicInteger aside = new AtomicInteger();
    private final LogBudget asideLogged = new LogBudget(UNSENDABLE_LOGGED);
    private boolean inLanes = true;
    private long lastCommitNanos;
    private boolean committing;
    private volatile boolean stopping;

    IntakeLoop(
            Consumer<byte[], byte[]> consumer,
            TopicNames topics,
            Ownership ownership,
            Offsets offsets,
            Lease lease,
            LanePolicy lanePolicy,
            RequestDecoder decoder,
            DeadLetters deadLetters,
            JournalWriter journal,
            Outbound outbound,
            PathEvents events,
            OutboundConfig limits,
            TextSettings text,
            LongSupplier ticker,
            int firstReference) {
        this.consumer = consumer;
        this.topics = topics;
        this.ownership = ownership;
        this.offsets = offsets;
        this.lease = lease;
        this.lanePolicy = lanePolicy;
        this.decoder = decoder;
        this.deadLetters = deadLetters;
        this.journal = journal;
        this.outbound = outbound;
        this.events = events;
        this.limits = limits;
        this.text = text;
        this.ticker = ticker;
        this.references = new AtomicInteger(firstReference);
    }

    /**
     * Runs until {@link #stop}; then gives everything up in order and leaves the group.
     *
     * @throws KafkaException when the consumer has failed for good; nothing is owned any more then
     */
    void run() {
        try {
            subscribe();
            lastCommitNanos = ticker.getAsLong() - COMMIT_NANOS;
            while (!stopping) {
                ConsumerRecords<byte[], byte[]> polled = poll();
                if (stopping) {
                    break; // what was gained last may not have been recovered
                }
                polled.forEach(this::take);
                followAbilityToSend();
                pauseOrResume();
                commit();
            }
            ownership.releaseAll();
        } catch (InterruptException e) {
            LOG.warn("interrupted: leaving without having finished");
        } catch (KafkaException e) {
            ownership.loseAll();
            throw e;
        } finally {
            consumer.close(CloseOptions.timeout(CLOSE));
        }
    }

    /** Lets {@link #run} end in order. */
    void stop() {
        stopping = true;
        ownership.stop();
    }

    /**
     * With records fetched for a paused partition, a poll with a timeout returns or spins at once instead of waiting; so
     * while a lane is paused the wait is ours.
     */
    private ConsumerRecords<byte[], byte[]> poll() {
        if (!paused.containsValue(true)) {
            return consumer.poll(POLL);
        }
        ConsumerRecords<byte[], byte[]> polled = consumer.poll(Duration.ZERO);
        if (polled.isEmpty()) {
            LockSupport.parkNanos(PAUSED_WAIT_NANOS);
        }
        return polled;
    }

    private void take(ConsumerRecord<byte[], byte[]> message) {
        Source source =
                new Source(ownership.lane(message.topic()), message.topic(), message.partition(), message.offset());
        offsets.taken(source);
        events.taken(source.lane());
        JournalledRequest past = ownership.redelivered(source);
        if (past != null && past.done()) {
            events.ended(source.lane(), RequestEnd.REPEATED);
            offsets.finished(source);
            return;
        }
        Decoded decoded = decoder.decode(message);
        if (decoded instanceof Decoded.Valid valid) {
            RequestPlace first = ownership.firstWith(valid.request().messageId(), source);
            if (first != null) {
                events.ended(source.lane(), RequestEnd.REPEATED);
                journal.duplicate(valid.request(), source, first, () -> offsets.finished(source));
                return;
            }
            takeValid(message, source, valid.request(), past);
        } else if (decoded instanceof Decoded.Invalid invalid) {
            putAside(
                    message,
                    source,
                    invalid.reason(),
                    invalid.detail(),
                    invalid.messageId(),
                    invalid.to(),
                    invalid.echo());
        }
    }

    private void takeValid(
            ConsumerRecord<byte[], byte[]> message,
            Source source,
            SmsRequest request,
            @Nullable JournalledRequest past) {
        Integer usedReference = past == null ? null : past.reference();
        int reference = usedReference == null
                ? Math.floorMod(
                        references.incrementAndGet(), text.longMessages().references())
                : usedReference;
        Prepared prepared = Prepared.of(request, source, text, reference, limits.maxSegments());
        if (prepared instanceof Prepared.Ready ready) {
            if (past != null) {
                past.applyTo(ready.message());
            }
            ownership.remember(request.messageId(), source);
            outbound.take(ready.message());
        } else if (prepared instanceof Prepared.Unsendable unsendable) {
            putAside(
                    message,
                    source,
                    unsendable.reason(),
                    unsendable.detail(),
                    request.messageId(),
                    request.to(),
                    request.echo());
        }
    }

    private void putAside(
            ConsumerRecord<byte[], byte[]> message,
            Source source,
            String reason,
            String detail,
            @Nullable String messageId,
            @Nullable String to,
            Echo echo) {
        events.putAside(reason);
        events.ended(source.lane(), RequestEnd.REJECTED);
        if (asideLogged.allows(ticker.getAsLong())) {
            LOG.warn(
                    "{} ({}-{} offset {}) can not be sent: {} ({}){}",
                    messageId == null ? "a record" : messageId,
                    message.topic(),
                    message.partition(),
                    message.offset(),
                    reason,
                    detail,
                    asideLogged.withheldInWords());
        }
        aside.incrementAndGet();
        Runnable done = () -> {
            aside.decrementAndGet();
            offsets.finished(source);
        };
        Runnable stored = messageId == null
                ? done
                : () -> journal.ended(
                        source,
                        messageId,
                        to,
                        null,
                        new Verdict(Verdict.Kind.REJECTED, null, reason + ": " + detail),
                        echo,
                        done);
        deadLetters.put(message, reason, detail, messageId, stored);
    }

    private void subscribe() {
        consumer.subscribe(
                inLanes ? List.of(topics.urgent(), topics.outbound(), topics.binds()) : List.of(topics.binds()),
                ownership);
    }

    private void followAbilityToSend() {
        boolean shouldBe = lanePolicy.inLanes(outbound.canSubmit(), ticker.getAsLong());
        if (shouldBe != inLanes) {
            inLanes = shouldBe;
            LOG.info(
                    shouldBe
                            ? "able to submit again: joining the lanes"
                            : "not able to submit: leaving the lanes to other workers");
            subscribe();
        }
    }

    private void pauseOrResume() {
        for (Lane lane : Lane.values()) {
            int inFlight = outbound.inFlight(lane);
            boolean full = inFlight >= limits.maxInFlight() || aside.get() >= MOST_ASIDE;
            boolean roomy = inFlight <= limits.maxInFlight() / 2 && aside.get() <= MOST_ASIDE / 2;
            Set<TopicPartition> partitions = ownership.owned(lane);
            if (full) {
                consumer.pause(partitions);
                paused.put(lane, true);
            } else if (roomy && Boolean.TRUE.equals(paused.put(lane, false))) {
                consumer.resume(partitions);
            }
        }
    }

    /** Commits what has finished; that the broker takes it confirms the lease. */
    private void commit() {
        long now = ticker.getAsLong();
        if (committing || now - lastCommitNanos < COMMIT_NANOS) {
            return;
        }
        Map<TopicPartition, OffsetAndMetadata> positions = ownership.news();
        if (positions.isEmpty()) {
            return;
        }
        lastCommitNanos = now;
        committing = true;
        consumer.commitAsync(positions, (committed, error) -> {
            committing = false;
            if (error == null) {
                lease.confirmed(now);
                ownership.committed(committed);
            } else {
                LOG.warn("offsets not committed: {}", error.toString());
            }
        });
    }
}
