package io.smppworker.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import io.smppworker.config.WorkerConfig;
import io.smppworker.schemas.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exchanges the workers' statuses, for people to see the whole fleet on any of them: each publishes its status on a small
 * compacted topic every second, keyed by its id, and reads those of the others. No guarantee depends on it: while Kafka is
 * unreachable the others' statuses go stale, nothing more. On a thread of its own; {@link #others} and {@link #isPreceded} may
 * be called from any.
 */
public final class FleetExchange implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FleetExchange.class);
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration LATELY = Duration.ofSeconds(5);
    private static final Duration CALL = Duration.ofSeconds(5);
    private static final Duration AGAIN = Duration.ofSeconds(1);
    private static final int LOOKS_BEFORE_WARNING = 5;
    /** A worker that has published nothing for so long is no longer shown. */
    private static final long FORGOTTEN_SECONDS = 60;

    private final WorkerConfig config;
    private final Supplier<byte[]> own;
    private final LongSupplier ticker;
    private final Clock clock;
    private final ClientProperties clients;
    private final TopicPartition partition;
    private final Map<String, Word> words = new ConcurrentHashMap<>();
    private final Thread thread = new Thread(this::run, "fleet");
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile @Nullable Set<String> earlier;
    private boolean failing;

    /** The last status of another worker, parsed only when it is asked for, which is seldom. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Word(byte[] json, long atNanos) {
        /** Null when it is no worker's status. */
        @Nullable
        JsonNode status() {
            try {
                JsonNode node = Json.MAPPER.readTree(json);
                return node.isObject() ? node : null;
            } catch (IOException foreign) {
                return null;
            }
        }
    }

    /**
     * Another worker.
     *
     * @param secondsAgo how long ago it published this status
     * @param status as JSON
     */
    public record Other(String workerId, long secondsAgo, JsonNode status) {}

    /**
     * Does nothing yet.
     *
     * @param own this worker's status, as JSON; asked for once a second; may throw IllegalStateException when the worker is
     *     too busy to report it
     */
    public FleetExchange(WorkerConfig config, Supplier<byte[]> own, LongSupplier ticker, Clock clock) {
        this.config = config;
        this.own = own;
        this.ticker = ticker;
        this.clock = clock;
        this.clients = new ClientProperties(config.kafka(), config.workerId() + "-fleet");
        this.partition = new TopicPartition(config.topics().status(), 0);
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** The workers that published a status within the last minute, by their ids. */
    public List<Other> others() {
        long now = ticker.getAsLong();
        List<Other> others = new ArrayList<>();
        new TreeMap<>(words).forEach((id, word) -> {
            long secondsAgo = TimeUnit.NANOSECONDS.toSeconds(now - word.atNanos());
            JsonNode status = secondsAgo < FORGOTTEN_SECONDS ? word.status() : null;
            if (status != null) {
                others.add(new Other(id, secondsAgo, status));
            }
        });
        return others;
    }

    /**
     * Whether a worker of some kind published a status before this one first did, and still does: of workers that start
     * together one is not preceded, unless they read statuses of their own earlier runs. True until this one has read back its
     * own first status, which decides it.
     *
     * @param kind tests a worker's status
     */
    public boolean isPreceded(Predicate<JsonNode> kind) {
        Set<String> known = earlier;
        long now = ticker.getAsLong();
        return known == null || known.stream().map(words::get).anyMatch(word -> isOf(word, kind, now));
    }

    private static boolean isOf(@Nullable Word word, Predicate<JsonNode> kind, long now) {
        JsonNode status = word != null && now - word.atNanos() < LATELY.toNanos() ? word.status() : null;
        return status != null && kind.test(status);
    }

    private void run() {
        while (!stopping()) {
            try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(clients.statusProducer());
                    KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(consumerProperties())) {
                awaitTopic(consumer);
                exchange(producer, consumer);
            } catch (KafkaException e) {
                LOG.debug("the fleet cannot be read now: {}", e.toString());
            }
            pause();
        }
    }

    /** A broker may know a topic only seconds after its creation. */
    private void awaitTopic(KafkaConsumer<byte[], byte[]> consumer) {
        for (int looked = 1; !stopping() && !isThere(consumer); looked++) {
            if (looked == LOOKS_BEFORE_WARNING) {
                LOG.warn("there is no topic {}: until there is, this worker's page shows no others", partition.topic());
            }
            pause();
        }
    }

    private boolean isThere(KafkaConsumer<byte[], byte[]> consumer) {
        return !consumer.partitionsFor(partition.topic(), CALL).isEmpty();
    }

    private Map<String, Object> consumerProperties() {
        Map<String, Object> properties = new HashMap<>(clients.reader());
        // This worker's own status ends a fetch, once a second.
        properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, Math.toIntExact(2 * EVERY.toMillis()));
        return properties;
    }

    private void exchange(KafkaProducer<byte[], byte[]> producer, KafkaConsumer<byte[], byte[]> consumer) {
        consumer.assign(List.of(partition));
        seekToLately(consumer);
        while (!stopping()) {
            publishOwn(producer);
            long publishedNanos = ticker.getAsLong();
            long left = EVERY.toNanos();
            while (!stopping() && left > 0) {
                consumer.poll(Duration.ofNanos(Math.min(left, EVERY.toNanos() / 4)))
                        .forEach(this::receive);
                left = EVERY.toNanos() - (ticker.getAsLong() - publishedNanos);
            }
        }
        publish(producer, null);
        producer.flush();
    }

    /** Starts a little back, so that the others' last statuses are read at once, before they publish the next. */
    private void seekToLately(KafkaConsumer<byte[], byte[]> consumer) {
        long end = Objects.requireNonNull(
                consumer.endOffsets(List.of(partition), CALL).get(partition));
        OffsetAndTimestamp lately = consumer.offsetsForTimes(
                        Map.of(partition, clock.millis() - LATELY.toMillis()), CALL)
                .get(partition);
        consumer.seek(partition, lately == null ? end : lately.offset());
    }

    /** A worker that cannot report its status now still reads the others'. */
    private void publishOwn(KafkaProducer<byte[], byte[]> producer) {
        try {
            publish(producer, own.get());
            failing = false;
        } catch (IllegalStateException e) {
            if (!failing) {
                LOG.warn("this worker cannot report to the fleet for now: {}", e.getMessage());
            }
            failing = true;
        }
    }

    /** @param status null when there will be no more (a tombstone) */
    private void publish(KafkaProducer<byte[], byte[]> producer, byte @Nullable [] status) {
        var unused = producer.send(new ProducerRecord<>(
                partition.topic(), partition.partition(), config.workerId().getBytes(StandardCharsets.UTF_8), status));
    }

    private void receive(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null) {
            return;
        }
        String workerId = new String(record.key(), StandardCharsets.UTF_8);
        if (record.value() == null) {
            words.remove(workerId);
        } else if (workerId.equals(config.workerId())) {
            if (earlier == null) {
                earlier = Set.copyOf(words.keySet());
            }
        } else {
            words.put(workerId, new Word(record.value(), ticker.getAsLong()));
        }
    }

    private boolean stopping() {
        return stopped.getCount() == 0;
    }

    private void pause() {
        try {
            var unused = stopped.await(AGAIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            stopped.countDown();
        }
    }

    @Override
    public void close() throws InterruptedException {
        stopped.countDown();
        thread.join(EVERY.toMillis());
        thread.interrupt();
    }
}
