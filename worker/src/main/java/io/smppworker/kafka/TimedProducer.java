package io.smppworker.kafka;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A producer that gives up on a record when its time ({@code delivery.timeout.ms}) has passed, and reports that to the caller.
 * Thread-safe.
 */
public final class TimedProducer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TimedProducer.class);

    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final Producer<byte[], byte[]> producer;
    private final Consumer<Throwable> fatal;
    private volatile boolean closed;

    /**
     * On a producer with a {@code delivery.timeout.ms}; closed with this one.
     *
     * @param fatal receives an error that neither time nor another record can mend; the worker must end
     */
    public TimedProducer(Producer<byte[], byte[]> producer, Consumer<Throwable> fatal) {
        this.producer = producer;
        this.fatal = fatal;
    }

    /**
     * Stores a record. Waits for at most {@code max.block.ms} when the buffer is full or the topic's metadata is gone.
     *
     * @return completes on the producer's thread: when the record is stored, or exceptionally when it was given up
     */
    CompletionStage<RecordMetadata> store(ProducerRecord<byte[], byte[]> message) {
        CompletableFuture<RecordMetadata> stored = new CompletableFuture<>();
        try {
            var unused = producer.send(message, (metadata, error) -> {
                if (error == null) {
                    stored.complete(metadata);
                } else {
                    failed(message.topic(), error, stored);
                }
            });
        } catch (RuntimeException e) {
            failed(message.topic(), e, stored);
        }
        return stored;
    }

    private void failed(String topic, Exception error, CompletableFuture<RecordMetadata> stored) {
        LOG.debug("{} does not take a record", topic, error);
        stored.completeExceptionally(error);
        boolean mendable = error instanceof RetriableException || error instanceof RecordTooLargeException;
        if (!mendable && !closed) {
            fatal.accept(error);
        }
    }

    /**
     * How many partitions the topic has. To be called before the first record, since without the topic's metadata nothing can
     * be stored. Asks until Kafka answers.
     */
    public int partitionsOf(String topic) {
        while (true) {
            try {
                return producer.partitionsFor(topic).size();
            } catch (TimeoutException e) {
                LOG.debug("Kafka does not describe {} yet", topic, e);
            }
        }
    }

    /** Sends buffered records, for at most 2 s, and frees threads. */
    @Override
    public void close() {
        closed = true;
        producer.close(CLOSE);
    }
}
