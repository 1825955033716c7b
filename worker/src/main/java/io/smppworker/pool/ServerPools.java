package io.smppworker.pool;

import io.smppworker.config.AccountConfig;
import io.smppworker.smpp.SmppConnector;
import io.smppworker.smpp.SmppSession;
import io.smppworker.smpp.StatusPolicy;
import io.smppworker.smpp.TlsSession;
import io.smppworker.throttle.SlotPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All servers of the account as this worker sees them: takes bind slots and gives them up, and says which servers can take
 * a segment now. Lives on the dispatcher's thread, to which its executor hands everything from outside.
 */
public final class ServerPools {
    private static final Logger LOG = LoggerFactory.getLogger(ServerPools.class);

    private final AccountConfig account;
    private SlotPlan plan;
    private int window;
    private final SmppConnector connector;
    private final DeliveryHandler deliveries;
    private final BindListener listener;
    private final DispatcherThread dispatcher;
    private final List<ServerPool> byServer;
    private final List<ServerPool> byPreference;
    private final Set<Integer> owned = new HashSet<>();

    public ServerPools(
            AccountConfig account,
            SlotPlan plan,
            SmppConnector connector,
            DeliveryHandler deliveries,
            BindListener listener,
            DispatcherThread dispatcher) {
        this.account = account;
        this.plan = plan;
        this.window = account.window();
        this.connector = connector;
        this.deliveries = deliveries;
        this.listener = listener;
        this.dispatcher = dispatcher;
        StatusPolicy statuses = StatusPolicy.of(account);
        byServer = account.servers().stream()
                .map(server -> new ServerPool(server, dispatcher.executor(), dispatcher.ticker(), statuses))
                .toList();
        byPreference = byServer.stream()
                .sorted(Comparator.comparing(ServerPool::population))
                .toList();
    }

    /** The servers, the less crowded first: the order in which idle ones are asked. */
    public Collection<ServerPool> servers() {
        return byPreference;
    }

    /** Whether a submit_sm could be sent by this worker at all. */
    public boolean canSubmit() {
        return byPreference.stream().anyMatch(ServerPool::isUp);
    }

    /**
     * Slots with a session now.
     *
     * @param before what was bound when last asked; returned again when nothing has changed
     */
    public Set<Integer> boundSlots(Set<Integer> before) {
        int bound = 0;
        boolean same = true;
        for (ServerPool pool : byPreference) {
            for (BindSlot slot : pool.slots()) {
                if (slot.session() != null) {
                    bound++;
                    same &= before.contains(slot.point().slot());
                }
            }
        }
        return same && bound == before.size() ? before : boundSlots();
    }

