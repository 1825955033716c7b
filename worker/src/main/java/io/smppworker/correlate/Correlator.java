package io.smppworker.correlate;

import io.smppworker.config.WorkerConfig;
import io.smppworker.streams.BoundedMemory;
import io.smppworker.streams.GroupTransactions;
import io.smppworker.streams.KafkaTransactions;
import io.smppworker.streams.LostMembers;
import io.smppworker.streams.PromptCommits;
import io.smppworker.streams.RecordFaults;
import io.smppworker.streams.StreamsClients;
import io.smppworker.streams.StreamsSupervisor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;

/**
 * One worker's share of the correlation: a Kafka Streams instance over the submission journal and the deliveries of all
 * workers. Workers with the same application id share the work and take over from each other. A failed thread or instance
 * is restarted automatically. Thread-safe.
 */
public final class Correlator implements AutoCloseable {
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(8);

    /** How often a backlog is committed. */
    static final Duration BACKLOG_COMMIT = Duration.ofMillis(500);

    // Working off a backlog fills all of these, and a heap of 256 MiB must hold them. A fetch stays below half a G1
    // region of that heap: a larger array would make G1 mark the whole heap again and again.
    private static final long CACHE_BYTES = 8L << 20;
    private static final int BUFFERED_RECORDS = 200;
    private static final int FETCH_BYTES = 480 << 10;
    private static final int PARTITION_FETCH_BYTES = 128 << 10;

    /** Of receipts, which are JSON, and of changelogs. */
    private static final String COMPRESSION = "lz4";

    /** How long an idle thread waits for records before it checks for other work. */
    private static final Duration POLL = Duration.ofMillis(200);

    /** {@code group.min.session.timeout.ms} of a broker with its defaults. */
    private static final Duration SHORTEST_SESSION = Duration.ofSeconds(6);

    /** A heartbeat is how a member learns that the group rebalances. */
    private static final int HEARTBEATS_PER_SESSION = 12;

    /** How much longer a transaction may last than a session: for a rebalance, a slow commit. */
    private static final Duration TRANSACTION_MARGIN = Duration.ofSeconds(4);

    /**
     * In transaction timeouts: the group waits no longer for a member that hangs, or that only the coordinator believes
     * alive. A thread blocked for so long, by an unreachable broker or anything else, has lost its transaction anyway.
     */
    private static final int LONGEST_BETWEEN_POLLS = 2;

    /**
     * Records by which a copy of the state may lag and still be given work. A worker that returns with less is given none
     * in that rebalance, since that would take a second rebalance at once.
     */
    private static final long CAUGHT_UP = 500;

    /** How often Streams checks whether a worker that joined or returned has caught up and can take its share. */
    private static final Duration PROBING = Duration.ofMinutes(1);

    private final CorrelatorCounters counters = new CorrelatorCounters();
    private final MessageIdHint messageIdHint;
    private final StreamsSupervisor supervisor;

    /** The correlator of a worker; its topics must exist. */
    public static Correlator of(
            WorkerConfig config,
            CorrelatorSettings.Partitions partitions,
            PublishedListener published,
            LongSupplier ticker) {
        Map<String, String> properties = new HashMap<>(config.kafka().properties());
        properties.remove(ConsumerConfig.GROUP_PROTOCOL_CONFIG);
        properties.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        properties.putIfAbsent(CommonClientConfigs.CLIENT_ID_CONFIG, config.workerId() + "-correlator");
        if (config.kafka().replicationFactor() > 0) {
            properties.put(
                    StreamsConfig.REPLICATION_FACTOR_CONFIG,
                    Integer.toString(config.kafka().replicationFactor()));
        }
        return new Correlator(
                properties(
                        applicationId(config),
                        config.kafka().bootstrapServers(),
                        config.correlator().stateDir(),
                        config.correlator().threads(),
                        config.kafka().sessionTimeout(),
                        properties),
                CorrelatorSettings.of(config, partitions),
                ticker,
                published);
    }

    /**
     * With properties as {@link #properties} makes them; its topics must exist before {@link #start}.
     *
     * @param ticker nanoseconds
     */
    Correlator(Properties properties, CorrelatorSettings settings, LongSupplier ticker, PublishedListener published) {
        this(properties, settings, ticker, published, scheduler());
    }

    Correlator(
            Properties properties,
            CorrelatorSettings settings,
            LongSupplier ticker,
            PublishedListener published,
            ScheduledExecutorService scheduler) {
        Properties all = withCounters(properties, counters);
        this.messageIdHint = new MessageIdHint(settings);
        this.supervisor = new StreamsSupervisor(
                () -> {
                    PromptCommits prompt =
                            new PromptCommits(settings.correlator().commitInterval(), BACKLOG_COMMIT, ticker);
                    StreamsClients clients = new StreamsClients(prompt);
                    return new StreamsSupervisor.Instance(
                            new KafkaStreams(
                                    new CorrelatorTopology(settings, counters, messageIdHint, published, prompt)
                                            .build(all),
                                    all,
                                    clients),
                            clients);
                },
                Path.of(all.getProperty(StreamsConfig.STATE_DIR_CONFIG)),
                ticker,
                scheduler,
                new LostMembers(
                        all.getProperty(StreamsConfig.APPLICATION_ID_CONFIG),
                        () -> transactions(all),
                        scheduler,
                        ticker));
    }

