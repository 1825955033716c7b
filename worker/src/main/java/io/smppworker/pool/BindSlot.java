package io.smppworker.pool;

import io.smppworker.config.AccountConfig;
import io.smppworker.message.BindPoint;
import io.smppworker.message.BindType;
import io.smppworker.message.CommandStatus;
import io.smppworker.message.DeliverSm;
import io.smppworker.smpp.BindOutcome;
import io.smppworker.smpp.SessionListener;
import io.smppworker.smpp.SmppConnector;
import io.smppworker.smpp.SmppSession;
import io.smppworker.smpp.StatusPolicy;
import io.smppworker.smpp.TlsSession;
import io.smppworker.throttle.SlotPlan;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One bind slot this worker holds: binds, binds again when the session goes, and unbinds for good when the slot is given
 * up. Lives on the dispatcher's thread; the session's end and window changes are handed over to it. Long, because all
 * transitions between its states are here.
 */
final class BindSlot {
    private static final Logger LOG = LoggerFactory.getLogger(BindSlot.class);
    /** A session that lived this long was a good one: the next back-off starts small. */
    private static final long GOOD_SESSION_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** How long, beyond the drain, a slot being given up may wait for unbind_resp. */
    private static final long UNBIND_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final long LOGGED_EVERY_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final BindPoint point;
    private final BindType type;
    private final AccountConfig.Server server;
    private final SmppConnector connector;
    private final DeliveryHandler deliveries;
    private final BindListener listener;
    private final Executor loop;
    private final LongSupplier ticker;
    private final Backoff backoff;
    private final StatusPolicy statuses;
    private final Duration drain;

    private State state = State.WAITING;
    private long dueNanos;
    private long boundAtNanos;
    private @Nullable SmppSession session;
    private @Nullable TlsSession tls;
    private String lastProblem = "";
    private long lastLoggedNanos;
    private int suppressed;
    private String alarm = "";
    /** Consecutive sessions that ended because a submit_sm was refused for the account, with none accepted between. */
    private int accountRefusals;

    private boolean ending;
    private final CompletableFuture<Void> released = new CompletableFuture<>();

    /** Where the slot stands. */
    enum State {
        WAITING,
        BINDING,
        BOUND,
        RELEASING,
        RELEASED
    }

    /** @param planned the slot in the plan */
    BindSlot(
            SlotPlan.Slot planned,
            AccountConfig account,
            SmppConnector connector,
            DeliveryHandler deliveries,
            BindListener listener,
            DispatcherThread dispatcher) {
        this.server = account.servers().get(planned.server());
        this.point = new BindPoint(server.name(), planned.number());
        this.type = planned.type();
        this.connector = connector;
        this.deliveries = deliveries;
        this.listener = listener;
        this.loop = dispatcher.executor();
        this.ticker = dispatcher.ticker();
        this.backoff = new Backoff(account.timers(), dispatcher.random());
        this.statuses = StatusPolicy.of(account);
        this.drain = account.timers().drain();
        this.dueNanos = ticker.getAsLong();
    }

    BindPoint point() {
        return point;
    }

    BindType type() {
        return type;
    }

    State state() {
        return state;
    }

    String lastProblem() {
        return lastProblem;
    }

    /** Why only a person can make this slot work again; empty when none is needed. */
    String alarm() {
        return alarm;
    }

    /** When the session was bound; meaningless without one. */
    long boundAtNanos() {
        return boundAtNanos;
    }

    /** The last session's TLS session; null without TLS, and before the first. */
    @Nullable
    TlsSession tls() {
        return tls;
    }

    /** The session, when it can take or is still answering submit_sm. */
    @Nullable
    SmppSession session() {
        return state == State.BOUND ? session : null;
    }

    /** Starts a bind when one is due. Returns when to be called again; Long.MAX_VALUE when nothing is planned. */
    long tick(long nowNanos, boolean mayBind) {
        if (state == State.RELEASING && session != null) {
            return closeWhenOverdue(session, nowNanos);
        }
        if (state != State.WAITING || !mayBind) {
            return Long.MAX_VALUE;
        }
        if (nowNanos < dueNanos) {
            return dueNanos;
        }
        state = State.BINDING;
        connector
                .bind(server.host(), server.port(), type, server.name() + "#" + point.slot(), new Listener())
                .thenAcceptAsync(this::onBind, loop);
        return Long.MAX_VALUE;
    }

    /** An unbind that is not answered must not hold the slot. */
    private long closeWhenOverdue(SmppSession unbinding, long nowNanos) {
        if (nowNanos < dueNanos) {
            return dueNanos;
        }
        unbinding.close();
        return Long.MAX_VALUE;
    }

