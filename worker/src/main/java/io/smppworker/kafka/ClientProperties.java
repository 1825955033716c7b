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
 * The properties of every Kafka client this worker makes. What the product's promises rest on is set last, so that
 * {@code kafka.properties} cannot undo it; all else can be overridden.
 */
public final class ClientProperties {
    /** Room for the largest record a broker takes by default, with our headers. */
    static final int MAX_REQUEST_BYTES = 2 * 1024 * 1024;

    /**
     * How long a broker holds a fetch for which there is nothing. It answers one at a time, and while records of every other
     * partition lie here unread it holds one that asks for the idle ones alone; what is read meanwhile has to last so long.
     */
    public static final Duration LANE_FETCH_WAIT = Duration.ofMillis(100);

    /**
     * A consumer hands out what it fetched partition by partition; small fetches keep it from draining a few partitions
     * while the others wait, and bound what lies in memory however long the backlog. Those of 16 partitions hold some 7,000
     * requests, which last longer than the broker holds a fetch at any rate that a worker reaches.
     */
    private static final int LANE_FETCH_BYTES = 64 * 1024;

    /**
     * Few, because nobody's slots move while one member is at work on what it has polled, and the first requests of a
     * worker that has only just started take milliseconds each.
     */
    private static final int LANE_POLL_RECORDS = 50;

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

    /** What every client gets. */
    public Map<String, Object> common() {
        Map<String, Object> properties = new HashMap<>(kafka.properties());
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
        return properties;
    }

    /** A producer that stores what it was handed, in order and once, however long the broker is away. */
    public Map<String, Object> producer() {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 1);
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, workerId);
        properties.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, METADATA_IDLE.toMillis());
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MILLIS);
        properties.putAll(ours());
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        return properties;
    }

    /**
     * A producer of deliveries, which gives up on a record after {@code store}, so that the provider keeps what Kafka can
     * not take: little memory, hardly any waiting, and the topic's metadata kept however long nothing is delivered. It
     * gathers for as long as a provider hardly feels that waits for one answer before it sends the next deliver_sm.
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

    /** A producer of what is stale a second later: it tries once, and gives up within seconds. */
    Map<String, Object> statusProducer() {
        Map<String, Object> properties = producer();
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
        properties.put(ProducerConfig.ACKS_CONFIG, "1");
        properties.put(ProducerConfig.RETRIES_CONFIG, 0);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, STATUS_MILLIS);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, STATUS_MILLIS);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, STATUS_MILLIS);
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip");
        return properties;
    }

    /**
     * The group member that owns lanes and bind slots, but for its assignor and what follows from the lease: of the classic
     * protocol, whose session timeout is the member's own. What a producer aborts it never sees.
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

    /** A reader without a group of what users read: what is committed. */
    Map<String, Object> committedReader() {
        return reader(IsolationLevel.READ_COMMITTED);
    }

    /**
     * A reader without a group of what workers write for each other, which is in no transaction: it reads all that is stored,
     * also behind a transaction that somebody else has left open there.
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
     * A reader of the journal, which asks for what the workers' group has committed; it takes part in no rebalance. As {@link
     * #reader}: an entry that it did not see would be a message sent twice.
     */
    public Map<String, Object> journalReader() {
        Map<String, Object> properties = reader();
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, kafka.groupId());
        return properties;
    }

    private static Map<String, Object> readingBytes(Map<String, Object> properties, IsolationLevel isolation) {
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation.toString());
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        return properties;
    }

    /**
     * The group's protocol is not the user's to choose, nor a static membership, by which workers with the same file would
     * put each other out of the group, nor transactions of these producers, which have none.
     */
    private Map<String, Object> ours() {
        Map<String, Object> properties = common();
        properties.remove(ConsumerConfig.GROUP_PROTOCOL_CONFIG);
        properties.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        properties.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
        return properties;
    }
}
