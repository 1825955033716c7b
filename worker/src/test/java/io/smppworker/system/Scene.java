package io.smppworker.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smppworker.SharedBroker;
import io.smppworker.sandbox.broker.Broker;
import io.smppworker.sandbox.process.JavaCommand;
import io.smppworker.sandbox.process.JavaProcess;
import io.smppworker.sandbox.process.TemporaryDirectory;
import io.smppworker.sandbox.provider.MessageSubmits;
import io.smppworker.sandbox.provider.Provider;
import io.smppworker.sandbox.provider.ProviderConfig;
import io.smppworker.sandbox.provider.SessionInfo;
import io.smppworker.sandbox.referee.Limits;
import io.smppworker.sandbox.referee.MessageAccount;
import io.smppworker.sandbox.referee.WireSeen;
import io.smppworker.sandbox.user.TopicWatch;
import io.smppworker.sandbox.user.TopicsSeen;
import io.smppworker.sandbox.user.UserTopics;
import io.smppworker.sandbox.worker.WorkerProcess;
import io.smppworker.sandbox.worker.WorkerYaml;
import io.smppworker.schemas.Json;
import io.smppworker.schemas.Receipt;
import io.smppworker.schemas.SendRequest;
import io.smppworker.schemas.SendRequestBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A real broker, the provider simulator and worker processes, with topics and a group of their own. Workers bind from a
 * loopback address of their own, so that the provider's log tells them apart. Long, because it is the one way in for all
 * integration tests: what they start, and what they assert of it.
 */
final class Scene implements AutoCloseable {
    static final int SLOTS = 16;
    private static final Path JAR = Path.of(System.getProperty("worker.jar", "target/smpp-worker.jar"));
    /** The contract's 200 submit_sm per second over all servers, less what a busy machine loses. */
    static final double WHOLE_RATE = 0.9 * 200;

    private static final Duration MEASURED = Duration.ofSeconds(6);
    private static final Duration START = Duration.ofMinutes(1);
    private static final Duration KILLED = Duration.ofSeconds(10);

    final Provider provider;
    final UserTopics userTopics;
    private final String run;
    private final TemporaryDirectory directory = TemporaryDirectory.create("smpp-worker-it-");
    private final Broker broker;
    private final TopicWatch watch;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<String, WorkerProcess> workers = new LinkedHashMap<>();
    private final Map<String, String> addresses = new LinkedHashMap<>();
    private final List<String> sent = new ArrayList<>();
    private final AtomicLong sentSegments = new AtomicLong();
    private final Queue<String> notProduced = new ConcurrentLinkedQueue<>();

    /** For tests that are not of a fleet's start, and leave the broker alone. */
    Scene(ProviderConfig config) {
        this(config, newRun());
    }

    private Scene(ProviderConfig config, String run) {
        this(config, SharedBroker.prompt(run), run);
    }

    /** For tests of what a fleet does on a broker with its defaults, which they leave alone. */
    static Scene onDefaults(ProviderConfig config) {
        String run = newRun();
        return new Scene(config, SharedBroker.withDefaults(run), run);
    }

    /** With a broker of its own, to be stopped and killed. */
    Scene(ProviderConfig config, Broker broker) {
        this(config, broker, newRun());
    }

