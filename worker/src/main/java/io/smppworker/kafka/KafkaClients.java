package io.smppworker.kafka;

import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;

/**
 * Where a worker's Kafka clients come from, and the threads that serve them. Properties are Kafka's, by their names; keys and
 * values are octets. Thread-safe.
 */
public interface KafkaClients {
    Producer<byte[], byte[]> producer(Map<String, Object> properties);

    Consumer<byte[], byte[]> consumer(Map<String, Object> properties);

    Admin admin(Map<String, Object> properties);

    /** A new thread with that name, for tasks now and later; whoever asks for it shuts it down. */
    ScheduledExecutorService thread(String name);

    /** Clients of a real cluster, on daemon threads. */
    static KafkaClients real() {
        return new KafkaClients() {
            @Override
            public Producer<byte[], byte[]> producer(Map<String, Object> properties) {
                return new KafkaProducer<>(properties);
            }

            @Override
            public Consumer<byte[], byte[]> consumer(Map<String, Object> properties) {
                return new KafkaConsumer<>(properties);
            }

            @Override
            public Admin admin(Map<String, Object> properties) {
                return Admin.create(properties);
            }

            @Override
            public ScheduledExecutorService thread(String name) {
                return Executors.newSingleThreadScheduledExecutor(task -> {
                    Thread thread = new Thread(task, name);
                    thread.setDaemon(true);
                    return thread;
                });
            }
        };
    }
}