    private void onBind(BindOutcome outcome) {
        listener.tried(point, outcome);
        if (state == State.RELEASING) {
            if (outcome instanceof BindOutcome.Bound bound) {
                bound.session().unbind(Duration.ZERO).whenCompleteAsync((v, e) -> finishRelease(), loop);
            } else {
                finishRelease();
            }
            return;
        }
        if (outcome instanceof BindOutcome.Bound bound) {
            state = State.BOUND;
            session = bound.session();
            tls = bound.session().tls();
            boundAtNanos = ticker.getAsLong();
            lastProblem = "";
            ending = false;
            if (accountRefusals == 0) {
                alarm = "";
            }
            if (!session.isOpen()) {
                retryAfter(Backoff.Setback.UNREACHABLE, "closed right after the bind");
            }
        } else if (outcome instanceof BindOutcome.Refused refused) {
            onRefused(refused);
        } else if (outcome instanceof BindOutcome.Unreachable unreachable) {
            retryAfter(Backoff.Setback.UNREACHABLE, unreachable.reason());
        }
    }

    /** A refusal for the account or a permanent one needs a person: it raises an alarm; the latter is retried as any other. */
    private void onRefused(BindOutcome.Refused refused) {
        String why = refused.inWords();
        String status = CommandStatus.inWords(refused.commandStatus());
        switch (statuses.classOf(refused.commandStatus())) {
            case ACCOUNT -> {
                alarm = "account refused: " + status + " to a bind";
                LOG.error(
                        "{} {}: check account.systemId, account.password and that this address is allowed", point, why);
                retryAfter(Backoff.Setback.CREDENTIALS, why);
            }
            case PERMANENT -> {
                alarm = why;
                retryAfter(Backoff.Setback.REFUSED, why);
            }
            case SESSION, THROTTLE, TRANSIENT -> retryAfter(Backoff.Setback.REFUSED, why);
        }
    }

    private void retryAfter(Backoff.Setback setback, String why) {
        long now = ticker.getAsLong();
        long waitNanos = backoff.nextNanos(setback);
        state = State.WAITING;
        session = null;
        dueNanos = now + waitNanos;
        report(why, waitNanos, now);
        lastProblem = why;
    }

    /** An unchanged problem is logged once a minute. */
    private void report(String why, long waitNanos, long nowNanos) {
        if (why.equals(lastProblem) && nowNanos - lastLoggedNanos < LOGGED_EVERY_NANOS) {
            suppressed++;
            return;
        }
        String before = suppressed == 0 ? "" : "; tried %d times more since it was last said".formatted(suppressed);
        LOG.warn("{} not bound: {}; next try in {} ms{}", point, why, TimeUnit.NANOSECONDS.toMillis(waitNanos), before);
        lastLoggedNanos = nowNanos;
        suppressed = 0;
    }

    private void onClosed(String reason) {
        if (state == State.BOUND) {
            if (ticker.getAsLong() - boundAtNanos >= GOOD_SESSION_NANOS) {
                backoff.reset();
            }
            retryAfter(
                    accountRefusals > 1 ? Backoff.Setback.CREDENTIALS : Backoff.Setback.UNREACHABLE,
                    ending ? lastProblem : reason);
        }
    }

    /**
     * Ends the session so that a new one is bound: its answers show that it is of no use. Outstanding submit_sm may still
     * be answered, so that they do not become in doubt.
     */
    @SuppressWarnings("FutureReturnValueIgnored") // the listener is notified that the session is closed
    void rebind(String why) {
        if (session != null && !ending) {
            ending = true;
            lastProblem = why;
            LOG.warn("{} {}: binding again", point, why);
            session.unbind(drain);
        }
    }

    /**
     * A submit_sm was answered with a status that only a person can fix: binds again and, where that did not help, waits as
     * long as after a bind refused for the account.
     */
    void accountRefused(int commandStatus) {
        alarm = "account refused: " + CommandStatus.inWords(commandStatus) + " to a submit_sm";
        if (!ending) {
            accountRefusals++;
            LOG.error("{} {}: check the account with the provider", point, alarm);
            rebind(alarm);
        }
    }

    /** A submit_sm was accepted: the account is in order. */
    void accountAccepted() {
        accountRefusals = 0;
        alarm = "";
    }

    /**
     * Gives the slot up: no new submit_sm at once, the window drained within {@code drain}, unbound, closed.
     *
     * @return completes when no session of this slot exists any more
     */
    CompletionStage<Void> release(Duration drain) {
        switch (state) {
            case WAITING -> finishRelease();
            case BINDING -> state = State.RELEASING;
            case BOUND -> {
                state = State.RELEASING;
                dueNanos = ticker.getAsLong() + drain.toNanos() + UNBIND_NANOS;
                SmppSession bound = session;
                if (bound == null) {
                    finishRelease();
                } else {
                    bound.unbind(drain).whenCompleteAsync((v, e) -> finishRelease(), loop);
                }
            }
            case RELEASING, RELEASED -> {}
        }
        return released;
    }

    private void finishRelease() {
        state = State.RELEASED;
        session = null;
        released.complete(null);
    }

    private final class Listener implements SessionListener {
        @Override
        public void delivered(DeliverSm deliverSm, IntConsumer reply) {
            deliveries.delivered(point, deliverSm, reply);
        }

        @Override
        public void windowChanged() {
            loop.execute(() -> {});
        }

        @Override
        public void closed(String reason) {
            loop.execute(() -> onClosed(reason));
        }
    }
}
