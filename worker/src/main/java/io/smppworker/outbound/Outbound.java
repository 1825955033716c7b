package io.smppworker.outbound;

import io.smppworker.config.OutboundConfig;
import io.smppworker.message.BindPoint;
import io.smppworker.message.CommandStatus;
import io.smppworker.message.Lane;
import io.smppworker.message.LanePartition;
import io.smppworker.message.SegmentResult;
import io.smppworker.message.SubmitOutcome;
import io.smppworker.message.Verdict;
import io.smppworker.pool.DispatcherThread;
import io.smppworker.pool.ServerPool;
import io.smppworker.pool.ServerPools;
import io.smppworker.smpp.StatusPolicy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The data path of a request, top to bottom: taken, announced in the journal, dispatched to the server that can take it
 * first, settled, its outcome journalled, finished. A state machine on the dispatcher's thread: {@code loop} hands it
 * everything that comes from other threads, {@link #pump} does what is due. In one file, though a long one, so that the
 * path can be read in one go.
 *
 * <p>{@link #take}, {@link #release}, {@link #abandon}, {@link #gain}, {@link #inFlight}, {@link #oldest}, {@link #canSubmit}
 * and {@link #boundSlots} may be called from any thread.
 */
public final class Outbound {
    private static final int MIN_ANNOUNCED_AHEAD = 16;
    /** Messages for one of so many parts of a second, at the present quota, are journalled ahead. */
    private static final int ANNOUNCED_PARTS_OF_A_SECOND = 10;
    /** While messages wait, one of so many parts of those ahead is journalled together, in one request to Kafka. */
    private static final int PARTS_ANNOUNCED = 4;

    private static final long PERMISSION_POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final ServerPools pools;
    private final Journal journal;
    private final Progress progress;
    private final SubmitPermission permission;
    private final OutboundListener listener;
    private final Executor loop;
    private final LongSupplier ticker;
    private final Clock clock;
    private final OutboundConfig limits;
    private final StatusPolicy statuses;

    private final LaneQueues taken = new LaneQueues();
    private final LaneQueues announcing = new LaneQueues();
    private final DispatchQueues announced;
    private final RetryQueue retries;
    private final InFlightMessages inFlight = new InFlightMessages();

    private volatile boolean canSubmit;
    private volatile Set<Integer> boundSlots = Set.of();
    private long nextLookNanos;

    public Outbound(
            ServerPools pools,
            OutboundPorts ports,
            OutboundListener listener,
            DispatcherThread dispatcher,
            OutboundConfig limits,
            StatusPolicy statuses) {
        this.pools = pools;
        this.journal = ports.journal();
        this.progress = ports.progress();
        this.permission = ports.permission();
        this.listener = listener;
        this.loop = dispatcher.executor();
        this.ticker = dispatcher.ticker();
        this.clock = dispatcher.clock();
        this.retries = new RetryQueue(dispatcher.random());
        this.limits = limits;
        this.announced = new DispatchQueues(limits.bulkSharePercent());
        this.nextLookNanos = ticker.getAsLong();
        this.statuses = statuses;
    }

    /** Takes a request on. It stays in flight until finished or released. */
    public void take(OutboundMessage message) {
        inFlight.expect(message.lane());
        loop.execute(() -> {
            message.taken(ticker.getAsLong());
            inFlight.add(message);
            advance(message);
        });
    }

    /** The request of the lane that has been in flight for longest; null when there is none. */
    @Nullable
    public Oldest oldest(Lane lane) {
        return inFlight.oldest(lane);
    }

    /** Requests of a lane taken and not finished. */
    public int inFlight(Lane lane) {
        return inFlight.inFlight(lane);
    }

    /** Whether any session could carry a submit_sm when the dispatcher last looked. */
    public boolean canSubmit() {
        return canSubmit;
    }

    /** Slots with a session when the dispatcher last looked. */
    public Set<Integer> boundSlots() {
        return boundSlots;
    }

    /**
     * Does what is due now. Called by the dispatcher's thread after each batch of events and when the time it asked for
     * has come.
     *
     * @return when it wants to be called again; Long.MAX_VALUE when only an event can change anything
     */
    public long pump(long now) {
        boolean permitted = permission.granted(now);
        long wake = Math.min(Math.min(pools.tick(now, permitted), retry(now)), look(now));
        canSubmit = pools.canSubmit();
        boundSlots = pools.boundSlots(boundSlots);
        if (!permitted) {
            return Math.min(wake, now + PERMISSION_POLL_NANOS);
        }
        announce();
        return Math.min(wake, dispatch(now));
    }

    /** Decides a message's next step from where its segments stand. */
    private void advance(OutboundMessage message) {
        if (message.isClosed()) {
            return;
        }
        giveUp(message);
        Verdict verdict = message.verdict();
        if (verdict != null) {
            if (message.isQuiet()) {
                end(message, verdict);
            }
        } else if (message.isLeaving()) {
            if (message.isQuiet()) {
                withdraw(message);
            }
        } else if (message.isOutOfLine() && message.nextUnsent().isPresent()) {
            message.lineUp();
            if (message.isAnnounced()) {
                announced.addFirst(message);
            } else {
                taken.addLast(message);
            }
        }
    }

    /**
     * Judges a message that is not to be submitted any more. Only with permission: without it, the partition may be another
     * worker's by now, which may have sent the message.
     */
    private void giveUp(OutboundMessage message) {
        if (!permission.granted(ticker.getAsLong())) {
            return;
        }
        if (message.isToBeSubmitted() && expired(message)) {
            message.judge(new Verdict(
                    message.isInDoubt() ? Verdict.Kind.IN_DOUBT : Verdict.Kind.EXPIRED,
                    null,
                    "its expiresAt or validity ran out before it was submitted"));
        } else if (message.isInDoubtMoreThan(limits.maxResends())) {
            message.judge(new Verdict(Verdict.Kind.IN_DOUBT, null, "submitted again and again without an answer"));
        }
    }

    /**
     * Journals messages a little ahead of what the windows can hold, and no further: messages announced and not sent when this
     * process dies are in doubt.
     */
    private void announce() {
        int ahead = canSubmit ? announcedAhead() : 0;
        for (Lane lane : Lane.values()) {
            int room = ahead - announcing.size(lane) - announced.size(lane);
            if (room < ahead / PARTS_ANNOUNCED) {
                continue;
            }
            OutboundMessage message;
            while (room > 0 && (message = taken.poll(lane)) != null) {
                if (!message.isClosed()) {
                    announce(message);
                    room--;
                }
            }
        }
    }

    private int announcedAhead() {
        int soon = pools.quota(ticker.getAsLong()) / ANNOUNCED_PARTS_OF_A_SECOND;
        return Math.max(MIN_ANNOUNCED_AHEAD, Math.min(soon, pools.windowCapacity()));
    }

    private void announce(OutboundMessage message) {
        message.announcing();
        announcing.addLast(message);
        journal.submitting(message, () -> loop.execute(() -> announced(message)));
    }

    private void announced(OutboundMessage message) {
        announcing.remove(message);
        message.announced();
        if (message.isInLine()) {
            announced.add(message);
        } else {
            advance(message);
        }
    }

    /** Hands segments to the servers that can take one now. */
    private long dispatch(long now) {
        long wake = Long.MAX_VALUE;
        for (ServerPool server : pools.servers()) {
            if (!server.isUp()) {
                announced.reopen(server);
            }
        }
        for (ServerPool server : pools.servers()) {
            while (announced.hasWorkFor(server) && permission.granted(ticker.getAsLong())) {
                long due = server.nextSendNanos(now);
                if (due > now) {
                    wake = Math.min(wake, due);
                    break;
                }
                OutboundMessage message = announced.next(server);
                if (message != null && !message.isClosed()) {
                    message.leaveLine();
                    send(server, message, now);
                }
            }
        }
        return wake;
    }

    private void send(ServerPool server, OutboundMessage message, long now) {
        giveUp(message);
        OptionalInt next = message.nextUnsent();
        if (next.isEmpty() || message.verdict() != null || expired(message)) {
            advance(message);
            return;
        }
        int index = next.getAsInt();
        Instant submittedAt = clock.instant();
        listener.submitted(server.name());
        if (message.submitted(index)) {
            listener.begun(message.lane(), Duration.between(message.request().producedAt(), submittedAt));
        }
        if (message.nextUnsent().isPresent()) {
            message.lineUp();
            announced.follow(server, message);
        }
        long notAfter = notAfterNanos(message, submittedAt, now);
        server.submit(message.submitSm(index, submittedAt), now, notAfter, new ServerPool.Settled() {
            @Override
            public void settled(BindPoint bind, SubmitOutcome outcome) {
                listener.settled(message, index, bind, outcome, ticker.getAsLong() - now);
                Outbound.this.settled(message, index, bind, outcome, submittedAt);
            }

            @Override
            public void late(BindPoint bind, SubmitOutcome outcome) {
                settledLate(message, index, bind, outcome, submittedAt);
            }
        });
    }

    /** Until when the submit_sm may be written: a process suspended before that must not write it too late on waking. */
    private long notAfterNanos(OutboundMessage message, Instant at, long now) {
        Instant submitBefore = message.request().submitBefore();
        long left = permission.untilNanos() - now;
        if (submitBefore != null && at.plusNanos(left).isAfter(submitBefore)) {
            left = Duration.between(at, submitBefore).toNanos();
        }
        return now + left;
    }

    /** One submit_sm has its outcome. */
    private void settled(
            OutboundMessage message, int index, BindPoint bind, SubmitOutcome outcome, Instant submittedAt) {
        OutboundSegment segment = message.segment(index);
        if (outcome instanceof SubmitOutcome.Accepted) {
            segment.accepted();
            journalAcceptance(message, index, bind, outcome, submittedAt);
        } else if (outcome instanceof SubmitOutcome.Refused refused) {
            refused(message, index, bind, refused, submittedAt);
        } else if (outcome instanceof SubmitOutcome.InDoubt inDoubt) {
            journalOutcome(message, index, bind, outcome, submittedAt, () -> doubtStored(message, index));
            message.inDoubt(index, inDoubt.reason());
        } else if (segment.notSent()) {
            retries.add(message, index, 1, ticker.getAsLong());
        }
        advance(message);
    }

    /** Only now may it be submitted again: whoever takes over must know that it may have been submitted twice. */
    private void doubtStored(OutboundMessage message, int index) {
        message.segment(index).doubtStored();
        advance(message);
    }

    private void journalAcceptance(
            OutboundMessage message, int index, BindPoint bind, SubmitOutcome outcome, Instant submittedAt) {
        boolean whole = message.allAccepted() && !message.isClosed();
        if (whole) {
            message.close();
        }
        Runnable stored = whole ? () -> finished(message, RequestEnd.ACCEPTED) : () -> {};
        journalOutcome(message, index, bind, outcome, submittedAt, stored);
    }

    /** The response to a submit_sm that was given up has come: it settles what was in doubt. */
    private void settledLate(
            OutboundMessage message, int index, BindPoint bind, SubmitOutcome outcome, Instant submittedAt) {
        boolean accepted = outcome instanceof SubmitOutcome.Accepted;
        message.segment(index).answeredLate(accepted);
        if (accepted) {
            journalAcceptance(message, index, bind, outcome, submittedAt);
        } else if (message.segment(index).state() == OutboundSegment.State.IN_DOUBT) {
            journalOutcome(message, index, bind, outcome, submittedAt, () -> {});
        }
        advance(message);
    }

    private void refused(
            OutboundMessage message, int index, BindPoint bind, SubmitOutcome.Refused refused, Instant submittedAt) {
        boolean triesLeft = message.attempts(index) < limits.maxAttempts();
        switch (statuses.classOf(refused.commandStatus())) {
            // no fault of the message: it waits for its server, or for the account, as long as it may be sent at all
            case THROTTLE, ACCOUNT -> retryLater(message, index);
            case TRANSIENT, SESSION -> {
                if (triesLeft) {
                    retryLater(message, index);
                } else {
                    reject(message, index, bind, refused, submittedAt);
                }
            }
            case PERMANENT -> reject(message, index, bind, refused, submittedAt);
        }
    }

    private void retryLater(OutboundMessage message, int index) {
        message.segment(index).retryLater();
        retries.add(message, index, message.attempts(index), ticker.getAsLong());
    }

    private void reject(
            OutboundMessage message, int index, BindPoint bind, SubmitOutcome.Refused refused, Instant submittedAt) {
        message.segment(index).rejected();
        journalOutcome(message, index, bind, refused, submittedAt, () -> {});
        message.judge(new Verdict(
                Verdict.Kind.REJECTED,
                refused.commandStatus(),
                "the provider answered " + CommandStatus.name(refused.commandStatus())));
    }

    private void journalOutcome(
            OutboundMessage message,
            int index,
            BindPoint bind,
            SubmitOutcome outcome,
            Instant submittedAt,
            Runnable stored) {
        Instant respondedAt = outcome instanceof SubmitOutcome.InDoubt ? null : clock.instant();
        SegmentResult result = new SegmentResult(
                index,
                outcome,
                bind,
                submittedAt,
                respondedAt,
                message.attempts(index),
                message.possibleDuplicate(index));
        journal.outcome(message, result, () -> loop.execute(stored));
    }

    private void end(OutboundMessage message, Verdict verdict) {
        message.close();
        RequestEnd end = RequestEnd.of(verdict.kind());
        journal.ended(message, verdict, () -> loop.execute(() -> finished(message, end)));
    }

    private void withdraw(OutboundMessage message) {
        message.close();
        if (message.isAnnounced()) {
            journal.withdrawn(message, () -> loop.execute(() -> remove(message, RequestEnd.RELEASED)));
        } else {
            remove(message, RequestEnd.RELEASED);
        }
    }

    private void finished(OutboundMessage message, RequestEnd end) {
        if (inFlight.contains(message)) {
            progress.finished(message.source());
            remove(message, end);
        }
    }

    private void remove(OutboundMessage message, RequestEnd end) {
        if (inFlight.contains(message)) {
            inFlight.remove(message);
            listener.ended(message.lane(), end);
        }
    }

    /**
     * Gives up partitions and bind slots: nothing more is sent for them, outstanding submit_sm are waited for, messages
     * announced and not sent are withdrawn, sessions are drained and unbound.
     *
     * @param drain how long the windows may take to empty; afterwards sessions are closed regardless
     * @return completes when nothing of it is left here; all that finished has been reported to {@link Progress}
     */
    public CompletionStage<Void> release(Set<LanePartition> partitions, Set<Integer> slots, Duration drain) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        loop.execute(() -> {
            takeOffTheLine(partitions);
            for (OutboundMessage message : inFlight.of(partitions)) {
                message.leave();
                advance(message);
            }
            pools.release(slots, drain, ticker.getAsLong())
                    .thenCombine(inFlight.whenEmpty(partitions), (a, b) -> done.complete(null));
        });
        return done;
    }

    /** Drops partitions that are no longer ours: their messages are another worker's already. */
    public void abandon(Set<LanePartition> partitions) {
        loop.execute(() -> {
            takeOffTheLine(partitions);
            for (OutboundMessage message : inFlight.of(partitions)) {
                if (!message.isClosed()) {
                    message.close();
                }
                remove(message, RequestEnd.RELEASED);
            }
        });
    }

    private void takeOffTheLine(Set<LanePartition> partitions) {
        announced.removeIf(message -> partitions.contains(message.partition()));
        taken.removeIf(message -> partitions.contains(message.partition()));
    }

    /** Takes bind slots that this worker now owns into use. */
    public void gain(Set<Integer> slots) {
        loop.execute(() -> slots.forEach(slot -> pools.gain(slot, ticker.getAsLong())));
    }

    private long retry(long now) {
        RetryQueue.Retry retry;
        while ((retry = retries.poll(now)) != null) {
            retry.message().segment(retry.index()).retryNow();
            advance(retry.message());
        }
        return retries.nextNanos();
    }

    /** Ends messages that have expired, and notes the oldest message for the status. */
    private long look(long now) {
        if (now < nextLookNanos) {
            return inFlight.isEmpty() ? Long.MAX_VALUE : nextLookNanos;
        }
        nextLookNanos = now + LOOK_NANOS;
        inFlight.noteOldest();
        for (OutboundMessage message : inFlight.all()) {
            if (message.isToBeSubmitted() && expired(message)) {
                advance(message);
            }
        }
        return inFlight.isEmpty() ? Long.MAX_VALUE : nextLookNanos;
    }

    private boolean expired(OutboundMessage message) {
        Instant submitBefore = message.request().submitBefore();
        return submitBefore != null && !clock.instant().isBefore(submitBefore);
    }
}
