package io.smppworker.kafka;

import io.smppworker.message.Finding;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * Whether this machine's clock agrees with the brokers'; {@code expiresAt} and {@code validity} are judged by it. The broker's
 * time is the append time of an empty record on the status topic, which nobody reads. Blocking; not thread-safe.
 *
 * @param producer properties of one that gives up within seconds
 */
record ClockCheck(Map<String, Object> producer, String statusTopic, Clock clock) {
    private static final String SUBJECT = "clock";
    private static final byte[] KEY = "clock-check".getBytes(StandardCharsets.UTF_8);
    /** A timestamp that no broker's clock gives: a topic that keeps the producer's time (CreateTime) returns it. */
    private static final long NO_TIME = 0;

    private static final Duration TOLERATED = Duration.ofSeconds(1);

    Finding look(Duration within) throws InterruptedException {
        try (KafkaProducer<byte[], byte[]> sender = new KafkaProducer<>(producer)) {
            sender.partitionsFor(statusTopic);
            long sent = clock.millis();
            long appended = sender.send(new ProducerRecord<byte[], byte[]>(statusTopic, 0, NO_TIME, KEY, null))
                    .get(within.toMillis(), TimeUnit.MILLISECONDS)
                    .timestamp();
            return finding(sent, appended, clock.millis());
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            return Finding.poor(
                    SUBJECT,
                    "cannot be compared with the brokers', for %s takes no record: %s"
                            .formatted(statusTopic, e.getCause() == null ? e : e.getCause()));
        }
    }

    /**
     * @param sent,answered this machine's time before and after, in milliseconds since the epoch
     * @param appended the broker's time in between
     */
    static Finding finding(long sent, long appended, long answered) {
        if (appended == NO_TIME) {
            return Finding.poor(
                    SUBJECT,
                    "cannot be compared with the brokers': set message.timestamp.type of the status topic to LogAppendTime");
        }
        long ahead = Math.max(0, sent - appended) - Math.max(0, appended - answered);
        if (Math.abs(ahead) <= TOLERATED.toMillis()) {
            return Finding.good(SUBJECT, "agrees with the brokers'");
        }
        return Finding.poor(
                SUBJECT,
                "%.1f s %s the brokers': set it by NTP, for expiresAt and validity go by it"
                        .formatted(Math.abs(ahead) / 1000.0, ahead > 0 ? "ahead of" : "behind"));
    }

    /** The finding before the status topic exists. */
    static Finding notYet(String statusTopic) {
        return Finding.poor(
                SUBJECT, "can be compared with the brokers' only when the topic %s exists".formatted(statusTopic));
    }
}
