package io.smppworker.app;

import io.smppworker.config.AccountConfig;
import io.smppworker.config.WorkerConfig;
import io.smppworker.correlate.Correlator;
import io.smppworker.inbound.BoundedIntake;
import io.smppworker.inbound.DeliveryIntake;
import io.smppworker.kafka.Intake;
import io.smppworker.kafka.KafkaPorts;
import io.smppworker.message.CommandStatus;
import io.smppworker.ops.AdminServer;
import io.smppworker.ops.Count;
import io.smppworker.ops.Health;
import io.smppworker.ops.WorkerMetrics;
import io.smppworker.outbound.Outbound;
import io.smppworker.pool.DeliveryHandler;
import io.smppworker.pool.ServerPools;
import io.smppworker.smpp.CloudhopperConnector;
import io.smppworker.smpp.StatusPolicy;
import io.smppworker.throttle.SlotPlan;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
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
    private static final Duration STOP_MARGIN = Duration.ofSeconds(9);

    private final WorkerConfig config;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final WorkerMetrics metrics = new WorkerMetrics();
    private final WorkerView view;

    Worker(WorkerConfig config) {
        this.config = config;
        this.view = new WorkerView(config);
        view.gaugesIn(metrics);
    }

    /** Answers probes and people from now on, with nothing yet that is ready. */
    void listen() throws IOException {
        AdminServer admin = started(
                AdminServer.start(config.admin(), metrics, new Health(this::defects, view::missing, view::status)));
        LOG.info("admin on http://{}:{}", config.admin().host(), admin.port());
    }

    /** Begins its work; the topics must be there. */
    void start() throws InterruptedException {
        if (config.roles().contains(WorkerConfig.Role.CORRELATE)) {
            startCorrelating();
        }
        if (config.roles().contains(WorkerConfig.Role.SUBMIT)) {
            startSubmitting();
        }
    }

    /** The whole data path out, and the first half of the way back in. */
    private void startSubmitting() throws InterruptedException {
        Clock clock = Clock.systemUTC();
        RandomGenerator random = new SecureRandom();
        AccountConfig account = config.account();

        KafkaPorts kafka = started(new KafkaPorts(config, clock, System::nanoTime, this::fail));
        CloudhopperConnector connector = started(new CloudhopperConnector(account, System::nanoTime));
        EventLoop dispatcher = new EventLoop("dispatcher", System::nanoTime, this::fail);
        started.push(dispatcher::stop);

        DeliveryIntake deliveries = new DeliveryIntake(
                kafka.deliveries(), clock, () -> UUID.randomUUID().toString(), account.packed());
        Counting events = new Counting(metrics);
        ServerPools pools = new ServerPools(
                account, slots(account), connector, handedOver(deliveries), dispatcher, System::nanoTime, random);
        Outbound outbound = new Outbound(
                pools,
                kafka.journal(),
                kafka.progress(),
                kafka.permission(),
                events,
                dispatcher,
                System::nanoTime,
                clock,
                random,
                config.outbound(),
                StatusPolicy.of(account));
        dispatcher.start(outbound::pump);
        startIntake(kafka.intake(outbound, events, random.nextInt(1 << 16)));
        view.submitting(new WorkerView.Submitting(
                pools, outbound, dispatcher, () -> kafka.permission().granted(System.nanoTime()), System::nanoTime));
    }

    private void startIntake(Intake intake) {
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
            if (!inbound.awaitTermination(2, TimeUnit.SECONDS)) {
                LOG.warn("deliveries still being stored: the provider will send them again");
            }
        });
        BoundedIntake intake = new BoundedIntake(
                deliveries, inbound, System::nanoTime, config.account().timers().store());
        return (bind, deliverSm, reply) -> {
            metrics.count(Count.DELIVERIES_RECEIVED);
            intake.accept(bind, deliverSm, commandStatus -> {
                if (commandStatus == CommandStatus.ESME_ROK) {
                    metrics.count(Count.DELIVERIES_STORED);
                }
                reply.accept(commandStatus);
                metrics.count(Count.DELIVERIES_ACKNOWLEDGED);
            });
        };
    }

    private void startCorrelating() {
        Correlator correlator = started(Correlation.of(config));
        correlator.start();
        view.correlating(correlator, metrics);
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

    private List<String> defects() {
        return ended.isCompletedExceptionally() ? List.of("the worker has failed and is ending") : List.of();
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
