package io.smppworker.kafka;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A producer that does not give up: its records are stored, each thread's in their order, however long the broker is
 * unreachable, or the worker ends. Only the first record that Kafka's producer does not take blocks its caller ({@code
 * max.block.ms}); those after it queue up here until it is taken. Thread-safe.
 */
public final class StoringProducer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StoringProducer.class);
    private static final long RETRY_MILLIS = 500;
    private static final long SOON_MILLIS = 20;
    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final Producer<byte[], byte[]> producer;
    private final Consumer<Throwable> fatal;
    private final ScheduledExecutorService later;
    private final Deque<Waiting> waiting = new ArrayDeque<>(); // guarded by itself
    private final Deque<Waiting> soon = new ArrayDeque<>(); // guarded by itself
    private boolean timed; // guarded by soon
    private volatile boolean closed;

    /** A record that the producer has not taken yet. */
    private record Waiting(ProducerRecord<byte[], byte[]> message, Consumer<RecordMetadata> stored) {}

    /**
     * On a producer that never gives up by itself; closed with this one.
     *
     * @param fatal receives an error that no retry can mend; the worker must end
     * @param later one thread, to send records later; shut down by {@link #close}
     */
    public StoringProducer(
            Producer<byte[], byte[]> producer, Consumer<Throwable> fatal, ScheduledExecutorService later) {
        this.producer = producer;
        this.fatal = fatal;
        this.later = later;
    }

    /**
     * Stores a record.
     *
     * @param stored called once, on the producer's thread, when it is stored; it must not block
     */
    public void store(ProducerRecord<byte[], byte[]> message, Consumer<RecordMetadata> stored) {
        handOverSoon();
        handOver(new Waiting(message, stored));
    }

    /** Like {@link #store}, for a record in no hurry: it goes with the next record, in one request, or 20 ms later. */
    public void storeSoon(ProducerRecord<byte[], byte[]> message, Consumer<RecordMetadata> stored) {
        synchronized (soon) {
            soon.add(new Waiting(message, stored));
            if (closed) {
                handOverSoon();
            } else if (!timed) {
                timed = true;
                var unused = later.schedule(this::soonIsNow, SOON_MILLIS, TimeUnit.MILLISECONDS);
            }
        }
    }

    private void soonIsNow() {
        synchronized (soon) {
            timed = false;
            handOverSoon();
        }
    }

    /** Under the lock, so that none overtakes another. */
    private void handOverSoon() {
        synchronized (soon) {
            for (Waiting next = soon.poll(); next != null; next = soon.poll()) {
                handOver(next);
            }
        }
    }

    private void handOver(Waiting handed) {
        if (!queuedBehindOthers(handed) && !taken(handed)) {
            queue(handed);
        }
    }

    private boolean queuedBehindOthers(Waiting handed) {
        synchronized (waiting) {
            return !waiting.isEmpty() && waiting.add(handed);
        }
    }

    private void queue(Waiting refused) {
        synchronized (waiting) {
            waiting.add(refused);
            if (waiting.size() == 1) {
                tryAgainLater();
            }
        }
    }

    /** Whether the producer has taken it; false when it failed before this method returns. */
    private boolean taken(Waiting handed) {
        AtomicBoolean settled = new AtomicBoolean();
        try {
            var unused = producer.send(handed.message, (metadata, error) -> {
                if (error == null) {
                    handed.stored.accept(metadata);
                } else if (mayBeMended(handed, error) && !settled.compareAndSet(false, true)) {
                    queue(handed);
                }
            });
        } catch (RuntimeException e) {
            if (!closed) {
                fatal.accept(e);
            }
        }
        return settled.compareAndSet(false, true);
    }

    private boolean mayBeMended(Waiting refused, Exception error) {
        if (closed) {
            return false;
        }
        if (!(error instanceof RetriableException)) {
            fatal.accept(error);
            return false;
        }
        LOG.warn("{} does not take a record yet ({}); trying again", refused.message.topic(), error.toString());
        return true;
    }

    private void tryAgainLater() {
        if (!closed) {
            var unused = later.schedule(this::sendWaiting, RETRY_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** A record stays at the head while it is being sent, so that those handed over meanwhile queue up behind it. */
    private void sendWaiting() {
        while (true) {
            Waiting next;
            synchronized (waiting) {
                next = waiting.peek();
            }
            if (next == null) {
                return;
            }
            if (!taken(next)) {
                tryAgainLater();
                return;
            }
            synchronized (waiting) {
                waiting.remove();
            }
        }
    }

    /** How many partitions the topic has; asks until Kafka answers. */
    public int partitionsOf(String topic) {
        while (true) {
            try {
                return producer.partitionsFor(topic).size();
            } catch (RetriableException e) {
                LOG.warn("Kafka does not describe {} yet ({}); asking again", topic, e.toString());
            }
        }
    }

    /** Sends buffered records, for a bounded time, and frees threads. */
    @Override
    public void close() {
        synchronized (soon) {
            handOverSoon();
            closed = true;
        }
        later.shutdownNow();
        producer.close(CLOSE);
    }
}
