package io.smppworker.correlate;

import io.smppworker.message.MessageIdForm;
import io.smppworker.message.SegmentReceipts;
import java.time.Duration;

/** The settings that the correlator's tests agree on. */
final class Settings {
    static final Duration UNMATCHED_AFTER = Duration.ofDays(3);
    static final Duration RECEIPT_TIMEOUT = Duration.ofDays(3);
    static final Duration SEGMENT_RECEIPT_TIMEOUT = Duration.ofHours(12);
    static final Duration REMEMBER_FOR = Duration.ofHours(1);
    static final Duration INBOUND_PARTS = Duration.ofMinutes(10);
    static final CorrelatorTopics TOPICS =
            new CorrelatorTopics("smpp.submissions", "smpp.deliveries", "sms.receipts", "sms.inbound");

    private Settings() {}

    static CorrelatorSettings defaults() {
        return of(TOPICS, MessageIdForm.RAW, MessageIdForm.RAW, SegmentReceipts.ALL, 8);
    }

    static CorrelatorSettings of(
            CorrelatorTopics topics,
            MessageIdForm submitRespIds,
            MessageIdForm receiptIds,
            SegmentReceipts segmentReceipts,
            int partitions) {
        return new CorrelatorSettings(
                topics,
                submitRespIds,
                receiptIds,
                segmentReceipts,
                UNMATCHED_AFTER,
                RECEIPT_TIMEOUT,
                SEGMENT_RECEIPT_TIMEOUT,
                REMEMBER_FOR,
                INBOUND_PARTS,
                Entries.PARTS_READER,
                Duration.ofMillis(100),
                partitions,
                partitions);
    }
}
