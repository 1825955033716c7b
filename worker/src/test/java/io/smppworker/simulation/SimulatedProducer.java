package io.smppworker.simulation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * An idempotent producer with acks=all: each partition's records are stored in their order, once, and acknowledged some time
 * later; with a {@code delivery.timeout.ms}, a record is given up after it, stored or not. When its process dies, what was
 * under way is stored or not.
 */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // one thread
final class SimulatedProducer extends MockProducer<byte[], byte[]> {
    private static final int MOST_OF_A_BATCH = 500;

    private final World world;
    private final SimulatedKafka kafka;
    private final SimulatedProcess process;
    private final SimulatedThread network;
    private final long deliveryNanos;
    private final Map<TopicPartition, Line> lines = new HashMap<>();
    private boolean withoutMetadata;

    /** A record from {@code send} to its callback. */
    private static final class Outgoing {
        private final ProducerRecord<byte[], byte[]> message;
        private final Callback callback;
        private boolean answered;
        private long offset = -1;

        Outgoing(ProducerRecord<byte[], byte[]> message, Callback callback) {
            this.message = message;
            this.callback = callback;
        }

        boolean isStored() {
            return offset >= 0;
        }
    }

    SimulatedProducer(
            SimulatedKafka kafka, SimulatedProcess process, SimulatedThread network, Map<String, Object> properties) {
        super(false, null, new ByteArraySerializer(), new ByteArraySerializer());
        this.world = process.world();
        this.kafka = kafka;
        this.process = process;
        this.network = network;
        int deliveryMillis = (Integer) properties.get(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG);
        this.deliveryNanos = deliveryMillis == Integer.MAX_VALUE ? Long.MAX_VALUE : deliveryMillis * World.MILLI;
    }

    /** While it has no metadata, it refuses every record at once, as after {@code max.block.ms}. */
    void withoutMetadata(boolean is) {
        withoutMetadata = is;
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> message, @Nullable Callback callback) {
        Outgoing outgoing = new Outgoing(message, callback == null ? (metadata, error) -> {} : callback);
        if (withoutMetadata) {
            TimeoutException error = new TimeoutException("no metadata");
            outgoing.callback.onCompletion(null, error);
            return CompletableFuture.failedFuture(error);
        }
        Integer given = message.partition();
        int partition = given != null ? given : (int) world.between(0, kafka.partitions(message.topic()));
        Line line = lines.computeIfAbsent(new TopicPartition(message.topic(), partition), Line::new);
        line.waiting.add(outgoing);
        line.send();
        if (deliveryNanos != Long.MAX_VALUE) {
            process.later(deliveryNanos, () -> giveUp(outgoing));
        }
        return new CompletableFuture<>();
    }

    private void giveUp(Outgoing outgoing) {
        if (!outgoing.answered) {
            outgoing.answered = true;
            network.execute(() -> outgoing.callback.onCompletion(null, new TimeoutException("delivery.timeout.ms")));
        }
    }

    /** The records for one partition: one batch is under way at a time. */
    private final class Line {
        private final TopicPartition partition;
        private final Queue<Outgoing> waiting = new ArrayDeque<>();
        private boolean underWay;

        Line(TopicPartition partition) {
            this.partition = partition;
        }

        void send() {
            if (!underWay && !waiting.isEmpty()) {
                underWay = true;
                process.later(World.MILLI, () -> {
                    List<Outgoing> batch = new ArrayList<>();
                    while (!waiting.isEmpty() && batch.size() < MOST_OF_A_BATCH) {
                        batch.add(waiting.poll());
                    }
                    depart(batch);
                });
            }
        }

        private void depart(List<Outgoing> batch) {
            batch.removeIf(outgoing -> outgoing.answered && !outgoing.isStored());
            world.after(kafka.latency(), () -> arrive(batch));
        }

        private void arrive(List<Outgoing> batch) {
            if (process.isDead() && world.chance(0.5)) {
                return;
            }
            if (kafka.isAway()) {
                process.later(world.between(100, 1_000) * World.MILLI, () -> depart(batch));
                return;
            }
            for (Outgoing outgoing : batch) {
                if (!outgoing.isStored()) {
                    ProducerRecord<byte[], byte[]> message = outgoing.message;
                    outgoing.offset = kafka.append(partition, message.key(), message.value(), message.headers(), null);
                }
            }
            if (world.chance(kafka.answersLost())) {
                process.later(world.between(100, 3_000) * World.MILLI, () -> depart(batch));
            } else {
                world.after(kafka.latency(), () -> process.later(0, () -> network.execute(() -> answered(batch))));
            }
        }

        private void answered(List<Outgoing> batch) {
            for (Outgoing outgoing : batch) {
                if (!outgoing.answered) {
                    outgoing.answered = true;
                    outgoing.callback.onCompletion(
                            new RecordMetadata(
                                    partition,
                                    outgoing.offset,
                                    0,
                                    world.instant().toEpochMilli(),
                                    0,
                                    0),
                            null);
                }
            }
            underWay = false;
            send();
        }
    }

    @Override
    public List<PartitionInfo> partitionsFor(String topic) {
        return kafka.cluster().partitionsForTopic(topic);
    }

    @Override
    public void close(Duration timeout) {
        // what waits is sent by and by, as long as the process lives
    }
}
