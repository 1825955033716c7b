package io.smppworker.config;

import java.time.Duration;
import org.hibernate.validator.constraints.Range;

/**
 * Bounds of the outbound path.
 *
 * @param maxInFlight requests taken from Kafka and not finished; beyond it, lanes are paused (2000)
 * @param maxSegments a longer message is rejected (255 is the most a user data header can count)
 * @param maxAttempts submissions of a segment that is refused for a temporary reason; then the message is rejected (8)
 * @param maxResends resubmissions of a segment whose outcome was lost, where the request's onInDoubt says resend; then the
 *     message is in doubt; 0 is report for every request (2)
 * @param bulkSharePercent of the rate that {@code sms.outbound} keeps while the urgent lane could use all of it (10)
 * @param dedupWindow how long a messageId is known, so that it is not sent again (10 min)
 * @param dedupIds messageIds known at most; the oldest are forgotten first (250,000)
 */
public record OutboundConfig(
        @Range(min = 1, max = 1_000_000, message = Allowed.RANGE)
        int maxInFlight,

        @Range(min = 1, max = 255, message = Allowed.RANGE) int maxSegments,
        @Range(min = 1, max = 100, message = Allowed.RANGE) int maxAttempts,
        @Range(max = 100, message = Allowed.RANGE) int maxResends,
        @Range(max = 90, message = Allowed.RANGE) int bulkSharePercent,
        @Span Duration dedupWindow,

        @Range(min = 1, max = 100_000_000, message = Allowed.RANGE)
        int dedupIds) {}
