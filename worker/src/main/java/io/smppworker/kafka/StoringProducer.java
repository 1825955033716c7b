package io.smppworker.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A producer that does not give up: what it was handed is stored, however long the broker is away, or the worker ends.
 * Thread-safe.
 */
public final class StoringProducer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StoringProducer.class);
    private static final long RETRY_MILLIS = 500;
    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final Producer<byte[], byte[]> producer;
    private final Consumer<Throwable> fatal;
    private final ScheduledExecutorService retries =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "kafka-retry"));
    private volatile boolean closed;

    /** @param fatal told of an error that no retry can mend; the worker must end */
    public StoringProducer(Map<String, Object> properties, Consumer<Throwable> fatal) {
        this(new KafkaProducer<>(properties), fatal);
    }

    StoringProducer(Producer<byte[], byte[]> producer, Consumer<Throwable> fatal) {
        this.producer = producer;
        this.fatal = fatal;
    }

    /**
     * Stores a record.
     *
     * @param stored called once, on the producer's thread, when it is stored; it must not block
     */
    public void store(ProducerRecord<byte[], byte[]> message, Consumer<RecordMetadata> stored) {
        try {
            var unused = producer.send(message, (metadata, error) -> {
                if (error == null) {
                    stored.accept(metadata);
                } else {
                    failed(message, stored, error);
                }
            });
        } catch (RetriableException e) {
            failed(message, stored, e);
        } catch (IllegalStateException e) {
            if (!closed) {
                throw e;
            }
        }
    }

    private void failed(ProducerRecord<byte[], byte[]> message, Consumer<RecordMetadata> stored, Exception error) {
        if (closed) {
            return;
        }
        if (error instanceof RetriableException) {
            LOG.warn("{} does not take a record yet ({}); trying again", message.topic(), error.toString());
            var unused = retries.schedule(() -> store(message, stored), RETRY_MILLIS, TimeUnit.MILLISECONDS);
        } else {
            fatal.accept(error);
        }
    }

    int partitionsOf(String topic) {
        return producer.partitionsFor(topic).size();
    }

    /** Sends what is buffered, for a bounded time, and frees threads. */
    @Override
    public void close() {
        closed = true;
        retries.shutdownNow();
        producer.close(CLOSE);
    }
}
