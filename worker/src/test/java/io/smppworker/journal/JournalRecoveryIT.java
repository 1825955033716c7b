package io.smppworker.journal;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.smppworker.SharedBroker;
import io.smppworker.kafka.Lanes;
import io.smppworker.message.PassThrough;
import io.smppworker.sandbox.broker.Broker;
import io.smppworker.schemas.Json;
import io.smppworker.schemas.Receipt;
import io.smppworker.schemas.RequestPlace;
import io.smppworker.schemas.SendRequest;
import io.smppworker.schemas.SubmissionRecord;
import io.smppworker.schemas.SubmissionRecordOutcomeBuilder;
import io.smppworker.schemas.SubmissionRecordSubmittingBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A long journal, read back from a real broker: every request is known for what it is. */
class JournalRecoveryIT {
    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(JournalRecoveryIT.class);
    private static final int REQUESTS = 40_000;
    private static final String LANE = "sms.outbound";
    private static final List<String> FOREIGN =
            List.of("null", "{}", "{\"event\":\"submitting\",\"messageId\":\"x\"}", "no JSON");

    private final Instant now = Instant.now();
    private final String topic = "journal-" + UUID.randomUUID();

    @Test
    void everyRequestOfALongJournalIsKnownForWhatItIs() throws Exception {
        try (Broker broker = SharedBroker.prompt(topic)) {
            try (Admin admin =
                    Admin.create(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()))) {
                admin.createTopics(List.of(new NewTopic(topic, Optional.of(1), Optional.empty())))
                        .all()
                        .get();
            }
            write(broker);
            Map<String, Object> reader = Map.of(
                    CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                    broker.bootstrapServers(),
                    "key.deserializer",
                    ByteArrayDeserializer.class,
                    "value.deserializer",
                    ByteArrayDeserializer.class);
            ListAppender<ILoggingEvent> reported = new ListAppender<>();
            reported.start();
            ((Logger) LoggerFactory.getLogger(JournalRecovery.class)).addAppender(reported);
            try (JournalRecovery recovery = new JournalRecovery(
                    new KafkaConsumer<>(reader),
                    topic,
                    new Lanes("urgent", LANE, 1),
                    () -> new SeenRequests(Duration.ofMinutes(10), REQUESTS))) {
                long begunNanos = System.nanoTime();
                JournalRecovery.Recovered recovered =
                        recovery.read(Map.of(0, 0L), Map.of(new TopicPartition(LANE, 0), 10_000L), now.toEpochMilli());
                LOG.info(
                        "read {} journal records in {} ms",
                        recovered.ends().get(0),
                        (System.nanoTime() - begunNanos) / 1_000_000);

                assertThat(recovered.ends().get(0)).isEqualTo(FOREIGN.size() + REQUESTS * 5L / 2);
                assertThat(reported.list)
                        .extracting(ILoggingEvent::getFormattedMessage)
                        .containsExactly(
                                "%s-0 has %d records that cannot be read as of the journal, the first at offset 0; going on without"
                                        .formatted(topic, FOREIGN.size()));
                assertThat(recovered.requests()).hasSize(REQUESTS - 10_000);
                assertThat(recovered.seen().size()).isEqualTo(REQUESTS);
                for (int i = 10_000; i < REQUESTS; i++) {
                    JournalledRequest request =
                            Objects.requireNonNull(recovered.requests().get(new RequestPlace(LANE, 0, i)));
                    assertThat(request.done()).describedAs("request " + i).isEqualTo(i % 2 == 0);
                    assertThat(request.reference()).isEqualTo(i % 256);
                }
                assertThat(recovered.seen().first(0, "m9", now.toEpochMilli())).isEqualTo(new RequestPlace(LANE, 0, 9));
            }
        }
    }

    /** Of two requests one has both outcomes, the other one only; before them is what no worker wrote. */
    private void write(Broker broker) throws Exception {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (String foreign : FOREIGN) {
                store(producer, foreign.getBytes(StandardCharsets.UTF_8));
            }
            for (int i = 0; i < REQUESTS; i++) {
                store(producer, submitting(i));
                store(producer, accepted(i, 1));
                if (i % 2 == 0) {
                    store(producer, accepted(i, 2));
                }
            }
        }
    }

    private void store(KafkaProducer<byte[], byte[]> producer, SubmissionRecord entry) throws Exception {
        store(producer, Json.MAPPER.writeValueAsBytes(entry));
    }

    private void store(KafkaProducer<byte[], byte[]> producer, byte[] value) {
        var unused = producer.send(new ProducerRecord<>(topic, 0, null, value));
    }

    private SubmissionRecord submitting(int i) {
        return SubmissionRecordSubmittingBuilder.builder()
                .messageId("m" + i)
                .at(now)
                .worker("w")
                .topic(LANE)
                .partition(0)
                .offset(i)
                .to("27820000001")
                .segments(2)
                .receipt(SendRequest.RegisteredDelivery.FINAL)
                .reference(i % 256)
                .headers(PassThrough.NONE.headers())
                .build();
    }

    private SubmissionRecord accepted(int i, int segment) {
        return SubmissionRecordOutcomeBuilder.builder()
                .messageId("m" + i)
                .at(now)
                .worker("w")
                .segment(segment)
                .status(Receipt.Status.ACCEPTED)
                .server("smpp1")
                .bind(0)
                .submittedAt(now)
                .attempts(1)
                .smscMessageId(Integer.toString(i))
                .respondedAt(now)
                .build();
    }
}
