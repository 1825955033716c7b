package io.smppworker.kafka;

import io.smppworker.config.KafkaConfig;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Asks Kafka for topics before a command uses them: a producer that asked for one that is not there would have the
 * brokers create it, with one partition. Waits some seconds for those that a worker is just creating. Blocking.
 */
public final class RequiredTopics {
    private static final Duration CALL = Duration.ofSeconds(10);

    private RequiredTopics() {}

    /**
     * Returns when they are all there.
     *
     * @throws IllegalStateException with a message for people, when Kafka does not answer or has no such topic
     * @throws KafkaException when Kafka refuses to answer this user
     */
    public static void lookUp(KafkaConfig kafka, Collection<String> topics) {
        Map<String, Object> properties = new ClientProperties(kafka, "").common();
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(CALL.toMillis()));
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.toIntExact(CALL.toMillis()));
        try (Admin admin = Admin.create(properties)) {
            topics.forEach(topic -> lookUp(kafka, admin, topic));
        }
    }

    private static void lookUp(KafkaConfig kafka, Admin admin, String topic) {
        try {
            var unused = Topics.await(admin, topic, CALL);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            throw inWords(kafka, topic, e.getCause());
        }
    }

    private static RuntimeException inWords(KafkaConfig kafka, String topic, @Nullable Throwable problem) {
        if (problem instanceof UnknownTopicOrPartitionException) {
            return new IllegalStateException(
                    "Kafka at %s has no topic %s: start a worker, or let the topics command create it"
                            .formatted(kafka.bootstrapServers(), topic));
        }
        if (problem instanceof TimeoutException) {
            return new IllegalStateException(
                    "Kafka at %s does not answer: check kafka.bootstrapServers, and kafka.properties when the brokers ask for TLS or a log-in"
                            .formatted(kafka.bootstrapServers()));
        }
        return problem instanceof KafkaException refused ? refused : new KafkaException(problem);
    }
}
