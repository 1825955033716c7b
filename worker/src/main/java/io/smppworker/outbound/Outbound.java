package io.smppworker.outbound;

import io.smppworker.config.OutboundConfig;
import io.smppworker.message.BindPoint;
import io.smppworker.message.CommandStatus;
import io.smppworker.message.Lane;
import io.smppworker.message.LanePartition;
import io.smppworker.message.SegmentResult;
import io.smppworker.message.SubmitOutcome;
import io.smppworker.message.Verdict;
import io.smppworker.outbound.OutboundMessage.SegmentState;
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
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The data path of a request, top to bottom: taken, announced in the journal, dispatched to the server that can take it
 * first, settled, its outcome journalled, finished. A state machine on the dispatcher's thread: {@code loop} hands it
 * everything that comes from other threads, {@link #pump} does what is due. In one file, though a long one, so that the
 * path can be read in one go.
 *
 * <p>Only {@link #take}, {@link #release}, {@link #abandon}, {@link #inFlight}, {@link #canSubmit} and {@link #boundSlots}
 * may be called from other threads.
 */
public final class Outbound {
    private static final int MIN_ANNOUNCED_AHEAD = 16;
    /** What can be sent within so many parts of a second is journalled ahead. */
    private static final int ANNOUNCED_PARTS_OF_A_SECOND = 10;
    /** While messages wait, so many parts of those journalled ahead follow together, in one request to Kafka. */
    private static final int PARTS_ANNOUNCED = 4;
    /** A segment that could not be written this often in a row rests before the next try. */
    private static final int MISSES_BEFORE_REST = 3;

    private static final long PERMISSION_POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final ServerPools pools;
    private final Journal journal;
    private final Progress progress;
    private final SubmitPermission permission;
    private final PathEvents events;
    private final Executor loop;
    private final LongSupplier ticker;
    private final Clock clock;
    private final OutboundConfig limits;
    private final StatusPolicy statuses;

    private final LaneQueues taken = new LaneQueues();
    private final LaneQueues announcing = new LaneQueues();
    private final DispatchQueues announced;
    private final Rests resting;
    private final HeldMessages held = new HeldMessages();

    private volatile boolean canSubmit;
    private volatile Set<Integer> boundSlots = Set.of();
    private long nextLookNanos;

    public Outbound(
            ServerPools pools,
            Journal journal,
            Progress progress,
            SubmitPermission permission,
            PathEvents events,
            Executor loop,
            LongSupplier ticker,
            Clock clock,
            RandomGenerator random,
            OutboundConfig limits,
            StatusPolicy statuses) {
        this.pools = pools;
        this.journal = journal;
        this.progress = progress;
        this.permission = permission;
        this.events = events;
        this.loop = loop;
        this.ticker = ticker;
        this.clock = clock;
        this.resting = new Rests(random);
        this.limits = limits;
        this.announced = new DispatchQueues(limits.bulkSharePercent());
        this.nextLookNanos = ticker.getAsLong();
        this.statuses = statuses;
    }

    /** Takes a request on. It stays in flight until finished or released. */
    public void take(OutboundMessage message) {
        held.coming(message.lane());
        loop.execute(() -> {
            message.taken(ticker.getAsLong());
            held.add(message);
            advance(message);
        });
    }

    /** The request of the lane that has been in flight for longest; null when there is none. */
    @Nullable
    public Oldest oldest(Lane lane) {
        return held.oldest(lane);
    }

    /** Requests of a lane taken and not finished. */
    public int inFlight(Lane lane) {
        return held.inFlight(lane);
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
        long wake = Math.min(Math.min(pools.tick(now, permitted), wakeRested(now)), look(now));
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
        if (message.closed()) {
            return;
        }
        giveUp(message);
        Verdict verdict = message.verdict();
        if (verdict != null) {
            if (message.quiet()) {
                end(message, verdict);
            }
        } else if (message.leaving()) {
            if (message.quiet()) {
                withdraw(message);
            }
        } else if (!message.queued() && message.nextUnsent().isPresent()) {
            message.queued(true);
            if (message.announced()) {
                announced.addFirst(message);
            } else {
                taken.addLast(message);
            }
        }
    }

    /**
     * Judges a message that is not to be submitted any more. Not without permission: its partition may be another's by
     * now, who has sent what was not sent from here.
     */
    private void giveUp(OutboundMessage message) {
        if (!permission.granted(ticker.getAsLong())) {
            return;
        }
        if (message.waiting() && expired(message)) {
            message.judge(new Verdict(
                    message.inDoubt() ? Verdict.Kind.IN_DOUBT : Verdict.Kind.EXPIRED,
                    null,
                    "its expiresAt or validity ran out before it was submitted"));
        } else if (message.inDoubtMoreThan(limits.maxResends())) {
            message.judge(new Verdict(Verdict.Kind.IN_DOUBT, null, "submitted again and again without an answer"));
        }
    }

    /**
     * Journals messages a little ahead of what the windows can hold, and no further: what is announced and not sent when
     * this process dies is in doubt.
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
                if (!message.closed()) {
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
        long handedOverNanos = ticker.getAsLong();
        journal.submitting(message, () -> {
            long storedNanos = ticker.getAsLong();
            events.announced(message, storedNanos - message.takenNanos(), storedNanos - handedOverNanos);
            loop.execute(() -> announced(message));
        });
    }

    private void announced(OutboundMessage message) {
        announcing.remove(message);
        message.announcedNow();
        if (message.queued()) {
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
                if (message != null) {
                    message.queued(false);
                    send(server, message, now);
                }
            }
        }
        return wake;
    }

    private void send(ServerPool server, OutboundMessage message, long now) {
        giveUp(message);
        OptionalInt next = message.nextUnsent();
        if (next.isEmpty() || message.closed() || message.verdict() != null || expired(message)) {
            advance(message);
            return;
        }
        int index = next.getAsInt();
        message.sent(index);
        if (message.nextUnsent().isPresent()) {
            message.queued(true);
            announced.follow(server, message);
        }
        Instant submittedAt = clock.instant();
        events.submitted(server.name());
        if (message.begin()) {
            Duration since = Duration.between(message.request().producedAt(), submittedAt);
            events.begun(message.lane(), Math.max(0, since.toNanos()));
        }
        long notAfter = notAfterNanos(message, submittedAt, now);
        server.submit(message.submitSm(index, submittedAt), now, notAfter, new ServerPool.Settled() {
            @Override
            public void settled(BindPoint bind, SubmitOutcome outcome) {
                events.settled(message, index, bind, outcome, ticker.getAsLong() - now);
                Outbound.this.settled(message, index, bind, outcome, submittedAt);
            }

            @Override
            public void late(BindPoint bind, SubmitOutcome outcome) {
                settledLate(message, index, bind, outcome, submittedAt);
            }
        });
    }

    /** A process that was stopped on the way to the socket must not send on waking what it no longer may. */
    private long notAfterNanos(OutboundMessage message, Instant at, long now) {
        Instant submitBefore = message.request().submitBefore();
        long left = permission.untilNanos() - now;
        if (submitBefore != null && at.plusNanos(left).isAfter(submitBefore)) {
            left = Duration.between(at, submitBefore).toNanos();
        }
        return now + left;
    }

    /** One submit_sm has come to something. */
    private void settled(
            OutboundMessage message, int index, BindPoint bind, SubmitOutcome outcome, Instant submittedAt) {
        if (outcome instanceof SubmitOutcome.Accepted) {
            message.settled(index, SegmentState.ACCEPTED);
            journalAcceptance(message, index, bind, outcome, submittedAt);
        } else if (outcome instanceof SubmitOutcome.Refused refused) {
            refused(message, index, bind, refused, submittedAt);
        } else if (outcome instanceof SubmitOutcome.InDoubt inDoubt) {
            journalOutcome(message, index, bind, outcome, submittedAt, () -> {});
            message.doubt(index, inDoubt.reason());
        } else if (message.neverLeft(index) > MISSES_BEFORE_REST) {
            rest(message, index, 1);
        }
        advance(message);
    }

    private void journalAcceptance(
            OutboundMessage message, int index, BindPoint bind, SubmitOutcome outcome, Instant submittedAt) {
        boolean whole = message.allAccepted() && !message.closed();
        if (whole) {
            message.close();
        }
        Runnable stored = whole ? () -> finished(message, RequestEnd.ACCEPTED) : () -> {};
        journalOutcome(message, index, bind, outcome, submittedAt, stored);
    }

    /** The response to a submit_sm that was given up has come: it settles what was in doubt. */
    private void settledLate(
            OutboundMessage message, int index, BindPoint bind, SubmitOutcome outcome, Instant submittedAt) {
        message.answeredLate(index);
        if (outcome instanceof SubmitOutcome.Accepted) {
            message.acceptedLate(index);
            journalAcceptance(message, index, bind, outcome, submittedAt);
        } else if (message.state(index) == SegmentState.IN_DOUBT) {
            journalOutcome(message, index, bind, outcome, submittedAt, () -> {});
        }
        advance(message);
    }

    private void refused(
            OutboundMessage message, int index, BindPoint bind, SubmitOutcome.Refused refused, Instant submittedAt) {
        boolean triesLeft = message.attempts(index) < limits.maxAttempts();
        message.settled(index, SegmentState.UNSENT);
        switch (statuses.classOf(refused.commandStatus())) {
            // no fault of the message: it waits for its server, or for the account, as long as it may be sent at all
            case THROTTLE, ACCOUNT -> rest(message, index, message.attempts(index));
            case TRANSIENT, SESSION -> {
                if (triesLeft) {
                    rest(message, index, message.attempts(index));
                } else {
                    refuse(message, index, bind, refused, submittedAt);
                }
            }
            case PERMANENT -> refuse(message, index, bind, refused, submittedAt);
        }
    }

    private void rest(OutboundMessage message, int index, int tries) {
        message.rest(index);
        resting.add(message, index, tries, ticker.getAsLong());
    }

    private void refuse(
            OutboundMessage message, int index, BindPoint bind, SubmitOutcome.Refused refused, Instant submittedAt) {
        message.refused(index);
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
        long knownNanos = ticker.getAsLong();
        journal.outcome(message, result, () -> {
            events.outcomeStored(message, index, ticker.getAsLong() - knownNanos);
            loop.execute(stored);
        });
    }

    private void end(OutboundMessage message, Verdict verdict) {
        message.close();
        RequestEnd end = RequestEnd.of(verdict.kind());
        journal.ended(message, verdict, () -> loop.execute(() -> finished(message, end)));
    }

    private void withdraw(OutboundMessage message) {
        message.close();
        if (message.announced()) {
            journal.withdrawn(message, () -> loop.execute(() -> remove(message, RequestEnd.RELEASED)));
        } else {
            remove(message, RequestEnd.RELEASED);
        }
    }

    private void finished(OutboundMessage message, RequestEnd end) {
        if (held.contains(message)) {
            progress.finished(message.source());
            remove(message, end);
        }
    }

    private void remove(OutboundMessage message, RequestEnd end) {
        if (held.contains(message)) {
            held.remove(message);
            events.ended(message.lane(), end);
        }
    }

    /**
     * Gives up partitions and bind slots: nothing more is sent for them, what is in the windows is waited for, what was
     * announced and not sent is withdrawn, sessions are drained and unbound.
     *
     * @param drain how long the windows may take to empty; afterwards sessions are closed regardless
     * @return completes when nothing of it is left here; progress has been told of all that finished
     */
    public CompletionStage<Void> release(Set<LanePartition> partitions, Set<Integer> slots, Duration drain) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        loop.execute(() -> {
            unqueue(partitions);
            for (OutboundMessage message : held.of(partitions)) {
                message.leave();
                advance(message);
            }
            pools.release(slots, drain, ticker.getAsLong())
                    .thenCombine(held.whenEmpty(partitions), (a, b) -> done.complete(null));
        });
        return done;
    }

    /** Drops partitions that are no longer ours: their messages are somebody else's already. */
    public void abandon(Set<LanePartition> partitions) {
        loop.execute(() -> {
            unqueue(partitions);
            for (OutboundMessage message : held.of(partitions)) {
                message.close();
                remove(message, RequestEnd.RELEASED);
            }
        });
    }

    private void unqueue(Set<LanePartition> partitions) {
        announced.removeIf(message -> partitions.contains(message.partition()));
        taken.removeIf(message -> partitions.contains(message.partition()));
        for (OutboundMessage message : held.of(partitions)) {
            message.queued(false);
        }
    }

    /** Takes a bind slot this worker now owns into use. */
    public void gain(Set<Integer> slots) {
        loop.execute(() -> slots.forEach(slot -> pools.gain(slot, ticker.getAsLong())));
    }

    private long wakeRested(long now) {
        Rests.Rest rest;
        while ((rest = resting.poll(now)) != null) {
            rest.message().rested(rest.index());
            advance(rest.message());
        }
        return resting.nextNanos();
    }

    /** Ends what has waited for too long, and notes for people what has waited for longest. */
    private long look(long now) {
        if (now < nextLookNanos) {
            return held.isEmpty() ? Long.MAX_VALUE : nextLookNanos;
        }
        nextLookNanos = now + LOOK_NANOS;
        held.noteOldest();
        for (OutboundMessage message : held.all()) {
            if (message.waiting() && expired(message)) {
                advance(message);
            }
        }
        return held.isEmpty() ? Long.MAX_VALUE : nextLookNanos;
    }

    private boolean expired(OutboundMessage message) {
        Instant submitBefore = message.request().submitBefore();
        return submitBefore != null && !clock.instant().isBefore(submitBefore);
    }
}
