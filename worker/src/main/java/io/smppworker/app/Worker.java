package io.smppworker.app;

import io.smppworker.config.AccountConfig;
import io.smppworker.config.WorkerConfig;
import io.smppworker.inbound.DeliveryIntake;
import io.smppworker.kafka.IntakeLoop;
import io.smppworker.kafka.KafkaPorts;
import io.smppworker.outbound.Outbound;
import io.smppworker.pool.DeliveryHandler;
import io.smppworker.pool.ServerPools;
import io.smppworker.smpp.CloudhopperConnector;
import io.smppworker.throttle.SlotPlan;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One worker, put together: what it starts it stops, in the reverse order, draining. */
final class Worker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    /** Beyond draining the windows: journal, commit, leave the group. */
    private static final Duration STOP_MARGIN = Duration.ofSeconds(15);

    private final WorkerConfig config;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Deque<AutoCloseable> started = new ArrayDeque<>();

    Worker(WorkerConfig config) {
        this.config = config;
    }

    void start() {
        if (config.roles().contains(WorkerConfig.Role.CORRELATE)) {
            startCorrelating();
        }
        if (config.roles().contains(WorkerConfig.Role.SUBMIT)) {
            startSubmitting();
        }
    }

    /** The whole data path out, and the first half of the way back in. */
    private void startSubmitting() {
        Clock clock = Clock.systemUTC();
        RandomGenerator random = new SecureRandom();
        AccountConfig account = config.account();

        KafkaPorts kafka = started(new KafkaPorts(config, clock, System::nanoTime, this::fail));
        CloudhopperConnector connector = started(new CloudhopperConnector(account, System::nanoTime));
        EventLoop dispatcher = new EventLoop("dispatcher", System::nanoTime, this::fail);
        started.push(dispatcher::stop);

        DeliveryIntake deliveries = new DeliveryIntake(
                kafka.deliveries(), clock, () -> UUID.randomUUID().toString());
        ServerPools pools = new ServerPools(
                account, slots(account), connector, handedOver(deliveries), dispatcher, System::nanoTime, random);
        Outbound outbound = new Outbound(
                pools,
                kafka.journal(),
                kafka.progress(),
                kafka.permission(),
                dispatcher,
                System::nanoTime,
                clock,
                random);
        dispatcher.start(outbound::pump);
        startIntake(kafka.intake(outbound, random.nextInt(256)));
    }

    private void startIntake(IntakeLoop intake) {
        Thread thread = new Thread(intake, "intake");
        thread.setUncaughtExceptionHandler((t, e) -> fail(e));
        thread.start();
        started.push(() -> {
            intake.stop();
            thread.join(config.account().timers().drain().plus(STOP_MARGIN).toMillis());
        });
    }

    /** Reading and storing deliveries happens off the session's threads. */
    private DeliveryHandler handedOver(DeliveryIntake deliveries) {
        ExecutorService inbound = Executors.newSingleThreadExecutor(task -> new Thread(task, "inbound"));
        started.push(() -> {
            inbound.shutdown();
            if (!inbound.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.warn("deliveries still being stored: the provider will send them again");
            }
        });
        return (bind, deliverSm, reply) -> inbound.execute(() -> deliveries.accept(bind, deliverSm, reply));
    }

    private void startCorrelating() {
        started(Correlation.of(config)).start();
    }

    /** Bind slots of the account, as every worker lays them out. */
    static SlotPlan slots(AccountConfig account) {
        return SlotPlan.of(
                account.servers().stream().map(AccountConfig.Server::location).toList(),
                account.binds().transceiver(),
                account.binds().transmitter(),
                account.binds().receiver(),
                account.throttle());
    }

    private <T extends AutoCloseable> T started(T part) {
        started.push(part);
        return part;
    }

    private void fail(Throwable error) {
        LOG.error("the worker can not go on", error);
        ended.completeExceptionally(error);
    }

    /** Completes exceptionally when the worker can not go on; never otherwise. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    /** Drains and stops: intake first, sessions, then storage. Bounded in time. */
    @Override
    public void close() {
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                LOG.warn("while stopping", e);
            }
        }
        LOG.info("stopped");
    }
}
