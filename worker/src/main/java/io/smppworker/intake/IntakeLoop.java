package io.smppworker.intake;

import io.smppworker.kafka.ClientProperties;
import io.smppworker.lease.GroupMember;
import io.smppworker.lease.Ownership;
import io.smppworker.message.Lane;
import io.smppworker.message.LanePartition;
import io.smppworker.outbound.Outbound;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop over the lanes: polls, admits the records, takes slots and lanes into use and releases them, pauses a lane that
 * runs ahead of the dispatcher. It blocks in the poll only. One thread runs {@link #run}; {@link #stop} may be called from
 * any.
 */
final class IntakeLoop {
    private static final Logger LOG = LoggerFactory.getLogger(IntakeLoop.class);
    /** Timeout while lanes or slots are being gained or released, or a commit is under way. */
    private static final Duration POLL = Duration.ofMillis(10);

    /**
     * Timeout otherwise. After an empty fetch response the consumer does not fetch again before it is polled anew; so a poll
     * ends just after the broker has answered the fetch that began with it.
     */
    private static final Duration SETTLED_POLL = ClientProperties.LANE_FETCH_WAIT.plusMillis(5);

    private static final long PAUSED_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    /** Limit of dead letters, which may be large, and repeated requests not stored yet: no messages, so not in flight. */
    private static final int MOST_UNDER_WAY = 50;

    /** Time beyond the drain, when the worker stops: for outcomes on their way to the journal, unbind, the last commit. */
    private static final Duration STOP_MARGIN = Duration.ofSeconds(3);

    private static final Duration FIND = Duration.ofSeconds(1);
    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final Consumer<byte[], byte[]> consumer;
    private final Ownership ownership;
    private final LaneReader reader;
    private final OutboundHandover handover;
    private final IntakeState state;
    private final Outbound outbound;
    private final int maxInFlight;
    private final IntakeThread thread;

    private final Map<Lane, Boolean> full = new EnumMap<>(Map.of(Lane.URGENT, false, Lane.BULK, false));
    private final CountDownLatch inUse = new CountDownLatch(1);
    private volatile boolean stopping;
    private long leavingUntilNanos;
    private boolean leaving;

    /**
     * A loop that has not begun.
     *
     * @param member subscribed; closed when the loop ends
     * @param reader of that member's consumer
     * @param handover closed with it
     * @param maxInFlight requests of a lane that may be in flight before it is paused
     */
    IntakeLoop(
            GroupMember member,
            LaneReader reader,
            OutboundHandover handover,
            IntakeState state,
            Outbound outbound,
            int maxInFlight,
            IntakeThread thread) {
        this.consumer = member.consumer();
        this.ownership = member.ownership();
        this.reader = reader;
        this.handover = handover;
        this.state = state;
        this.outbound = outbound;
        this.maxInFlight = maxInFlight;
        this.thread = thread;
    }

    /** Finds the coordinator, which is the slow part of joining, before {@link #run}. Blocks for a second at most. */
    void findCoordinator() {
        try {
            consumer.committed(Set.of(state.lanes().topicPartition(new LanePartition(Lane.URGENT, 0))), FIND);
        } catch (TimeoutException e) {
            LOG.debug("no coordinator yet: joining waits for it", e);
        }
    }

    /** See {@link OutboundHandover#rehearse}. */
    CompletionStage<Void> rehearse() {
        return handover.rehearse();
    }

    /**
     * Runs until {@link #stop}; then gives everything up in order and leaves the group.
     *
     * @throws KafkaException when the consumer has failed for good; nothing is owned any more then
     */
    void run() {
        try {
            boolean goesOn = true;
            while (goesOn) {
                goesOn = step();
            }
        } catch (InterruptException e) {
            LOG.warn("interrupted: leaving without having finished");
        } catch (KafkaException e) {
            ownership.loseAll();
            throw e;
        } finally {
            close();
        }
    }

    /** Leaves the group. */
    void close() {
        consumer.close(CloseOptions.timeout(CLOSE));
        handover.close();
    }

    /**
     * One turn.
     *
     * @return false after {@link #stop}, when everything is given up or the time for it is over
     */
    boolean step() {
        if (stopping) {
            return leave();
        }
        poll();
        reader.notePositions(ownership.lanesInUse());
        ownership.step();
        Set<TopicPartition> lanes = ownership.lanesInUse();
        pauseOrResume(lanes);
        if (ownership.isSettled() && !lanes.isEmpty()) {
            inUse.countDown();
        }
        return true;
    }

    /** Waits until lanes have been in use with nothing left to gain or release; false when the time is over. Any thread. */
    boolean awaitInUse(Duration atMost) throws InterruptedException {
        return inUse.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Lets {@link #run} end in order. */
    void stop() {
        stopping = true;
    }

    /** Drains everything, as when the group asks for it, so that the next owners have nothing to wait for. */
    private boolean leave() {
        long now = thread.ticker().getAsLong();
        if (!leaving) {
            leaving = true;
            leavingUntilNanos = now + handover.drain().plus(STOP_MARGIN).toNanos();
            ownership.leaveAll();
        }
        if (ownership.leftAll()) {
            return false;
        }
        if (now - leavingUntilNanos > 0) {
            LOG.warn("not all could be finished in time: the next owners have it from the journal");
            return false;
        }
        consumer.poll(POLL); // everything is paused: this carries commits and heartbeats
        ownership.step();
        return true;
    }

    /**
     * With records fetched for a paused partition, a poll with a timeout returns or spins at once instead of waiting; so while
     * a lane is paused this loop does the waiting itself.
     */
    private void poll() {
        if (consumer.paused().isEmpty()) {
            boolean isQuiet = ownership.isSettled() && !ownership.awaitsAnswer();
            reader.poll(isQuiet ? SETTLED_POLL : POLL);
        } else if (!reader.poll(Duration.ZERO)) {
            thread.park().accept(PAUSED_WAIT_NANOS);
        }
    }

    private void pauseOrResume(Set<TopicPartition> lanes) {
        for (Lane lane : Lane.values()) {
            full.compute(lane, (same, wasFull) -> isFull(lane, Boolean.TRUE.equals(wasFull)));
        }
        Set<TopicPartition> wanted = new HashSet<>(lanes);
        wanted.removeIf(partition -> Boolean.TRUE.equals(full.get(state.lanes().lane(partition.topic()))));
        Set<TopicPartition> paused = consumer.paused();
        Set<TopicPartition> unwanted = new HashSet<>(lanes);
        unwanted.removeAll(wanted);
        unwanted.removeAll(paused);
        if (!unwanted.isEmpty()) {
            consumer.pause(unwanted);
        }
        wanted.retainAll(paused);
        if (!wanted.isEmpty()) {
            consumer.resume(wanted);
        }
    }

    /** A lane that was full is resumed when half of it has gone. */
    private boolean isFull(Lane lane, boolean wasFull) {
        int inFlight = outbound.inFlight(lane);
        int others = state.underWay().count();
        return wasFull
                ? inFlight > maxInFlight / 2 || others > MOST_UNDER_WAY / 2
                : inFlight >= maxInFlight || others >= MOST_UNDER_WAY;
    }
}
