package io.smppworker.outbound;

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
import io.smppworker.smpp.SmppLink;
import io.smppworker.smpp.StatusPolicy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * The data path of a request, top to bottom: taken, announced in the journal, dispatched to the server that can take it
 * first, settled, its outcome journalled, finished. A state machine on the dispatcher's thread: {@code loop} hands it
 * everything that comes from other threads, {@link #pump} does what is due.
 *
 * <p>Only {@link #take}, {@link #release}, {@link #abandon}, {@link #inFlight} and {@link #canSubmit} may be called from
 * other threads.
 */
public final class Outbound {
    private static final int MIN_ANNOUNCED_AHEAD = 16;
    private static final int MAX_ATTEMPTS = 8;
    private static final long FIRST_REST_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST_REST_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long PERMISSION_POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final ServerPools pools;
    private final Journal journal;
    private final Progress progress;
    private final SubmitPermission permission;
    private final PathEvents events;
    private final Executor loop;
    private final LongSupplier ticker;
    private final Clock clock;
    private final RandomGenerator random;
    private final StatusPolicy statuses;

    private final LaneQueues taken = new LaneQueues();
    private final LaneQueues announcing = new LaneQueues();
    private final DispatchQueues announced = new DispatchQueues();
    private final PriorityQueue<Rest> resting = new PriorityQueue<>();
    private final HeldMessages held = new HeldMessages();

    private final Map<Lane, AtomicInteger> inFlight = new EnumMap<>(Lane.class);
    private volatile boolean canSubmit;

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
            StatusPolicy statuses) {
        this.pools = pools;
        this.journal = journal;
        this.progress = progress;
        this.permission = permission;
        this.events = events;
        this.loop = loop;
        this.ticker = ticker;
        this.clock = clock;
        this.random = random;
        this.statuses = statuses;
        for (Lane lane : Lane.values()) {
            inFlight.put(lane, new AtomicInteger());
        }
    }

    /** Takes a request on. It stays in flight until finished or released. */
    public void take(OutboundMessage message) {
        count(message.lane()).incrementAndGet();
        loop.execute(() -> {
            held.add(message);
            advance(message);
        });
    }

    /** Requests of a lane taken and not finished. */
    public int inFlight(Lane lane) {
        return count(lane).get();
    }

    /** Whether any session could carry a submit_sm when the dispatcher last looked. */
    public boolean canSubmit() {
        return canSubmit;
    }

    /**
     * Does what is due now. Called by the dispatcher's thread after each batch of events and when the time it asked for
     * has come.
     *
     * @return when it wants to be called again; Long.MAX_VALUE when only an event can change anything
     */
    public long pump(long now) {
        long wake = Math.min(pools.tick(now), wakeRested(now));
        canSubmit = pools.canSubmit();
        if (!permission.granted(now)) {
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
        if (message.nextUnsent().isPresent() && expired(message)) {
            message.judge(new Verdict(
                    message.inDoubt() ? Verdict.Kind.IN_DOUBT : Verdict.Kind.EXPIRED, null, "expiresAt has passed"));
        }
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
     * Journals messages a little ahead of what the windows can hold, and no further: what is announced and not sent when
     * this process dies is in doubt.
     */
    private void announce() {
        int ahead = canSubmit ? Math.max(MIN_ANNOUNCED_AHEAD, pools.windowCapacity()) : 0;
        for (Lane lane : Lane.values()) {
            int room = ahead - announcing.size(lane) - announced.size(lane);
            for (int i = Math.min(room, taken.size(lane)); i > 0; i--) {
                announce(Objects.requireNonNull(taken.poll(lane)));
            }
        }
    }

    private void announce(OutboundMessage message) {
        message.announcing();
        announcing.addLast(message);
        long handedOverNanos = ticker.getAsLong();
        journal.submitting(message, () -> {
            events.announced(ticker.getAsLong() - handedOverNanos);
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
            while (announced.hasWorkFor(server)) {
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
        if (message.closed() || message.verdict() != null || expired(message)) {
            advance(message);
            return;
        }
        int index = message.nextUnsent().orElseThrow();
        message.sent(index);
        if (message.nextUnsent().isPresent()) {
            message.queued(true);
            announced.follow(server, message);
        }
        Instant submittedAt = clock.instant();
        events.submitted();
        server.submit(message.submitSm(index), now, SmppLink.NO_DEADLINE, new ServerPool.Settled() {
            @Override
            public void settled(BindPoint bind, SubmitOutcome outcome) {
                events.settled(outcome, ticker.getAsLong() - now);
                Outbound.this.settled(message, index, bind, outcome, submittedAt);
            }

            @Override
            public void late(BindPoint bind, SubmitOutcome outcome) {
                // it stays in doubt
            }
        });
    }

    /** One submit_sm has come to something. */
    private void settled(
            OutboundMessage message, int index, BindPoint bind, SubmitOutcome outcome, Instant submittedAt) {
        if (outcome instanceof SubmitOutcome.Accepted) {
            message.settled(index, SegmentState.ACCEPTED);
            boolean whole = message.allAccepted() && !message.closed();
            if (whole) {
                message.close();
                events.accepted();
            }
            journalOutcome(message, index, bind, outcome, submittedAt, whole ? () -> finished(message) : () -> {});
        } else if (outcome instanceof SubmitOutcome.Refused refused) {
            refused(message, index, bind, refused, submittedAt);
        } else if (outcome instanceof SubmitOutcome.InDoubt inDoubt) {
            journalOutcome(message, index, bind, outcome, submittedAt, () -> {});
            message.settled(index, message.doubt(inDoubt.reason()));
        } else {
            message.neverLeft(index);
        }
        advance(message);
    }

    private void refused(
            OutboundMessage message, int index, BindPoint bind, SubmitOutcome.Refused refused, Instant submittedAt) {
        boolean triesLeft = message.attempts(index) < MAX_ATTEMPTS;
        switch (statuses.classOf(refused.commandStatus())) {
            case THROTTLE -> rest(message, index, FIRST_REST_NANOS);
            case TRANSIENT, SESSION -> {
                if (triesLeft) {
                    rest(message, index, restNanos(message.attempts(index)));
                } else {
                    refuse(message, index, bind, refused, submittedAt);
                }
            }
            case ACCOUNT -> rest(message, index, restNanos(message.attempts(index)));
            case PERMANENT -> refuse(message, index, bind, refused, submittedAt);
        }
    }

    private void rest(OutboundMessage message, int index, long nanos) {
        message.settled(index, SegmentState.RESTING);
        resting.add(new Rest(ticker.getAsLong() + nanos, message, index));
    }

    private void refuse(
            OutboundMessage message, int index, BindPoint bind, SubmitOutcome.Refused refused, Instant submittedAt) {
        message.settled(index, SegmentState.REFUSED);
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
        SegmentResult result =
                new SegmentResult(index, outcome, bind, submittedAt, respondedAt, message.attempts(index));
        journal.outcome(message, result, () -> loop.execute(stored));
    }

    private void end(OutboundMessage message, Verdict verdict) {
        message.close();
        events.ended(verdict.kind());
        journal.ended(message, verdict, () -> loop.execute(() -> finished(message)));
    }

    private void withdraw(OutboundMessage message) {
        message.close();
        if (message.announced()) {
            journal.withdrawn(message, () -> loop.execute(() -> forget(message)));
        } else {
            forget(message);
        }
    }

    private void finished(OutboundMessage message) {
        if (held.contains(message)) {
            progress.finished(message.source());
            forget(message);
        }
    }

    /** The message is no longer ours, for whatever reason. */
    private void forget(OutboundMessage message) {
        if (held.contains(message)) {
            count(message.lane()).decrementAndGet();
            held.remove(message);
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
                forget(message);
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
        Rest rest;
        while ((rest = resting.peek()) != null && rest.dueNanos() <= now) {
            resting.poll();
            rest.message().rested(rest.index());
            advance(rest.message());
        }
        return rest == null ? Long.MAX_VALUE : rest.dueNanos();
    }

    private long restNanos(int attempts) {
        long ceiling = Math.min(LONGEST_REST_NANOS, FIRST_REST_NANOS << Math.min(attempts - 1, 10));
        return ceiling / 2 + random.nextLong(ceiling / 2);
    }

    private boolean expired(OutboundMessage message) {
        Instant expiresAt = message.request().expiresAt();
        return expiresAt != null && !clock.instant().isBefore(expiresAt);
    }

    private AtomicInteger count(Lane lane) {
        return Objects.requireNonNull(inFlight.get(lane));
    }
}
