package io.smppworker.simulation;

import io.smppworker.config.AccountConfig;
import io.smppworker.config.WorkerConfig;
import io.smppworker.inbound.BoundedIntake;
import io.smppworker.inbound.DeliveryIntake;
import io.smppworker.inbound.ReceiptRules;
import io.smppworker.intake.IntakeThread;
import io.smppworker.intake.KafkaPorts;
import io.smppworker.intake.SteppedIntake;
import io.smppworker.message.Lane;
import io.smppworker.outbound.Outbound;
import io.smppworker.outbound.OutboundListener;
import io.smppworker.outbound.OutboundPorts;
import io.smppworker.pool.AccountSlots;
import io.smppworker.pool.DispatcherThread;
import io.smppworker.pool.ServerPools;
import io.smppworker.smpp.StatusPolicy;
import io.smppworker.smpp.SteppedConnector;
import io.smppworker.throttle.SlotPlan;
import java.time.Clock;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One submitting worker, of the real parts, put together as in a real one, but for its threads, clients and sockets. */
final class SimulatedWorker {
    /** How long a process that has left the group takes to send what is buffered, and to end. */
    private static final long ENDING_NANOS = World.SECOND;

    private final World world;
    private final VirtualProvider provider;
    private final SimulatedProcess process;
    private final Watch watch;
    private final SimulatedClients clients;
    private final SteppedConnector connector;
    private final SimulatedDispatcher dispatcher;
    private final ServerPools pools;
    private final Outbound outbound;
    private final SteppedIntake intake;
    private final BoundedIntake bounded;
    private final WorkerConfig config;
    private final Planted planted;
    private long parkedNanos;
    private long turnNanos = Long.MAX_VALUE;
    private Set<Integer> slots = Set.of();
    private @Nullable Runnable atHandOver;
    private boolean stopping;
    private boolean ended;

    /** @param incarnation how many times this worker has been started before */
    SimulatedWorker(
            SimulatedKafka kafka, VirtualProvider provider, WorkerConfig config, int incarnation, Planted planted) {
        this.provider = provider;
        this.watch = provider.watch();
        this.world = watch.world();
        this.config = config;
        this.planted = planted;
        this.process = new SimulatedProcess(world, config.workerId() + "." + incarnation);
        Clock clock = World.clock(process::clock);
        this.clients = new SimulatedClients(kafka, process, planted, this::wakeIntake, this::afterTask);
        this.connector = new SteppedConnector(planted.sessionAccount(config.account()), new Network());
        this.dispatcher = new SimulatedDispatcher(process, this::afterTask, this::failed);
        KafkaPorts ports = new KafkaPorts(
                planted.intake(config),
                clients,
                clock,
                new IntakeThread(world::nanos, nanos -> parkedNanos = nanos),
                this::failed);
        AccountConfig account = config.account();
        DispatcherThread thread =
                new DispatcherThread(dispatcher, world::nanos, planted.dispatcherClock(clock), world.random());
        DeliveryIntake deliveries = new DeliveryIntake(
                planted.publisher(ports.deliveries()),
                clock,
                () -> "d" + world.random().nextLong(),
                config.text(),
                new ReceiptRules(
                        account.receipts().esmClass(), account.receipts().statuses()));
        this.bounded = new BoundedIntake(
                deliveries,
                new SimulatedThread(process, this::afterTask),
                world::nanos,
                account.timers().store());
        this.pools = new ServerPools(
                account,
                planted.slots(AccountSlots.of(account), account),
                planted.connector(connector),
                bounded::accept,
                (point, outcome) -> {},
                thread);
        OutboundListener silent = new OutboundListener() {};
        this.outbound = new Outbound(
                pools,
                new OutboundPorts(
                        planted.journal(ports.journal()), ports.progress(), planted.permission(ports.permission())),
                silent,
                thread,
                planted.outbound(config.outbound()),
                StatusPolicy.of(account));
        planted.window(connector, account.window());
        dispatcher.start(now -> {
            planted.quotas(pools);
            return outbound.pump(now);
        });
        this.intake = new SteppedIntake(
                ports,
                outbound,
                silent,
                AccountSlots.of(account),
                world.random().nextInt(1 << 16));
        wakeIntake();
    }

    SimulatedProcess process() {
        return process;
    }

    Set<Integer> slots() {
        return clients.member().slots();
    }

    /** See {@link CollectionSizes}. */
    Map<String, Integer> sizes() {
        return CollectionSizes.of(intake, outbound, pools, bounded, connector);
    }

    /** By lane, the requests that it counts as in flight; without lanes that have none. */
    Map<Lane, Integer> inFlight() {
        Map<Lane, Integer> counts = new EnumMap<>(Lane.class);
        for (Lane lane : Lane.values()) {
            int count = outbound.inFlight(lane);
            if (count != 0) {
                counts.put(lane, count);
            }
        }
        return counts;
    }

