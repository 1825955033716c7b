package io.smppworker.app;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.smppworker.cli.GivenOctets;
import io.smppworker.config.AccountConfig;
import io.smppworker.config.WorkerConfig;
import io.smppworker.config.WorkerConfig.Role;
import io.smppworker.correlate.Correlator;
import io.smppworker.correlate.CorrelatorSettings;
import io.smppworker.correlate.PublishedListener;
import io.smppworker.inbound.BoundedIntake;
import io.smppworker.inbound.DeliveryIntake;
import io.smppworker.inbound.DeliveryPublisher;
import io.smppworker.inbound.ReceiptRules;
import io.smppworker.intake.Intake;
import io.smppworker.intake.IntakeThread;
import io.smppworker.intake.KafkaPorts;
import io.smppworker.kafka.ClientProperties;
import io.smppworker.kafka.FleetExchange;
import io.smppworker.kafka.KafkaClients;
import io.smppworker.kafka.Topics;
import io.smppworker.ops.AdminServer;
import io.smppworker.ops.Health;
import io.smppworker.ops.LogLevel;
import io.smppworker.ops.RecentWarnings;
import io.smppworker.ops.WorkerMetrics;
import io.smppworker.outbound.Outbound;
import io.smppworker.outbound.OutboundListener;
import io.smppworker.outbound.OutboundPorts;
import io.smppworker.outbound.TimedJournal;
import io.smppworker.pool.AccountSlots;
import io.smppworker.pool.DeliveryHandler;
import io.smppworker.pool.DispatcherThread;
import io.smppworker.pool.ServerPools;
import io.smppworker.smpp.CloudhopperConnector;
import io.smppworker.smpp.StatusPolicy;
import io.smppworker.throttle.SlotPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One worker, wired together: it stops its parts in the reverse order of their start, draining. Long, because all wiring is
 * here.
 */