    private Set<Integer> boundSlots() {
        return byPreference.stream()
                .flatMap(pool -> pool.slots().stream())
                .filter(slot -> slot.session() != null)
                .map(slot -> slot.point().slot())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** submit_sm that may be outstanding at once over all sessions. */
    public int windowCapacity() {
        return byPreference.stream()
                .mapToInt(pool -> pool.windowCapacity(window))
                .sum();
    }

    /** submit_sm per second that this worker may send over all servers, by the slots it holds. */
    public int quota(long nowNanos) {
        return byPreference.stream().mapToInt(pool -> pool.quota(nowNanos)).sum();
    }

    /**
     * This worker now owns the slot: binds it, if the account has it, as soon as no session is left from an earlier
     * ownership.
     */
    public void gain(int slot, long nowNanos) {
        if (slot >= plan.size()) {
            LOG.error(
                    "partition {} of the lease topic is not a bind slot: the account has {}; it must not have more partitions",
                    slot,
                    plan.size());
            return;
        }
        owned.add(slot);
        BindSlot before = pool(slot).held(slot);
        if (before == null) {
            hold(slot, nowNanos);
        } else {
            var unused = before.release(Duration.ZERO).thenRun(() -> {
                pool(slot).forget(before);
                if (owned.contains(slot) && pool(slot).held(slot) == null) {
                    hold(slot, dispatcher.ticker().getAsLong());
                }
            });
        }
    }

    private void hold(int slot, long nowNanos) {
        SlotPlan.Slot planned = plan.slot(slot);
        BindSlot bindSlot = new BindSlot(planned, account, connector, deliveries, listener, dispatcher);
        pool(slot).gain(bindSlot, planned.quota(), nowNanos);
    }

    /**
     * Applies other limits.
     *
     * @param changed the same slots with other quotas
     * @param windowSize of each session
     */
    public void retune(SlotPlan changed, int windowSize) {
        plan = changed;
        window = windowSize;
        for (ServerPool pool : byPreference) {
            for (BindSlot slot : pool.slots()) {
                int number = slot.point().slot();
                pool.change(number, plan.slot(number).quota());
            }
        }
    }

    /**
     * Gives slots up: their quota is gone at once, their sessions are drained, unbound and closed.
     *
     * @param drain how long the windows may take to empty
     * @return completes on the dispatcher's thread when no session of these slots exists any more
     */
    public CompletionStage<Void> release(Set<Integer> slots, Duration drain, long nowNanos) {
        List<CompletableFuture<Void>> releases = new ArrayList<>();
        for (int slot : slots) {
            if (slot >= plan.size()) {
                continue;
            }
            owned.remove(slot);
            ServerPool pool = pool(slot);
            pool.lose(slot, nowNanos);
            BindSlot held = pool.held(slot);
            if (held != null) {
                releases.add(
                        held.release(drain).thenRun(() -> pool.forget(held)).toCompletableFuture());
            }
        }
        return CompletableFuture.allOf(releases.toArray(CompletableFuture[]::new));
    }

    /** Starts what is due. Returns when to be called again. */
    public long tick(long nowNanos, boolean mayBind) {
        long next = Long.MAX_VALUE;
        for (ServerPool pool : byPreference) {
            for (BindSlot slot : pool.slots()) {
                next = Math.min(next, slot.tick(nowNanos, mayBind));
            }
        }
        return next;
    }

    /** The state of each server, for people. */
    public List<ServerStatus> status(long nowNanos) {
        return byPreference.stream().map(pool -> status(pool, nowNanos)).toList();
    }

    private ServerStatus status(ServerPool pool, long nowNanos) {
        TlsSession tls = pool.tls();
        return new ServerStatus(
                pool.name(),
                pool.isUp(),
                pool.quota(nowNanos),
                pool.sentInLastSecond(nowNanos),
                pool.alarm(),
                tls == null ? null : tls.protocol(),
                tls == null ? null : tls.certificateExpires().toString(),
                pool.slots().stream().map(slot -> status(slot, nowNanos)).toList());
    }

    private SlotStatus status(BindSlot slot, long nowNanos) {
        SmppSession session = slot.session();
        int number = slot.point().slot();
        Long answered = session == null ? null : session.enquireLinkAnsweredNanos();
        return new SlotStatus(
                number,
                slot.type().name(),
                slot.state().name(),
                plan.slot(number).quota(),
                session == null ? 0 : session.outstanding(),
                session == null ? null : TimeUnit.NANOSECONDS.toSeconds(nowNanos - slot.boundAtNanos()),
                answered == null ? null : TimeUnit.NANOSECONDS.toSeconds(nowNanos - answered),
                slot.lastProblem());
    }

    /**
     * One server as this worker sees it. One component for each field that is shown.
     *
     * @param quota of this worker, submit_sm per second
     * @param alarm why only a person can make it work again; empty when none is needed
     * @param tls the version spoken last; null without TLS
     * @param certificateExpires instant at which the server's last shown certificate expires
     */
    public record ServerStatus(
            String server,
            boolean up,
            int quota,
            int sentInLastSecond,
            String alarm,
            @Nullable String tls,
            @Nullable String certificateExpires,
            List<SlotStatus> slots) {}

    /**
     * One bind slot held by this worker. One component for each field that is shown.
     *
     * @param quota submit_sm per second
     * @param boundSeconds for how long; null when it is not
     * @param enquireLinkSeconds how long ago the server answered an enquire_link; null when it has not yet
     */
    public record SlotStatus(
            int slot,
            String type,
            String state,
            int quota,
            int outstanding,
            @Nullable Long boundSeconds,
            @Nullable Long enquireLinkSeconds,
            String problem) {
        public boolean isBound() {
            return state.equals(BindSlot.State.BOUND.name());
        }
    }

    private ServerPool pool(int slot) {
        return byServer.get(plan.slot(slot).server());
    }
}