    /** By field, what it holds that it should not hold when nothing is left to do. */
    Map<String, Integer> left() {
        Map<String, Integer> left = MemoryBounds.left(sizes());
        inFlight().forEach((lane, count) -> left.put("in flight, " + lane, count));
        return left;
    }

    /** It must not hold more than it may. */
    void lookAtMemory() {
        String broken = new MemoryBounds(config.outbound(), config.account().window()).broken(sizes());
        if (broken != null) {
            watch.violated("%s: %s", process, broken);
        }
    }

    boolean isStopping() {
        return stopping;
    }

    /** The connector's environment. */
    private final class Network implements SteppedConnector.Environment {
        @Override
        public long nanos() {
            return world.nanos();
        }

        @Override
        public void later(long nanos, Runnable task) {
            process.later(nanos, () -> guarded(task));
        }

        @Override
        public void connect(
                String host,
                String label,
                SteppedConnector.Incoming incoming,
                Consumer<SteppedConnector.@Nullable Connection> connected) {
            provider.connect(process, label, planted.incoming(incoming), connected);
        }
    }

    private void guarded(Runnable task) {
        try {
            task.run();
            afterTask();
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    private void afterTask() {
        Runnable due = atHandOver;
        if (connector.afterTask() && due != null) {
            atHandOver = null;
            due.run();
        }
    }

    /** Does that at the next moment at which something is on its way from one thread to the sessions', as now and then. */
    void atHandOver(Runnable task) {
        atHandOver = task;
    }

    /** What was to happen at such a moment, and has not, does not. */
    void spare() {
        atHandOver = null;
    }

    /** What a real worker ends on. */
    private void failed(Throwable error) {
        String places = Arrays.stream(error.getStackTrace())
                .filter(place -> place.getClassName().startsWith("io.smppworker"))
                .limit(6)
                .map(StackTraceElement::toString)
                .collect(Collectors.joining(" < "));
        watch.violated("%s fails: %s at %s", process, error, places);
        crash(false);
    }

    private void wakeIntake() {
        planIntake(0);
    }

    private void planIntake(long delayNanos) {
        long when = world.nanos() + delayNanos;
        if (when < turnNanos && !ended) {
            turnNanos = when;
            process.later(delayNanos, () -> {
                if (turnNanos == when) {
                    turnNanos = Long.MAX_VALUE;
                    guarded(this::turnIntake);
                }
            });
        }
    }

    private void turnIntake() {
        parkedNanos = 0;
        boolean goesOn = intake.step();
        look();
        if (goesOn) {
            planIntake(parkedNanos > 0 ? parkedNanos : clients.member().waitNanos());
        } else {
            ended = true;
            intake.close();
            connector.close();
            process.later(ENDING_NANOS, () -> crash(false));
        }
    }

    /** What must hold after every turn of the intake. */
    private void look() {
        Set<Integer> now = clients.member().slots();
        if (!now.equals(slots)) {
            now.stream()
                    .filter(slot -> !slots.contains(slot))
                    .forEach(slot ->
                            watch.slots().gained(process, slot, clients.member().generation()));
            slots = now;
        }
        for (Lane lane : Lane.values()) {
            int most = config.outbound().maxInFlight() + 50;
            if (outbound.inFlight(lane) > most) {
                watch.violated("%s: %d requests of %s in flight", process, outbound.inFlight(lane), lane);
            }
        }
    }

    /** SIGKILL; or the machine is gone, so that nobody closes its connections. */
    void crash(boolean machineToo) {
        if (!process.isDead()) {
            world.report("%s is dead%s", process, machineToo ? ", and its machine" : "");
            process.kill();
            clients.member().died();
            provider.died(process, machineToo);
        }
    }

    /** SIGTERM. */
    void stop() {
        world.report("%s is asked to end", process);
        stopping = true;
        intake.stop();
        wakeIntake();
    }

    void freeze(long nanos, boolean atHandOver) {
        long thawNanos = world.nanos() + nanos;
        Runnable freeze = () -> {
            world.report("%s freezes until %.6f", process, thawNanos / 1e9);
            process.freeze(thawNanos);
        };
        if (atHandOver) {
            atHandOver(freeze);
        } else {
            freeze.run();
        }
    }

    void slow(int times) {
        process.slow(times);
    }

    void jump(long nanos) {
        world.report("%s: its clock jumps by %.3f s", process, nanos / 1e9);
        process.jump(nanos);
        watch.clockIsAhead(process.clockAheadNanos());
    }

    void withoutMetadata(boolean is) {
        clients.producers().forEach(producer -> producer.withoutMetadata(is));
    }

    /** worker.yaml has changed. */
    void retune(int throttle, int window) {
        world.report("%s: %d submit_sm/s and a window of %d from now on", process, throttle, window);
        watch.limits().changed(process, throttle, window);
        int size = planted.windowTakenOver(window);
        SlotPlan slots = AccountSlots.of(config.account(), planted.throttleTakenOver(throttle));
        connector.resizeWindows(size);
        dispatcher.execute(() -> pools.retune(slots, size));
    }
}
