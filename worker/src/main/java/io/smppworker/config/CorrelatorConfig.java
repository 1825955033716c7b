package io.smppworker.config;

import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.Range;

/**
 * The correlator's own.
 *
 * @param stateDir where its stores live; one worker per directory; rebuilt from Kafka when lost
 * @param threads stream threads (1)
 * @param commitInterval how often results become visible to consumers of sms.receipts (100 ms)
 */
public record CorrelatorConfig(
        Path stateDir,
        @Range(min = 1, max = 64, message = Allowed.RANGE) int threads,
        @Span Duration commitInterval) {}