final class Worker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    /** Time to journal, commit and leave the group, once the windows are drained. */
    private static final Duration STOP_MARGIN = Duration.ofSeconds(9);

    /** Bounds {@link #awaitUse}: a handover takes 2 to 4 s; a worker that gets no slot, as none is left, waits in vain. */
    private static final Duration SLOTS_FIRST = Duration.ofSeconds(8);

    private static final Duration LOOK = Duration.ofMillis(50);

    private final WorkerConfig config;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Deque<AutoCloseable> started = new ConcurrentLinkedDeque<>();
    private final WorkerMetrics metrics;
    private final Counting counting;
    private final OutboundListener outboundListener;
    private final PublishedListener publishedListener;
    private final WorkerParts parts = new WorkerParts();
    private final WorkerView view;
    private final AtomicInteger window;
    /** worker.yaml as it is now; keys that may change while the worker runs are read from here. */
    private volatile WorkerConfig latest;

    private volatile @Nullable Intake intake;
    private volatile boolean stopping;

    Worker(WorkerConfig config) {
        this.config = config;
        this.latest = config;
        this.metrics = new WorkerMetrics(config.account().servers().stream()
                .map(AccountConfig.Server::name)
                .toList());
        ServerRates rates = new ServerRates(System::nanoTime);
        this.counting = new Counting(metrics, rates, StatusPolicy.of(config.account()), Clock.systemUTC());
        Tracing tracing = new Tracing(GlobalOpenTelemetry.get(), Clock.systemUTC());
        this.outboundListener = OutboundListener.all(counting, tracing);
        this.publishedListener = PublishedListener.all(counting, tracing);
        this.view = new WorkerView(config, () -> latest, parts, metrics, rates, RecentWarnings.listening());
        this.window = new AtomicInteger(config.account().window());
        WorkerGauges.of(parts, view, config, window::get, metrics);
    }

    /** Serves probes and the status page from now on; the worker is not ready yet. */
    void listen() throws IOException {
        AdminServer admin = started(
                AdminServer.start(config.admin(), metrics, new Health(this::defects, view::missing, view::status)));
        LOG.info("admin on http://{}:{}", config.admin().host(), admin.port());
    }

    /** Starts submitting and correlating, as the roles say; the topics must exist. */
    void start() throws InterruptedException {
        FleetExchange fleet = new FleetExchange(config, view::ownAsJson, System::nanoTime, Clock.systemUTC());
        fleet.start();
        parts.started(fleet);
        if (config.roles().contains(Role.SUBMIT)) {
            startSubmitting(() -> fleet.isPreceded(other -> view.isBeside(other, Role.SUBMIT)));
        }
        started(fleet);
        if (config.roles().contains(Role.CORRELATE)) {
            awaitUse(() -> fleet.isPreceded(other -> view.isBeside(other, Role.CORRELATE)));
            startCorrelating();
        }
    }

    /**
     * Starts the outbound data path, and the intake of deliver_sm as far as {@code smpp.deliveries}. Long, because it wires all of that.
     */
    private void startSubmitting(BooleanSupplier preceded) throws InterruptedException {
        Clock clock = Clock.systemUTC();
        RandomGenerator random = new SecureRandom();
        AccountConfig account = config.account();

        account.tooLong().forEach(warning -> LOG.warn("{}", warning));
        KafkaPorts kafka = started(new KafkaPorts(
                config,
                KafkaClients.real(),
                clock,
                new IntakeThread(System::nanoTime, LockSupport::parkNanos),
                this::fail));
        CloudhopperConnector connector = started(new CloudhopperConnector(account, System::nanoTime));
        EventLoop dispatcher = new EventLoop("dispatcher", System::nanoTime, this::fail);
        started.push(dispatcher::stop);

        DispatcherThread thread = new DispatcherThread(dispatcher, System::nanoTime, clock, random);
        ServerPools pools = new ServerPools(
                account,
                AccountSlots.of(account),
                connector,
                handedOver(deliveries(kafka.deliveries(), clock)),
                counting,
                thread);
        Outbound outbound = new Outbound(
                pools,
                new OutboundPorts(
                        new TimedJournal(kafka.journal(), outboundListener, System::nanoTime),
                        kafka.progress(),
                        kafka.permission()),
                outboundListener,
                thread,
                config.outbound(),
                StatusPolicy.of(account));
        dispatcher.start(outbound::pump);
        startIntake(kafka.intake(
                outbound,
                outboundListener,
                AccountSlots.of(account),
                random.nextInt(1 << 16),
                preceded,
                connector::rehearse));
        parts.started(new WorkerParts.Submitting(connector, pools, outbound, dispatcher, kafka, System::nanoTime));
        retune(latest); // the file may have changed while Kafka was unreachable
    }

    /**
     * Delays the correlator, whose start takes a whole processor for seconds, until this worker uses its bind slots: slots
     * taken over from other workers stand idle until then, while those workers go on correlating receipts.
     */
    private void awaitUse(BooleanSupplier othersCorrelate) throws InterruptedException {
        Intake submitting = intake;
        if (submitting == null) {
            return;
        }
        long start = System.nanoTime();
        boolean inUse = false;
        while (!inUse
                && !isEnding()
                && othersCorrelate.getAsBoolean()
                && System.nanoTime() - start < SLOTS_FIRST.toNanos()) {
            inUse = submitting.awaitInUse(LOOK);
        }
    }

    private void startIntake(Intake intake) {
        Thread thread = new Thread(intake, "intake");
        thread.setUncaughtExceptionHandler((t, e) -> fail(e));
        thread.start();
        this.intake = intake;
        started.push(() -> {
            intake.stop();
            thread.join(config.account().timers().drain().plus(STOP_MARGIN).toMillis());
        });
    }

    private DeliveryIntake deliveries(DeliveryPublisher publisher, Clock clock) {
        AccountConfig.Receipts receipts = config.account().receipts();
        return new DeliveryIntake(
                delivery -> {
                    counting.read(delivery);
                    return publisher.publish(delivery);
                },
                clock,
                () -> UUID.randomUUID().toString(),
                config.text(),
                new ReceiptRules(receipts.esmClass(), receipts.statuses()));
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
            counting.received(bind);
            intake.accept(bind, deliverSm, commandStatus -> {
                reply.accept(commandStatus);
                counting.answered(bind, commandStatus);
            });
        };
    }

    private void startCorrelating() throws InterruptedException {
        Correlator correlator =
                started(Correlator.of(config, correlatedPartitions(), publishedListener, System::nanoTime));
        if (isEnding()) {
            return;
        }
        correlator.start();
        parts.started(correlator);
    }

    /** Waits for the brokers' answer. */
    private CorrelatorSettings.Partitions correlatedPartitions() throws InterruptedException {
        try (Admin admin = Admin.create(new ClientProperties(config.kafka(), config.workerId()).common())) {
            return new CorrelatorSettings.Partitions(
                    Topics.partitionsOf(admin, config.topics().submissions()),
                    Topics.partitionsOf(admin, config.topics().deliveries()));
        }
    }

    /**
     * Watches that file, and takes over the keys that may change while the worker runs. To be called first: {@link #start}
     * blocks for as long as Kafka is unreachable.
     */
    void follow(Path file) {
        started(new ConfigWatch(file, GivenOctets.environment(), config, this::retune, counting::reloaded))
                .start();
    }

    private void retune(WorkerConfig changed) {
        latest = changed;
        LogLevel.set(changed.logging());
        int windowSize = changed.account().window();
        window.set(windowSize);
        WorkerParts.Submitting part = parts.submitting();
        if (part != null) {
            SlotPlan slots = AccountSlots.of(config.account(), changed.account().throttle());
            part.connector().resizeWindows(windowSize);
            part.dispatcher().execute(() -> part.pools().retune(slots, windowSize));
        }
    }

    private <T extends AutoCloseable> T started(T part) {
        started.push(part);
        return part;
    }

    private boolean isEnding() {
        return stopping || ended.isDone();
    }

    private List<String> defects() {
        return ended.isCompletedExceptionally() ? List.of("the worker has failed and is ending") : List.of();
    }

    private void fail(Throwable error) {
        LOG.error("the worker cannot go on", error);
        ended.completeExceptionally(error);
    }

    /** Completes exceptionally when the worker cannot go on; never otherwise. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    /**
     * Drains and stops: intake first, sessions, then storage. Bounded in time. Lanes and bind slots are released from the
     * first moment on, in parallel, so that the other workers have them within a second.
     */
    @Override
    public void close() {
        stopping = true;
        Intake running = intake;
        if (running != null) {
            running.stop();
        }
        for (AutoCloseable part = started.poll(); part != null; part = started.poll()) {
            try {
                part.close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                LOG.warn("while stopping", e);
            }
        }
        LOG.info("stopped");
    }
}