    /**
     * Everything Kafka Streams needs to know.
     *
     * @param applicationId consumer group, and prefix of the internal topics; the same on all workers
     * @param stateDir where the stores live; one worker per directory; rebuilt from Kafka when lost
     * @param threads stream threads
     * @param sessionTimeout how long after its last heartbeat a member's tasks go to others; at least the 6 s that a broker
     *     allows by default
     * @param extra any further kafka-clients or Streams property (TLS, SASL, {@code replication.factor}); it cannot
     *     override what correctness depends on
     */
    static Properties properties(
            String applicationId,
            String bootstrapServers,
            Path stateDir,
            int threads,
            Duration sessionTimeout,
            Map<String, String> extra) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, 1);
        properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, CACHE_BYTES);
        properties.put(StreamsConfig.POLL_MS_CONFIG, POLL.toMillis());
        properties.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, BUFFERED_RECORDS);
        properties.put(
                StreamsConfig.consumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG), PARTITION_FETCH_BYTES);
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.FETCH_MAX_BYTES_CONFIG), FETCH_BYTES);
        // The folds accept their inputs in any order: no task waits for its other input.
        properties.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
        // A commit sends all pending records, and no consumer reads them before it: lingering delays nothing.
        properties.put(
                StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG),
                Math.toIntExact(BACKLOG_COMMIT.toMillis()));
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, COMPRESSION);
        properties.put(StreamsConfig.PROBING_REBALANCE_INTERVAL_MS_CONFIG, PROBING.toMillis());
        properties.put(StreamsConfig.ACCEPTABLE_RECOVERY_LAG_CONFIG, CAUGHT_UP);
        properties.putAll(extra);
        properties.putAll(membership(sessionTimeout));
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, BACKLOG_COMMIT.toMillis());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.TOPOLOGY_OPTIMIZATION_CONFIG, StreamsConfig.OPTIMIZE);
        properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedMemory.class);
        properties.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, RecordFaults.class);
        properties.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, RecordFaults.class);
        // A record published while the group was first formed must not be missed.
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        return properties;
    }

    /**
     * How soon the group notices a dead member. The transaction of a live member must not time out: it stays open while the
     * group waits for a dead one, for as long as a session. If it does, because its thread was blocked for longer, the
     * thread drops what it has not committed and rejoins.
     */
    private static Map<String, Object> membership(Duration sessionTimeout) {
        int session = Math.toIntExact(Math.max(sessionTimeout.toMillis(), SHORTEST_SESSION.toMillis()));
        int transaction = session + Math.toIntExact(TRANSACTION_MARGIN.toMillis());
        return Map.of(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
                session,
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
                session / HEARTBEATS_PER_SESSION,
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG),
                LONGEST_BETWEEN_POLLS * transaction,
                StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
                transaction);
    }

    /** The correlator's own topics, each with the topic whose number of partitions it must have. */
    public static Map<String, String> partitionedAs(WorkerConfig config) {
        return CorrelatorTopology.partitionedAs(config.topics(), applicationId(config));
    }

    private static String applicationId(WorkerConfig config) {
        return config.kafka().groupId() + "-correlator";
    }

    static Properties withCounters(Properties properties, CorrelatorCounters counters) {
        Properties all = new Properties();
        all.putAll(properties);
        all.put(RecordFaults.LISTENER, (Runnable) () -> counters.count(CorrelatorCounters.Event.FAULTY_RECORD));
        return all;
    }

    private static GroupTransactions transactions(Properties properties) {
        String clientId = properties.getProperty(CommonClientConfigs.CLIENT_ID_CONFIG, "correlator");
        return new KafkaTransactions(
                Admin.create(new StreamsConfig(properties).getAdminConfigs(clientId + "-transactions")),
                properties.getProperty(StreamsConfig.APPLICATION_ID_CONFIG));
    }

    /** One daemon thread; tasks that are pending or submitted at its shutdown are discarded. */
    private static ScheduledExecutorService scheduler() {
        return new ScheduledThreadPoolExecutor(
                1,
                task -> {
                    Thread thread = new Thread(task, "correlator-supervisor");
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.DiscardPolicy());
    }

    /** Returns at once; {@link #state} says when it runs. */
    public void start() {
        supervisor.start();
    }

    public KafkaStreams.State state() {
        return supervisor.state();
    }

    /** Why it is not working, as text for {@code /ready}; null when it is. */
    public @Nullable String missing() {
        return supervisor.missing();
    }

    public CorrelatorCounters counters() {
        return counters;
    }

    public MessageIdHint messageIdHint() {
        return messageIdHint;
    }

    /**
     * Commits, leaves the group so that others take over at once, and closes.
     *
     * @return whether it was done within the time
     */
    public boolean close(Duration timeout) {
        return supervisor.close(timeout);
    }

    /** As {@link #close(Duration)}, with a bound of 8 seconds. */
    @Override
    public void close() {
        close(CLOSE_TIMEOUT);
    }
}
