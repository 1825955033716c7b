package io.smppworker.pool;

import io.smppworker.config.AccountConfig;
import io.smppworker.message.BindPoint;
import io.smppworker.message.CommandStatus;
import io.smppworker.message.SubmitOutcome;
import io.smppworker.message.SubmitSm;
import io.smppworker.smpp.SmppSession;
import io.smppworker.smpp.StatusPolicy;
import io.smppworker.smpp.SubmitListener;
import io.smppworker.smpp.TlsSession;
import io.smppworker.throttle.ServerPacer;
import java.util.Collection;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This worker's bind slots of one server: their quotas are one budget, usable through any of their sessions. Lives on
 * the dispatcher's thread.
 */
public final class ServerPool {
    private static final Logger LOG = LoggerFactory.getLogger(ServerPool.class);

    private final AccountConfig.Server server;
    private final Executor loop;
    private final LongSupplier ticker;
    private final StatusPolicy statuses;
    private final ServerPacer pacer = new ServerPacer();
    private final SortedMap<Integer, BindSlot> slots = new TreeMap<>();

    ServerPool(AccountConfig.Server server, Executor loop, LongSupplier ticker, StatusPolicy statuses) {
        this.server = server;
        this.loop = loop;
        this.ticker = ticker;
        this.statuses = statuses;
    }

    /** Is notified of the outcome of one submit_sm, on the dispatcher's thread. */
    public interface Settled {
        /** The outcome of the submit_sm sent on this bind. */
        void settled(BindPoint bind, SubmitOutcome outcome);

        /**
         * The response came after all, at most once, after {@link #settled} with {@link SubmitOutcome.InDoubt}.
         *
         * @param outcome what the response says: accepted or refused
         */
        void late(BindPoint bind, SubmitOutcome outcome);
    }

    public String name() {
        return server.name();
    }

    AccountConfig.Population population() {
        return server.population();
    }

    Collection<BindSlot> slots() {
        return slots.values();
    }

    void gain(BindSlot slot, int quota, long nowNanos) {
        slots.put(slot.point().slot(), slot);
        pacer.gain(slot.point().slot(), quota, nowNanos);
    }

    /** Another quota for a slot. */
    void change(int slot, int quota) {
        pacer.change(slot, quota);
    }

    /** The slot's quota is gone at once; its session may still be draining. */
    void lose(int slot, long nowNanos) {
        pacer.lose(slot, nowNanos);
    }

    /** The slot with this number if this worker has it, bound or not, or still releases it; null otherwise. */
    @Nullable
    BindSlot held(int slot) {
        return slots.get(slot);
    }

    /** The slot has no session any more. */
    void forget(BindSlot slot) {
        slots.remove(slot.point().slot(), slot);
    }

    /** Whether any session to this server can carry a submit_sm, now or when its window has room. */
    public boolean isUp() {
        for (BindSlot slot : slots.values()) {
            SmppSession session = slot.session();
            if (session != null && slot.type().transmits() && session.isOpen()) {
                return true;
            }
        }
        return false;
    }

    /** Earliest time a submit_sm may go; now or earlier means now, Long.MAX_VALUE not before an event changes that. */
    public long nextSendNanos(long nowNanos) {
        BindSlot slot = roomiest();
        SmppSession session = slot == null ? null : slot.session();
        return session == null || session.freeWindow() == 0 ? Long.MAX_VALUE : pacer.nextSendNanos(nowNanos);
    }

    /** Quota in use now, submit_sm per second. */
    public int quota(long nowNanos) {
        return pacer.quota(nowNanos);
    }

    int sentInLastSecond(long nowNanos) {
        return pacer.sentInLastSecond(nowNanos);
    }

    /** The TLS session of one of the latest sessions; null without TLS, and before the first. */
    @Nullable
    TlsSession tls() {
        return slots.values().stream()
                .map(BindSlot::tls)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** Why only a person can make a slot of this server work again; empty when none is needed. */
    String alarm() {
        return slots.values().stream()
                .map(BindSlot::alarm)
                .filter(alarm -> !alarm.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** submit_sm that the windows of this worker's transmitting sessions hold in all, given {@code window} each. */
    int windowCapacity(int window) {
        int sessions = 0;
        for (BindSlot slot : slots.values()) {
            if (slot.type().transmits() && slot.session() != null) {
                sessions++;
            }
        }
        return sessions * window;
    }

    /**
     * Sends one submit_sm over the session with most room. The caller has seen {@link #nextSendNanos} be due; if the
     * session has closed since and this thread is not yet notified, the outcome is {@link SubmitOutcome.NotSent}.
     *
     * @param notAfterNanos from then on it is not written any more but is {@link SubmitOutcome.NotSent}; or {@link
     *     SmppSession#NO_DEADLINE}
     * @param settled called later, on the dispatcher's thread
     */
    public void submit(SubmitSm submitSm, long nowNanos, long notAfterNanos, Settled settled) {
        BindSlot slot = roomiest();
        SmppSession session = slot == null ? null : slot.session();
        if (slot == null || session == null) {
            throw new IllegalStateException("no session to " + server.name());
        }
        long ticket = pacer.send(nowNanos);
        session.submit(submitSm, notAfterNanos, new SubmitListener() {
            @Override
            public void settled(SubmitOutcome outcome) {
                long settledNanos = ticker.getAsLong();
                loop.execute(() -> {
                    learn(slot, ticket, outcome, settledNanos);
                    settled.settled(slot.point(), outcome);
                });
            }

            @Override
            public void late(SubmitOutcome outcome) {
                loop.execute(() -> settled.late(slot.point(), outcome));
            }
        });
    }

    /** Applies an outcome to this server's pace and to the session. */
    private void learn(BindSlot slot, long ticket, SubmitOutcome outcome, long nanos) {
        if (outcome instanceof SubmitOutcome.NotSent) {
            pacer.cancelled(ticket);
        } else if (outcome instanceof SubmitOutcome.InDoubt) {
            pacer.lost(ticket, nanos);
        } else {
            pacer.answered(ticket, nanos);
        }
        if (outcome instanceof SubmitOutcome.Accepted) {
            slot.accountAccepted();
        } else if (outcome instanceof SubmitOutcome.Refused refused) {
            learn(slot, refused.commandStatus(), nanos);
        }
    }

    private void learn(BindSlot slot, int commandStatus, long nanos) {
        switch (statuses.classOf(commandStatus)) {
            case THROTTLE -> {
                if (pacer.usable(nanos) == pacer.quota(nanos)) {
                    LOG.warn("{} answers {}: slowing down", server.name(), CommandStatus.inWords(commandStatus));
                }
                pacer.throttled(nanos);
            }
            case SESSION -> slot.rebind("submit_sm answered " + CommandStatus.inWords(commandStatus));
            case ACCOUNT -> slot.accountRefused(commandStatus);
            case PERMANENT, TRANSIENT -> {}
        }
    }

    /** The slot whose session has most room, even none, as sessions close at any time; null without one that transmits. */
    private @Nullable BindSlot roomiest() {
        BindSlot best = null;
        int room = -1;
        for (BindSlot slot : slots.values()) {
            SmppSession session = slot.session();
            if (session != null && slot.type().transmits()) {
                int free = session.freeWindow();
                if (free > room) {
                    room = free;
                    best = slot;
                }
            }
        }
        return best;
    }
}
