package io.smppworker.config;

import org.hibernate.validator.constraints.Range;

/**
 * Bounds of the outbound path.
 *
 * @param maxInFlight requests taken from Kafka and not finished; beyond it, lanes are paused (2000)
 * @param maxSegments a longer message is rejected (255 is the most a user data header can count)
 */
public record OutboundConfig(
        @Range(min = 1, max = 1_000_000, message = Allowed.RANGE)
        int maxInFlight,

        @Range(min = 1, max = 255, message = Allowed.RANGE) int maxSegments) {}
