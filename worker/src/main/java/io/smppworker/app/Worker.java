package io.smppworker.app;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.smppworker.config.AccountConfig;
import io.smppworker.config.WorkerConfig;
import io.smppworker.correlate.Correlator;
import io.smppworker.correlate.PublishedListener;
import io.smppworker.inbound.BoundedIntake;
import io.smppworker.inbound.DeliveryIntake;
import io.smppworker.inbound.DeliveryPublisher;
import io.smppworker.inbound.ReceiptRules;
import io.smppworker.intake.Intake;
import io.smppworker.intake.KafkaPorts;
import io.smppworker.kafka.FleetExchange;
import io.smppworker.kafka.KafkaCheck;
import io.smppworker.lease.LeaseAssignor;
import io.smppworker.ops.AdminServer;
import io.smppworker.ops.Health;
import io.smppworker.ops.WorkerMetrics;
import io.smppworker.outbound.Outbound;
import io.smppworker.outbound.OutboundListener;
import io.smppworker.outbound.TimedJournal;
import io.smppworker.pool.DeliveryHandler;
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
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One worker, put together: what it starts it stops, in the reverse order, draining. */
final class Worker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    /** Beyond draining the windows: journal, commit, leave the group. */
    private static final Duration STOP_MARGIN = Duration.ofSeconds(9);

    /** See {@link #awaitUse}: a handover takes 2 to 4 s; who is given nothing, as beyond the last slot, waits in vain. */
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
    /** As worker.yaml has it now: what may change while the worker runs is taken from here. */
    private volatile WorkerConfig latest;

    private volatile @Nullable Intake intake;
    private volatile boolean stopping;

    Worker(WorkerConfig config) {
        this.config = config;
        this.latest = config;
        this.metrics = new WorkerMetrics(serverNames(config));
        ServerRates rates = new ServerRates(serverNames(config), System::nanoTime);
        this.counting = new Counting(metrics, rates, StatusPolicy.of(config.account()), Clock.systemUTC());
        Tracing tracing = new Tracing(GlobalOpenTelemetry.get(), Clock.systemUTC());
        this.outboundListener = OutboundListener.all(counting, tracing);
        this.publishedListener = PublishedListener.all(counting, tracing);
        this.view = new WorkerView(config, () -> latest, parts, metrics, rates, RecentWarnings.listening());
        this.window = new AtomicInteger(config.account().window());
        WorkerGauges.of(parts, view, config, window::get, metrics);
    }

    private static List<String> serverNames(WorkerConfig config) {
        return config.account().servers().stream()
                .map(AccountConfig.Server::name)
                .toList();
    }

    /** Answers probes and people from now on, with nothing yet that is ready. */
    void listen() throws IOException {
        AdminServer admin = started(
                AdminServer.start(config.admin(), metrics, new Health(this::defects, view::missing, view::status)));
        LOG.info("admin on http://{}:{}", config.admin().host(), admin.port());
    }

    /** Begins its work; the topics must be there. */
    void start() throws InterruptedException {
        FleetExchange fleet = new FleetExchange(config, view::ownAsJson, System::nanoTime, Clock.systemUTC());
        fleet.start();
        parts.started(fleet);
        if (config.roles().contains(WorkerConfig.Role.SUBMIT)) {
            startSubmitting(() -> fleet.isPreceded(view::isSubmittingBeside));
        }
        started(fleet);
        if (config.roles().contains(WorkerConfig.Role.CORRELATE)) {
            awaitUse(() -> fleet.isPreceded(view::isCorrelatingBeside));
            startCorrelating();
        }
    }

    /** The whole data path out, and the first half of the way back in. */
    private void startSubmitting(BooleanSupplier preceded) throws InterruptedException {
        Clock clock = Clock.systemUTC();
        RandomGenerator random = new SecureRandom();
        AccountConfig account = config.account();

        account.tooLong().forEach(warning -> LOG.warn("{}", warning));
        KafkaPorts kafka = started(new KafkaPorts(config, clock, System::nanoTime, this::fail));
        CloudhopperConnector connector = started(new CloudhopperConnector(account, System::nanoTime));
        EventLoop dispatcher = new EventLoop("dispatcher", System::nanoTime, this::fail);
        started.push(dispatcher::stop);

        DeliveryPublisher publisher = kafka.deliveries();
        DeliveryIntake deliveries = new DeliveryIntake(
                delivery -> {
                    counting.read(delivery);
                    return publisher.publish(delivery);
                },
                clock,
                () -> UUID.randomUUID().toString(),
                config.text(),
                new ReceiptRules(
                        account.receipts().esmClass(), account.receipts().statuses()));
        ServerPools pools = new ServerPools(
                account,
                slots(account),
                connector,
                handedOver(deliveries),
                counting,
                dispatcher,
                System::nanoTime,
                random);
        Outbound outbound = new Outbound(
                pools,
                new TimedJournal(kafka.journal(), outboundListener, System::nanoTime),
                kafka.progress(),
                kafka.permission(),
                outboundListener,
                dispatcher,
                System::nanoTime,
                clock,
                random,
                config.outbound(),
                StatusPolicy.of(account));
        dispatcher.start(outbound::pump);
        startIntake(kafka.intake(
                outbound, outboundListener, slots(account), random.nextInt(1 << 16), preceded, connector::rehearse));
        parts.started(new WorkerParts.Submitting(connector, pools, outbound, dispatcher, kafka, System::nanoTime));
        retune(latest); // it may have changed while Kafka was away
    }

    /**
     * Slots that a worker takes from others stand idle until it uses them, while receipts go on without it: its
     * correlator, whose start takes all of a processor for seconds, waits for that as long as is sensible.
     */
    private void awaitUse(BooleanSupplier othersCorrelate) throws InterruptedException {
        Intake submitting = intake;
        if (submitting == null) {
            return;
        }
        long start = System.nanoTime();
        boolean waits = true;
        while (waits) {
            waits = !isEnding()
                    && othersCorrelate.getAsBoolean()
                    && System.nanoTime() - start < SLOTS_FIRST.toNanos()
                    && !submitting.awaitInUse(LOOK);
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
        Correlator correlator = started(Correlation.of(config, publishedListener));
        if (isEnding()) {
            return;
        }
        correlator.start();
        parts.started(correlator);
    }

    /**
     * Takes over what changes in that file, as far as it may change while the worker runs. To be called first: a start takes
     * as long as Kafka is away.
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
            SlotPlan slots = slots(config.account(), changed.account().throttle());
            part.connector().resizeWindows(windowSize);
            part.dispatcher().execute(() -> part.pools().retune(slots, windowSize));
        }
    }

    /** Bind slots of the account, as every worker lays them out. */
    static SlotPlan slots(AccountConfig account) {
        return slots(account, account.throttle());
    }

    /** Whether such a worker will find in Kafka what it needs. */
    static KafkaCheck kafkaCheck(WorkerConfig config) {
        return new KafkaCheck(
                config, slots(config.account()).size(), LeaseAssignor.NAME, Correlation.partitionedAs(config));
    }

    private static SlotPlan slots(AccountConfig account, int throttle) {
        return SlotPlan.of(
                account.servers().stream().map(AccountConfig.Server::location).toList(),
                account.binds().transceiver(),
                account.binds().transmitter(),
                account.binds().receiver(),
                throttle);
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
     * Drains and stops: intake first, sessions, then storage. Bounded in time. Lanes and bind slots are let go of from the
     * first moment on, beside all else, so that the other workers have them within a second.
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
