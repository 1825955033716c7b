package io.smppworker.bench.contender;

import io.smppworker.config.WorkerConfig;
import io.smppworker.kafka.ClientProperties;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

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

    public static void main(String[] arguments) throws InterruptedException {
        new BareKafka(Given.config(arguments)).run();
    }

    private void run() throws InterruptedException {
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
                new ProducerRecord<>(config.topics().submissions(), request.partition(), request.key(), value),
                (metadata, refused) -> {
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
