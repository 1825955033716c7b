package io.smppworker.bench.contender;

import io.smppworker.config.WorkerConfig;
import io.smppworker.kafka.ClientProperties;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Kafka alone, as the worker uses it: every request is taken, one record is written to the journal, once that is stored
 * another one, and once that is stored its offset is committed, with the worker's own client settings and as many requests
 * at a time. Nothing is read, coded or paced.
 */
public final class BareKafka {
    /** As many octets as the worker's own records of a short message have. */
    private static final byte[] SUBMITTING = new byte[300];

    private static final byte[] OUTCOME = new byte[330];
    private static final long COMMIT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    /** A topic of its own: a worker would have to read through records that mean nothing to it. */
    private static final String JOURNAL = "bare-kafka.journal";

    private final WorkerConfig config;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Semaphore room;
    private final Map<TopicPartition, Long> done = new ConcurrentHashMap<>();

    private BareKafka(WorkerConfig config) {
        this.config = config;
        ClientProperties properties = new ClientProperties(config.kafka(), config.workerId());
        consumer = new KafkaConsumer<>(properties.groupConsumer());
        producer = new KafkaProducer<>(properties.producer());
        room = new Semaphore(config.outbound().maxInFlight());
    }

    public static void main(String[] arguments) throws InterruptedException, ExecutionException {
        new BareKafka(Given.config(arguments)).run();
    }

    private void run() throws InterruptedException, ExecutionException {
        createJournal();
        consumer.subscribe(List.of(config.topics().outbound()));
        long committedNanos = System.nanoTime();
        while (true) {
            for (ConsumerRecord<byte[], byte[]> request : consumer.poll(Duration.ofMillis(10))) {
                room.acquire();
                take(request);
            }
            if (System.nanoTime() - committedNanos > COMMIT_NANOS) {
                committedNanos = System.nanoTime();
                commit();
            }
        }
    }

    /** With as many partitions as the lane. */
    private void createJournal() throws InterruptedException, ExecutionException {
        int partitions = consumer.partitionsFor(config.topics().outbound()).size();
        try (Admin admin = Admin.create(new ClientProperties(config.kafka(), config.workerId()).common())) {
            admin.createTopics(List.of(new NewTopic(JOURNAL, Optional.of(partitions), Optional.empty())))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> request) {
        store(
                request,
                SUBMITTING,
                () -> store(request, OUTCOME, () -> {
                    done.put(new TopicPartition(request.topic(), request.partition()), request.offset() + 1);
                    room.release();
                }));
    }

    /** Records of one partition are stored in order, so that the last one done stands for all before it. */
    private void store(ConsumerRecord<byte[], byte[]> request, byte[] value, Runnable stored) {
        var unused = producer.send(
                new ProducerRecord<>(JOURNAL, request.partition(), request.key(), value), (metadata, refused) -> {
                    if (refused != null) {
                        throw new IllegalStateException(refused);
                    }
                    stored.run();
                });
    }

    private void commit() {
        Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
        done.forEach((partition, offset) -> positions.put(partition, new OffsetAndMetadata(offset)));
        consumer.commitAsync(positions, null);
    }
}
