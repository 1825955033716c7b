package io.smppworker.correlate;

import io.smppworker.config.AccountConfig;
import io.smppworker.config.CorrelatorConfig;
import io.smppworker.config.TopicNames;
import io.smppworker.message.MessageIdForm;
import io.smppworker.message.SegmentReceipts;
import io.smppworker.message.TextSettings;
import java.nio.file.Path;
import java.time.Duration;

/** The settings that the correlator's tests agree on. */
final class Settings {
    static final Duration UNMATCHED_AFTER = Duration.ofDays(3);
    static final Duration RECEIPT_TIMEOUT = Duration.ofDays(3);
    static final Duration SEGMENT_RECEIPT_TIMEOUT = Duration.ofHours(12);
    static final Duration REMEMBER_FOR = Duration.ofHours(1);
    static final Duration INBOUND_PARTS = Duration.ofMinutes(10);
    static final TopicNames TOPICS = topics("");

    static final long IDS_KEPT_MILLIS = defaults().idsKept().toMillis();

    private Settings() {}

    /** @param suffix of every name */
    static TopicNames topics(String suffix) {
        return new TopicNames(
                "sms.outbound" + suffix,
                "sms.outbound.urgent" + suffix,
                "sms.receipts" + suffix,
                "sms.inbound" + suffix,
                "sms.dead-letters" + suffix,
                "smpp.binds" + suffix,
                "smpp.submissions" + suffix,
                "smpp.deliveries" + suffix,
                "smpp.status" + suffix);
    }

    static CorrelatorSettings defaults() {
        return of(TOPICS, MessageIdForm.RAW, MessageIdForm.RAW, SegmentReceipts.ALL, 8);
    }

    static CorrelatorSettings of(
            TopicNames topics,
            MessageIdForm submitRespIds,
            MessageIdForm receiptIds,
            SegmentReceipts segmentReceipts,
            int partitions) {
        return new CorrelatorSettings(
                topics,
                new AccountConfig.MessageIds(submitRespIds, receiptIds),
                segmentReceipts,
                new CorrelatorConfig(
                        Path.of("state"),
                        1,
                        Duration.ofMillis(100),
                        UNMATCHED_AFTER,
                        RECEIPT_TIMEOUT,
                        SEGMENT_RECEIPT_TIMEOUT,
                        REMEMBER_FOR,
                        INBOUND_PARTS),
                Duration.ZERO,
                TextSettings.DEFAULT,
                new CorrelatorSettings.Partitions(partitions, partitions));
    }
}
