package io.smppworker.config;

/**
 * Bounds of the outbound path.
 *
 * @param maxInFlight requests taken from Kafka and not finished; beyond it, lanes are paused (2000)
 * @param maxSegments a longer message is rejected (255 is the most a user data header can count)
 */
public record OutboundConfig(int maxInFlight, int maxSegments) {}
