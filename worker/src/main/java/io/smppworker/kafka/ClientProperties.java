package io.smppworker.kafka;

import io.smppworker.config.KafkaConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The properties of every Kafka client this worker makes. Properties that the product's guarantees depend on are set last, so
 * that {@code kafka.properties} cannot override them; all others can be overridden.
 */
public final class ClientProperties {
    /** Room for the largest record a broker takes by default, with our headers. */
    static final int MAX_REQUEST_BYTES = 2 * 1024 * 1024;

    /**
     * How long a broker holds a fetch without data. It answers one fetch at a time, and while fetched records of all other
     * partitions are unread here it holds one for the idle partitions alone; the records at hand have to last so long.
     */
    public static final Duration LANE_FETCH_WAIT = Duration.ofMillis(200);

    /**
     * A consumer hands out fetched records partition by partition; small fetches keep it from draining a few partitions while
     * the others wait, and bound the records in memory however long the backlog. Those of 16 partitions hold some 14,000
     * requests, which last longer than the broker holds a fetch at any rate that a worker reaches.
     */
    private static final int LANE_FETCH_BYTES = 128 * 1024;

    /**
     * Few, because no slots move while one member works on the records it has polled, and the first requests of a worker that
     * has only just started take milliseconds each.
     */
    private static final int LANE_POLL_RECORDS = 50;

    /** Workers write JSON that is much alike; compression saves the cluster's disk and network. */
    private static final String COMPRESSION = "lz4";

    private static final int MAX_BLOCK_MILLIS = 5_000;
    private static final long DELIVERY_BUFFER_BYTES = 16L * 1024 * 1024;
    private static final long DELIVERY_BLOCK_MILLIS = 250;
    private static final int STATUS_MILLIS = 5_000;
    /** A topic that was idle must not need the broker's answer before the next record can be handed over. */
    private static final Duration METADATA_IDLE = Duration.ofDays(3650);

    private final KafkaConfig kafka;
    private final String workerId;

    public ClientProperties(KafkaConfig kafka, String workerId) {
        this.kafka = kafka;
        this.workerId = workerId;
    }

    /** The properties of every client. */
    public Map<String, Object> common() {
        Map<String, Object> properties = new HashMap<>(kafka.properties());
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
        return properties;
    }

    /** A producer that stores its records, in order and once, however long the broker is unreachable. */
    public Map<String, Object> producer() {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 1);
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, COMPRESSION);
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, workerId);
        properties.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, METADATA_IDLE.toMillis());
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MILLIS);
        properties.putAll(ours());
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        // A leader that knows nothing of a producer takes any batch for its first. Of several under way, one that it
        // refuses because it is not ready yet is overtaken by the next, and out of order from then on (KAFKA-15591).
        properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        return properties;
    }

    /**
     * A producer of deliveries, which gives up on a record after {@code store}, so that the provider keeps what Kafka cannot
     * take: a small buffer, hardly any blocking, and the topic's metadata kept however long nothing is delivered. Its linger
     * hardly slows a provider that waits for each deliver_sm_resp before it sends the next deliver_sm.
     */
    public Map<String, Object> deliveryProducer(Duration store) {
        Map<String, Object> properties = producer();
        int storeMillis = Math.toIntExact(store.toMillis());
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, workerId + "-deliveries");
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 10);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, storeMillis);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, storeMillis / 2);
        properties.put(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE);
        properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, DELIVERY_BUFFER_BYTES);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, DELIVERY_BLOCK_MILLIS);
        return properties;
    }

    /** A producer of statuses, which are stale a second later: it tries once, and gives up within seconds. */
    Map<String, Object> statusProducer() {
        Map<String, Object> properties = producer();
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
        properties.put(ProducerConfig.ACKS_CONFIG, "1");
        properties.put(ProducerConfig.RETRIES_CONFIG, 0);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, STATUS_MILLIS);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, STATUS_MILLIS);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, STATUS_MILLIS);
        return properties;
    }

    /**
     * The group member that owns lanes and bind slots, without its assignor and the properties that follow from the lease: of
     * the classic protocol, whose session timeout is the member's own. It never sees aborted records.
     */
    public Map<String, Object> groupConsumer() {
        int sessionMillis = Math.toIntExact(kafka.sessionTimeout().toMillis());
        Map<String, Object> properties = new HashMap<>();
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, workerId);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, LANE_FETCH_BYTES);
        properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, Math.toIntExact(LANE_FETCH_WAIT.toMillis()));
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, LANE_POLL_RECORDS);
        properties.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, sessionMillis);
        properties.putAll(ours());
        properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, sessionMillis);
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, kafka.groupId());
        return readingBytes(properties, IsolationLevel.READ_COMMITTED);
    }

    /** A reader without a group, of topics that users read: committed records only. */
    Map<String, Object> committedReader() {
        return reader(IsolationLevel.READ_COMMITTED);
    }

    /**
     * A reader without a group, of topics that workers write for each other, outside transactions: it reads all records, also
     * behind a transaction that another producer has left open there.
     */
    Map<String, Object> reader() {
        return reader(IsolationLevel.READ_UNCOMMITTED);
    }

    private Map<String, Object> reader(IsolationLevel isolation) {
        Map<String, Object> properties = ours();
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, workerId + "-reader");
        return readingBytes(properties, isolation);
    }

    /**
     * A reader of the journal with the workers' group id, to ask for committed offsets; it takes part in no rebalance. It
     * reads all records, as {@link #reader}: an entry that it did not see would be a message sent twice.
     */
    public Map<String, Object> journalReader() {
        Map<String, Object> properties = reader();
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, kafka.groupId());
        return properties;
    }

    private static Map<String, Object> readingBytes(Map<String, Object> properties, IsolationLevel isolation) {
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation.toString());
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // a topic that brokers create has one partition
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        return properties;
    }

    /**
     * The user cannot choose the group's protocol, nor static membership, by which workers with the same file would put each
     * other out of the group, nor a transactional.id, since these producers use no transactions.
     */
    private Map<String, Object> ours() {
        Map<String, Object> properties = common();
        properties.remove(ConsumerConfig.GROUP_PROTOCOL_CONFIG);
        properties.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        properties.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
        return properties;
    }
}
