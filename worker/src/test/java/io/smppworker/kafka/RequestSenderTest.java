package io.smppworker.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smppworker.config.ConfigFile;
import io.smppworker.config.WorkerConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequestSenderTest {
    private static final byte[] JSON = "{\"messageId\":\"a-1\"}".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path directory;

    @Test
    void aRequestIsStoredOnItsLaneUnderItsMessageIdOctetForOctet() throws Exception {
        MockProducer<byte[], byte[]> producer = producer(true);
        try (RequestSender sender = sender(true, producer)) {
            sender.send("a-1", JSON);
        }

        assertThat(producer.history()).hasSize(1);
        assertThat(producer.history().get(0).topic()).isEqualTo("sms.outbound.urgent");
        assertThat(producer.history().get(0).key())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("a-1");
        assertThat(producer.history().get(0).value()).isEqualTo(JSON);
    }

    @Test
    void whatKafkaRefusesIsReportedOnce() throws IOException {
        MockProducer<byte[], byte[]> producer = producer(false);
        List<@Nullable Exception> answers = new ArrayList<>();
        TopicAuthorizationException refused = new TopicAuthorizationException("sms.outbound");
        IllegalStateException thrown = new IllegalStateException("closed");
        try (RequestSender sender = sender(false, producer)) {
            sender.store("a-1", JSON, answers::add);
            producer.errorNext(refused);
            sender.store("a-2", JSON, answers::add);
            producer.completeNext();
            producer.sendException = thrown;
            sender.store("a-3", JSON, answers::add);
        }

        assertThat(answers).containsExactly(refused, null, thrown);
    }

    @Test
    void aSingleOneFailsWithKafkasReason() throws IOException {
        MockProducer<byte[], byte[]> producer = producer(true);
        producer.sendException = new TopicAuthorizationException("not for you");
        try (RequestSender sender = sender(false, producer)) {
            assertThatThrownBy(() -> sender.send("a-1", JSON))
                    .isInstanceOf(ExecutionException.class)
                    .hasMessageContaining("not for you");
        }
    }

    private static MockProducer<byte[], byte[]> producer(boolean autoComplete) {
        List<PartitionInfo> partitions = List.of(
                new PartitionInfo("sms.outbound", 0, null, null, null),
                new PartitionInfo("sms.outbound.urgent", 0, null, null, null));
        Cluster cluster = new Cluster("c", List.of(), partitions, java.util.Set.of(), java.util.Set.of());
        return new MockProducer<>(cluster, autoComplete, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private RequestSender sender(boolean urgent, MockProducer<byte[], byte[]> producer) throws IOException {
        Path file = directory.resolve("worker.yaml");
        Files.writeString(file, """
            kafka: {bootstrapServers: "k1:9092,k2:9092"}
            account: {systemId: id, password: secret}
            """);
        WorkerConfig config = ((ConfigFile.Loaded) ConfigFile.load(file, Map.of())).config();
        return new RequestSender(config, urgent, () -> 0, producer);
    }
}
