package io.smppworker.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.message.MessageIdForm;
import io.smppworker.message.SegmentReceipts;
import io.smppworker.schemas.ContractSchema;
import io.smppworker.schemas.DeliveryRecord;
import io.smppworker.schemas.Inbound;
import io.smppworker.schemas.Json;
import io.smppworker.schemas.Receipt;
import io.smppworker.schemas.SubmissionRecord;
import io.smppworker.streams.PromptCommits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** The topology between its four topics, in virtual time, with the properties a worker gives it; what comes out keeps its schema. */
final class CorrelatorBench implements CorrelatorInput, AutoCloseable {
    private static final ContractSchema RECEIPT = ContractSchema.named("receipt");
    private static final ContractSchema INBOUND = ContractSchema.named("inbound");

    private final CorrelatorCounters counters = new CorrelatorCounters();
    private final PublishedRecorded recorded = new PublishedRecorded();
    private final TopologyTestDriver driver;
    private final TestInputTopic<String, byte[]> submissions;
    private final TestInputTopic<String, byte[]> deliveries;
    private final TestOutputTopic<String, byte[]> receipts;
    private final TestOutputTopic<String, byte[]> inbound;

    CorrelatorBench(Path stateDir, MessageIdForm submitRespIds, MessageIdForm receiptIds) {
        Properties properties = Correlator.withCounters(
                Correlator.properties("correlator", "none:1", stateDir, 1, Duration.ofSeconds(6), Map.of()), counters);
        CorrelatorSettings settings = Settings.of(Settings.TOPICS, submitRespIds, receiptIds, SegmentReceipts.ALL, 8);
        driver = new TopologyTestDriver(
                new CorrelatorTopology(
                                settings,
                                counters,
                                new MessageIdHint(settings),
                                recorded,
                                new PromptCommits(
                                        settings.correlator().commitInterval(),
                                        Correlator.BACKLOG_COMMIT,
                                        System::nanoTime))
                        .build(properties),
                properties,
                Entries.AT);
        submissions = driver.createInputTopic("smpp.submissions", new StringSerializer(), new ByteArraySerializer());
        deliveries = driver.createInputTopic("smpp.deliveries", new StringSerializer(), new ByteArraySerializer());
        receipts = driver.createOutputTopic("sms.receipts", new StringDeserializer(), new ByteArrayDeserializer());
        inbound = driver.createOutputTopic("sms.inbound", new StringDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public void journal(SubmissionRecord... entries) {
        for (SubmissionRecord entry : entries) {
            submissions.pipeInput(entry.messageId(), write(SubmissionRecord.class, entry));
        }
    }

    @Override
    public void deliver(DeliveryRecord... records) {
        for (DeliveryRecord record : records) {
            deliveries.pipeInput("any", write(DeliveryRecord.class, record));
        }
    }

    void deliverGarbage(String json) {
        deliveries.pipeInput("any", json.getBytes(StandardCharsets.UTF_8));
    }

    /** The correlator's own among them. */
    Set<String> producedTopics() {
        return driver.producedTopicNames();
    }

    void pass(Duration time) {
        driver.advanceWallClockTime(time);
    }

    List<TestRecord<String, byte[]>> receiptRecords() {
        return receipts.readRecordsToList();
    }

    /** Each of them keyed by its messageId. */
    List<Receipt> receipts() {
        return receiptRecords().stream()
                .map(record -> {
                    Receipt receipt = read(record.value(), Receipt.class, RECEIPT);
                    assertThat(record.key()).isEqualTo(receipt.messageId());
                    return receipt;
                })
                .toList();
    }

    List<Inbound> inbound() {
        return inbound.readValuesToList().stream()
                .map(value -> read(value, Inbound.class, INBOUND))
                .toList();
    }

    PublishedRecorded recorded() {
        return recorded;
    }

    CorrelatorCounters counters() {
        return counters;
    }

    private static <T> T read(byte[] json, Class<T> type, ContractSchema schema) {
        try {
            assertThat(schema.violations(Json.MAPPER.readTree(json))).isEmpty();
            return Json.MAPPER.readValue(json, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> byte[] write(Class<T> type, T value) {
        try {
            return Json.MAPPER.writerFor(type).writeValueAsBytes(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.close();
    }
}
