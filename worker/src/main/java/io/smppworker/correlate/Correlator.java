package io.smppworker.correlate;

import java.nio.file.Path;
import java.time.Duration;
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
 * workers. Workers with the same application id share the work and take over from each other. What fails is started again
 * by itself. Thread-safe.
 */
public final class Correlator implements AutoCloseable {
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(8);

    /** How often a backlog is committed. */
    static final Duration BACKLOG_COMMIT = Duration.ofMillis(500);

    // Over a backlog all of this is full, and a heap of 256 MiB must hold it. What a fetch brings stays below half a
    // region of G1 there: a larger array would have it mark the whole heap again and again.
    private static final long CACHE_BYTES = 8L << 20;
    private static final int BUFFERED_RECORDS = 200;
    private static final int FETCH_BYTES = 480 << 10;
    private static final int PARTITION_FETCH_BYTES = 128 << 10;

    /** A thread to which nothing comes looks this often whether there is something else to do. */
    private static final Duration POLL = Duration.ofMillis(200);

    /** {@code group.min.session.timeout.ms} of a broker with its defaults. */
    private static final Duration SHORTEST_SESSION = Duration.ofSeconds(6);

    /** A member learns with a heartbeat that the group rebalances. */
    private static final int HEARTBEATS_PER_SESSION = 12;

    /** A rebalance, a slow commit. */
    private static final Duration TRANSACTION_MARGIN = Duration.ofSeconds(4);

    /**
     * In times of a transaction: the group waits no longer for a member that hangs, or that only its coordinator believes in. A
     * thread that has stood still for so long, on a broker that is away as elsewhere, has lost its transaction anyway.
     */
    private static final int LONGEST_BETWEEN_POLLS = 2;

    /**
     * Records that a copy of the state may lack and be worked with. A worker that has come back with little is not given
     * work in the rebalance in which it comes, which would take a second one at once.
     */
    private static final long CAUGHT_UP = 500;

    /** How often it is asked whether a worker that has come or come back has caught up, and takes its share. */
    private static final Duration PROBING = Duration.ofMinutes(1);

    private final CorrelatorCounters counters = new CorrelatorCounters();
    private final MessageIdHint messageIdHint;
    private final StreamsSupervisor supervisor;

    /**
     * With properties as {@link #properties} makes them; its topics must exist before {@link #start}.
     *
     * @param ticker nanoseconds
     */
    public Correlator(
            Properties properties, CorrelatorSettings settings, LongSupplier ticker, PublishedListener published) {
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
                    PromptCommits prompt = new PromptCommits(settings.commitInterval(), BACKLOG_COMMIT, ticker);
                    StreamsClients clients = new StreamsClients(prompt);
                    return new StreamsSupervisor.Instance(
                            new KafkaStreams(
                                    CorrelatorTopology.build(settings, counters, messageIdHint, published, prompt, all),
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
     * @param sessionTimeout how long after its last sign of life a member's part goes to others; not below the 6 s that a
     *     broker allows by default
     * @param extra any further kafka-clients or Streams property (TLS, SASL, {@code replication.factor}); what
     *     correctness rests on is not overridden by it
     */
    public static Properties properties(
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
        // What belongs together is joined in whatever order it comes: no task waits for its other input.
        properties.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
        // A commit sends what there is; nothing is read before it.
        properties.put(
                StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG),
                Math.toIntExact(BACKLOG_COMMIT.toMillis()));
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
     * How soon a member that has died is missed. No transaction of one that lives may time out: it stays open while the group
     * waits for a dead one, for as long as a session; if it does, because a thread stood still for longer, the thread drops
     * what it has not committed and joins anew.
     */
    private static Map<String, Object> membership(Duration sessionTimeout) {
        int session = Math.toIntExact(longer(sessionTimeout, SHORTEST_SESSION).toMillis());
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

    /**
     * Topics of the correlator's own, each with the name of the one that it must have as many partitions as.
     *
     * @param applicationId as for {@link #properties}
     */
    public static Map<String, String> partitionedAs(CorrelatorTopics topics, String applicationId) {
        return CorrelatorTopology.partitionedAs(topics, applicationId);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    static Properties withCounters(Properties properties, CorrelatorCounters counters) {
        Properties all = new Properties();
        all.putAll(properties);
        all.put(RecordFaults.COUNTERS, counters);
        return all;
    }

    private static GroupTransactions transactions(Properties properties) {
        String clientId = properties.getProperty(CommonClientConfigs.CLIENT_ID_CONFIG, "correlator");
        return new KafkaTransactions(
                Admin.create(new StreamsConfig(properties).getAdminConfigs(clientId + "-transactions")),
                properties.getProperty(StreamsConfig.APPLICATION_ID_CONFIG));
    }

    /** One daemon thread; what is still to be done when it is shut down is not. */
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

    /** Returns at once; the state tells when it runs. */
    public void start() {
        supervisor.start();
    }

    public KafkaStreams.State state() {
        return supervisor.state();
    }

    /** What keeps it from its work, in words for {@code /ready}; null when it works. */
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
