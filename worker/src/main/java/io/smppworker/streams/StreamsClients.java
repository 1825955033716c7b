package io.smppworker.streams;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Kafka's clients as Kafka Streams makes them itself, with four differences: a thread polls no longer than until its next
 * commit, a producer is flushed only by the commit and reports it to {@link PromptCommits}, a transaction that another has
 * aborted is reported as fenced, and the group's members are named by {@link MemberName}. Thread-safe.
 */
public final class StreamsClients implements KafkaClientSupplier {
    private final PromptCommits prompt;

    /** The transactional id of each stream thread, by the common prefix of its clients' ids. */
    private final Map<String, String> transactionalIds = new ConcurrentHashMap<>();

    public StreamsClients(PromptCommits prompt) {
        this.prompt = prompt;
    }

    /** The transactional ids of the stream threads made so far. */
    Set<String> transactionalIds() {
        return Set.copyOf(transactionalIds.values());
    }

    @Override
    public Admin getAdmin(Map<String, Object> config) {
        return Admin.create(config);
    }

    /** Kafka Streams makes a thread's producer before its consumer. */
    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        if (config.get(ProducerConfig.TRANSACTIONAL_ID_CONFIG) instanceof String transactionalId) {
            transactionalIds.put(threadOf(config), transactionalId);
        }
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()) {
            /** Called by each task in turn before each commit; the commit itself sends all pending records, once. */
            @Override
            public void flush() {}

            @Override
            public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, @Nullable Callback callback) {
                try {
                    return super.send(record, orFenced(callback));
                } catch (KafkaException failure) {
                    throw withFencedCause(failure);
                }
            }

            @Override
            public void sendOffsetsToTransaction(
                    Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
                orFenced(() -> super.sendOffsetsToTransaction(offsets, group));
            }

            @Override
            public void commitTransaction() {
                orFenced(super::commitTransaction);
                prompt.committed();
            }

            @Override
            public void abortTransaction() {
                orFenced(super::abortTransaction);
            }
        };
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return new KafkaConsumer<>(named(config), new ByteArrayDeserializer(), new ByteArrayDeserializer()) {
            @Override
            public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
                LockSupport.parkNanos(prompt.restNanos());
                ConsumerRecords<byte[], byte[]> records = super.poll(prompt.atMost(timeout));
                prompt.given(records.count());
                return records;
            }
        };
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        return getRestoreConsumer(config);
    }

    /**
     * Runs a producer's call that fails as fenced when another has aborted the transaction: because a newer producer has the
     * id, or because it lasted too long. Brokers with KIP-890 may answer INVALID_TXN_STATE then, to the end of the
     * transaction (KAFKA-20785) and to what is still produced in it (KAFKA-19690); Kafka Streams takes that for a failure of
     * the thread.
     */
    static void orFenced(Runnable call) {
        try {
            call.run();
        } catch (KafkaException failure) {
            throw orFenced(failure);
        }
    }

    /** The same for what a record's callback is given; null for null. */
    static @Nullable Callback orFenced(@Nullable Callback callback) {
        return callback == null
                ? null
                : (metadata, failure) -> callback.onCompletion(
                        metadata, failure instanceof KafkaException failed ? orFenced(failed) : failure);
    }

    /** The same for what {@code send} throws itself, of which Kafka Streams looks at the cause only. */
    static KafkaException withFencedCause(KafkaException failure) {
        KafkaException fenced = orFenced(failure);
        return fenced == failure ? failure : new KafkaException(failure.getMessage(), fenced);
    }

    private static KafkaException orFenced(KafkaException failure) {
        if (!isOfAbortedTransaction(failure)) {
            return failure;
        }
        ProducerFencedException fenced = new ProducerFencedException("the transaction was aborted by another");
        fenced.initCause(failure);
        return fenced;
    }

    /** The client makes an answer to what is produced the cause, once or twice removed, of all later failures. */
    private static boolean isOfAbortedTransaction(KafkaException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidTxnStateException) {
                return true;
            }
        }
        return false;
    }

    private Map<String, Object> named(Map<String, Object> config) {
        String transactionalId = transactionalIds.get(threadOf(config));
        if (transactionalId == null) {
            return config;
        }
        Map<String, Object> named = new HashMap<>(config);
        named.put(
                CommonClientConfigs.CLIENT_ID_CONFIG,
                MemberName.of(
                        String.valueOf(config.get(CommonClientConfigs.CLIENT_ID_CONFIG)),
                        String.valueOf(config.get(ConsumerConfig.GROUP_ID_CONFIG)),
                        transactionalId));
        return named;
    }

    /** Client ids are {@code <thread>-producer} and {@code <thread>-consumer}. */
    private static String threadOf(Map<String, Object> config) {
        String clientId = String.valueOf(config.get(CommonClientConfigs.CLIENT_ID_CONFIG));
        return clientId.substring(0, Math.max(0, clientId.lastIndexOf('-')));
    }
}
