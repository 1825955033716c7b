package io.smppworker.app;

import io.smppworker.config.WorkerConfig;
import io.smppworker.correlate.Correlator;
import io.smppworker.correlate.CorrelatorSettings;
import io.smppworker.correlate.CorrelatorTopics;
import io.smppworker.correlate.PartsReader;
import io.smppworker.correlate.PublishedListener;
import io.smppworker.encoding.JoinedParts;
import io.smppworker.encoding.UserData;
import io.smppworker.kafka.ClientProperties;
import io.smppworker.kafka.Topics;
import io.smppworker.message.ReceivedPart;
import io.smppworker.message.TextSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** Makes this worker's correlator from its configuration. */
final class Correlation {
    private Correlation() {}

    /** Asks the brokers for the partitions of its input; waits for their answer. */
    static Correlator of(WorkerConfig config, PublishedListener published) throws InterruptedException {
        Map<String, String> properties = new HashMap<>(config.kafka().properties());
        properties.remove(ConsumerConfig.GROUP_PROTOCOL_CONFIG);
        properties.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        properties.putIfAbsent(CommonClientConfigs.CLIENT_ID_CONFIG, config.workerId() + "-correlator");
        if (config.kafka().replicationFactor() > 0) {
            properties.put("replication.factor", Integer.toString(config.kafka().replicationFactor()));
        }
        return new Correlator(
                Correlator.properties(
                        applicationId(config),
                        config.kafka().bootstrapServers(),
                        config.correlator().stateDir(),
                        config.correlator().threads(),
                        config.kafka().sessionTimeout(),
                        properties),
                settings(config),
                System::nanoTime,
                published);
    }

    /** As {@link Correlator#partitionedAs}. */
    static Map<String, String> partitionedAs(WorkerConfig config) {
        return Correlator.partitionedAs(topics(config), applicationId(config));
    }

    private static String applicationId(WorkerConfig config) {
        return config.kafka().groupId() + "-correlator";
    }

    private static CorrelatorTopics topics(WorkerConfig config) {
        return new CorrelatorTopics(
                config.topics().submissions(),
                config.topics().deliveries(),
                config.topics().receipts(),
                config.topics().inbound());
    }

    private static CorrelatorSettings settings(WorkerConfig config) throws InterruptedException {
        int journalPartitions;
        int deliveryPartitions;
        try (Admin admin = Admin.create(new ClientProperties(config.kafka(), config.workerId()).common())) {
            journalPartitions = Topics.partitionsOf(admin, config.topics().submissions());
            deliveryPartitions = Topics.partitionsOf(admin, config.topics().deliveries());
        }
        Duration repeatsWithin = config.outbound().dedupWindow();
        Duration remembered = config.correlator().rememberFor();
        return new CorrelatorSettings(
                topics(config),
                config.account().messageIds().submitResp(),
                config.account().messageIds().receipt(),
                config.account().segmentReceipts(),
                config.correlator().unmatchedAfter(),
                config.correlator().receiptTimeout(),
                config.correlator().segmentReceiptTimeout(),
                repeatsWithin.compareTo(remembered) > 0 ? repeatsWithin : remembered,
                config.correlator().moReassemblyTimeout(),
                (dataCoding, parts, total) -> joined(dataCoding, parts, total, config.text()),
                config.correlator().commitInterval(),
                journalPartitions,
                deliveryPartitions);
    }

    private static PartsReader.Joined joined(
            int dataCoding, List<ReceivedPart> parts, int total, TextSettings settings) {
        UserData data = JoinedParts.decode(dataCoding, parts, total, settings);
        return data instanceof UserData.Text decoded
                ? new PartsReader.Joined(decoded.text(), null)
                : new PartsReader.Joined(null, ((UserData.Binary) data).octets());
    }
}