    private Scene(ProviderConfig config, Broker broker, String run) {
        this.broker = broker;
        this.run = run;
        provider = Provider.start(config);
        userTopics = new UserTopics(topic("sms.receipts"), topic("sms.inbound"), topic("sms.dead-letters"));
        producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        broker.bootstrapServers(),
                        // else it may forget the topics while the broker is killed, and every send waits for a minute
                        CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG,
                        "none",
                        // else a batch may be overtaken at a leader that is not ready yet, and never be taken
                        ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                        1),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        watch = new TopicWatch(broker.bootstrapServers(), userTopics);
    }

    private static String newRun() {
        return UUID.randomUUID().toString().substring(0, 8);
    }

    String topic(String contractName) {
        return contractName + "-" + run;
    }

    String groupId() {
        return "group-" + run;
    }

    Broker broker() {
        return broker;
    }

    /** Starts a worker; it binds from a loopback address that no other uses. */
    void start(String workerId, UnaryOperator<WorkerYaml> also) {
        String address = "127.0.0." + (2 + addresses.size());
        WorkerYaml yaml = yaml(workerId).set("account.localAddress", address);
        addresses.put(workerId, address);
        workers.put(workerId, WorkerProcess.start(JAR, also.apply(yaml), directory.path()));
    }

    /** What every worker of this scene has in its worker.yaml. */
    WorkerYaml yaml(String workerId) {
        ProviderConfig account = ProviderConfig.defaults();
        WorkerYaml yaml = new WorkerYaml(workerId)
                .kafka(broker.bootstrapServers())
                .set("kafka.groupId", groupId())
                .account(account.systemId(), account.password(), provider.servers());
        Map<String, String> topics = new LinkedHashMap<>();
        for (String name : List.of(
                "sms.outbound",
                "sms.outbound.urgent",
                "sms.receipts",
                "sms.inbound",
                "sms.dead-letters",
                "smpp.binds",
                "smpp.submissions",
                "smpp.deliveries",
                "smpp.status")) {
            topics.put(name, topic(name));
        }
        return yaml.set("topics", topics);
    }

    /** Runs another of the jar's commands to its end. */
    Command run(WorkerYaml yaml, String... args) {
        Path output = directory.path().resolve(args[0] + "-" + UUID.randomUUID() + ".log");
        try (JavaProcess process = command().log(output).start(withConfig(yaml, args))) {
            int exitCode = process.awaitExit(Duration.ofMinutes(2));
            return new Command(exitCode, Files.readAllLines(output));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts another of the jar's commands, whose standard output is handed over line by line. */
    JavaProcess begin(WorkerYaml yaml, Consumer<String> onLine, String... args) {
        return command().onLine(onLine).start(withConfig(yaml, args));
    }

    /** Starts another of the jar's commands, whose output, of both streams, goes to a file. */
    JavaProcess begin(WorkerYaml yaml, Path output, String... args) {
        return command().log(output).start(withConfig(yaml, args));
    }

    /** As short-lived as most are, they are not worth the optimising compiler. */
    private static JavaCommand command() {
        return JavaCommand.jar(JAR).jvmOptions("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    }

    private String[] withConfig(WorkerYaml yaml, String... args) {
        Path config = directory.path().resolve(yaml.workerId() + ".yaml");
        yaml.write(config);
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(1, List.of("--config", config.toString()));
        return all.toArray(String[]::new);
    }

    /**
     * A command that has ended.
     *
     * @param lines of its stdout and stderr
     */
    record Command(int exitCode, List<String> lines) {}

    void start(String workerId) {
        start(workerId, yaml -> yaml);
    }

    /** SIGTERM to all of them at once; each must drain and say so by its exit code. */
    void stop(String... workerIds) {
        List.of(workerIds).forEach(workerId -> worker(workerId).process().sigterm());
        for (String workerId : workerIds) {
            WorkerProcess worker = worker(workerId);
            int exit = worker.process().awaitExit(Duration.ofSeconds(30));
            assertThat(exit).describedAs(worker.lastOfLog(30)).isEqualTo(143);
            workers.remove(workerId);
        }
    }

    /** SIGKILL. */
    void kill(String workerId) {
        worker(workerId).process().sigkill();
        workers.remove(workerId);
    }

    WorkerProcess worker(String workerId) {
        WorkerProcess worker = workers.get(workerId);
        if (worker == null) {
            throw new IllegalArgumentException("no worker " + workerId);
        }
        return worker;
    }

    /** What its admin server answers. */
    String admin(String workerId, String path) {
        return worker(workerId)
                .ask(path)
                .orElseThrow(() -> new IllegalStateException(workerId + " does not answer"))
                .body();
    }

    /** Waits until exactly these workers hold all bind slots between them, each at least one. */
    void awaitAllSlotsHeldBy(Duration within, String... workerIds) {
        await().alias("all slots held by " + List.of(workerIds))
                .atMost(within)
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> {
                    checkAlive();
                    assertThat(boundWorkers()).containsExactlyInAnyOrder(workerIds);
                    assertThat(bound()).hasSize(SLOTS);
                });
    }

    void awaitAllSlotsHeldBy(String... workerIds) {
        awaitAllSlotsHeldBy(START, workerIds);
    }

    List<SessionInfo> bound() {
        return provider.sessions().stream().filter(SessionInfo::bound).toList();
    }

    private Set<String> boundWorkers() {
        return bound().stream().map(this::workerOf).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Which worker's session it is. */
    String workerOf(SessionInfo session) {
        return addresses.entrySet().stream()
                .filter(entry -> session.peer().contains(entry.getValue() + ":"))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("nobody at " + session.peer());
    }

    /** Waits until this many submit_sm per second, over all servers, arrive for several seconds on end from now on. */
    void awaitRate(double perSecond) {
        long calledNanos = System.nanoTime();
        AtomicReference<Double> most = new AtomicReference<>(0.0);
        await().alias(perSecond + " submit_sm per second")
                .atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(250))
                .untilAsserted(() -> {
                    checkAlive();
                    assertThat(System.nanoTime() - calledNanos).isGreaterThan(MEASURED.toNanos());
                    double rate = submitRate(MEASURED);
                    assertThat(rate)
                            .describedAs(
                                    "submit_sm per second; the most was %s; accepted %s of %s segments sent",
                                    most.accumulateAndGet(rate, Math::max),
                                    provider.counts().submits().accepted(),
                                    sentSegments.get())
                            .isGreaterThanOrEqualTo(perSecond);
                });
    }

    /** How many submit_sm have arrived per second, over all servers, for so long up to now. */
    double submitRate(Duration last) {
        long now = System.nanoTime();
        return provider.arrivals(now - last.toNanos(), now).length * 1e9 / last.toNanos();
    }

    /** Sends a request whose customer reference is its messageId, so that the provider's log knows it. */
    String send(String messageId, String to, String text) {
        produce("sms.outbound", messageId, to, text);
        sent.add(messageId);
        return messageId;
    }

    /** As {@link #send}, on any lane, and without being waited for later. */
    void produce(String lane, String messageId, String to, String text) {
        SendRequest request = SendRequestBuilder.builder()
                .messageId(messageId)
                .to(to)
                .text(text)
                .customerReference(messageId)
                .build();
        try {
            sendRaw(lane, messageId, Json.MAPPER.writeValueAsBytes(request));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void sendRaw(String key, byte[] value) {
        sendRaw("sms.outbound", key, value);
    }

    private void sendRaw(String lane, String key, byte[] value) {
        var unused = producer.send(
                new ProducerRecord<>(topic(lane), key.getBytes(StandardCharsets.UTF_8), value), (metadata, refused) -> {
                    if (refused != null) {
                        notProduced.add(key + ": " + refused);
                    }
                });
    }

    /** Sends this many requests, one in ten of them of three segments. Returns how many segments they take. */
    int sendMany(String prefix, int count) {
        int segments = 0;
        for (int i = 0; i < count; i++) {
            boolean isLong = i % 10 == 0;
            send(prefix + "-" + i, "2782" + (1_000_000 + i % 1_000), isLong ? "long ".repeat(80) : "short");
            segments += isLong ? 3 : 1;
        }
        producer.flush();
        sentSegments.addAndGet(segments);
        return segments;
    }

    /** As {@link #sendMany}, as many as are missing for about that many segments to wait: sent, but not accepted yet. */
    void sendUpTo(int waiting, String prefix) {
        long missing =
                waiting - (sentSegments.get() - provider.counts().submits().accepted());
        // one request in ten is of three segments
        sendMany(prefix + "-" + sent.size(), Math.toIntExact(Math.max(0, missing) * 10 / 12));
    }

    void flush() {
        producer.flush();
    }

    TopicsSeen seen() {
        return watch.seen();
    }

    /** Waits until every request sent with {@link #send} has its final receipt. */
    void awaitFinalReceipts(Duration within) {
        await().alias("a final receipt for every request")
                .atMost(within)
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> {
                    checkAlive();
                    assertThat(missingFinal()).isEmpty();
                });
    }

    private List<String> missingFinal() {
        TopicsSeen topics = watch.seen();
        return sent.stream()
                .filter(id ->
                        topics.receipts().getOrDefault(id, List.of()).stream().noneMatch(Receipt::isFinal))
                .limit(5)
                .toList();
    }

    /** Every worker runs, and Kafka took every record of ours. */
    void checkAlive() {
        assertThat(notProduced).describedAs("records that Kafka did not take").isEmpty();
        workers.values()
                .forEach(worker -> assertThat(worker.process().isAlive())
                        .describedAs(() -> worker + " ended:\n" + worker.lastOfLog(40))
                        .isTrue());
    }

    /** What the provider and the topics must agree on whatever happened: nothing lost, nothing twice. */
    void assertEveryRequestAcceptedOnceAndReceipted() {
        assertNone(
                "not accepted once and reported so",
                sent,
                request -> !request.isAccepted() || request.duplicates() > 0);
        assertEveryRequestAcceptedAndDelivered();
    }

    /** Nothing lost: every segment that was sent was accepted, at least once, and the request's end is its delivery. */
    void assertEveryRequestAcceptedAndDelivered() {
        assertNone(
                "with a delivery receipt that is not final",
                sent,
                request -> request.seen().notFinal() > 0);
        assertEveryRequestAcceptedAndDeliveredThoughSentTwice();
    }

    /** The same, but that a delivery receipt after the end may say that the message was sent twice. */
    void assertEveryRequestAcceptedAndDeliveredThoughSentTwice() {
        assertNone(
                "not delivered in all segments and reported so once",
                sent,
                request -> !request.hasEnded(true) || request.seen().progress() > 0);
    }

    /** Each reported once as accepted or not; and when a segment was accepted again, that this is possible. */
    void assertEveryDuplicateDeclared() {
        Set<String> submitted = provider.messages().keySet();
        assertNone("accepted twice in silence", submitted, MessageAccount::isDoubledInSilence);
        Set<String> receipted = watch.seen().receipts().keySet();
        assertNone(
                "not reported once as accepted or not",
                receipted,
                request -> request.seen().submits().size() != 1);
    }

    private void assertNone(String what, Collection<String> messageIds, Predicate<MessageAccount> which) {
        Map<String, MessageSubmits> messages = provider.messages();
        TopicsSeen topics = watch.seen();
        List<MessageAccount> found = messageIds.stream()
                .map(id -> MessageAccount.of(id, topics, messages))
                .filter(which)
                .toList();
        assertThat(found).describedAs("requests %s", what).isEmpty();
    }

    void assertLimitsHeld() {
        assertThat(limits().problems()).isEmpty();
    }

    /** How close the workers have come to the provider's limits so far. */
    Limits limits() {
        return Limits.of(WireSeen.of(provider));
    }

    /** The workers are killed: what they would still write is deleted at once, so they need not end in order. */
    @Override
    public void close() {
        workers.values().forEach(worker -> worker.process().sigkill());
        workers.values().forEach(worker -> worker.process().awaitExit(KILLED));
        producer.close(Duration.ZERO);
        watch.close();
        provider.close();
        broker.close();
        directory.close();
    }
}
