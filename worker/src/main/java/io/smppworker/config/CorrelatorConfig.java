package io.smppworker.config;

import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.Range;

/**
 * The correlator's settings. One component for each key.
 *
 * @param stateDir where its stores live; one worker per directory; rebuilt from Kafka when lost
 * @param threads stream threads (1)
 * @param commitInterval how soon results are visible to consumers of sms.receipts (30 ms); a backlog every half second
 * @param unmatchedAfter how long a receipt waits for its message; then it is published as unmatched (72 h)
 * @param receiptTimeout how long an accepted message without a validity waits for its first receipt; then it is UNKNOWN
 *     (72 h)
 * @param segmentReceiptTimeout how long after a long message's first final receipt its other segments may take (12 h)
 * @param rememberFor how long a complete message is remembered, to recognise repeated receipts and correct its end (1 h)
 * @param moReassemblyTimeout how long the parts of a mobile-originated message wait for each other (1 h)
 */
public record CorrelatorConfig(
        Path stateDir,
        @Range(min = 1, max = 64, message = Allowed.RANGE) int threads,
        @Span Duration commitInterval,
        @Span(hours = 720) Duration unmatchedAfter,
        @Span(hours = 720) Duration receiptTimeout,
        @Span(hours = 720) Duration segmentReceiptTimeout,
        @Span(hours = 720) Duration rememberFor,
        @Span Duration moReassemblyTimeout) {}
