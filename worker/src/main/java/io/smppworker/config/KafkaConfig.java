package io.smppworker.config;

import io.dropwizard.validation.selfvalidating.SelfValidating;
import io.dropwizard.validation.selfvalidating.SelfValidation;
import io.dropwizard.validation.selfvalidating.ViolationCollector;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How to reach Kafka.
 *
 * @param replicationFactor of topics created; -1 is the broker's default
 * @param sessionTimeout how long after its last heartbeat a worker's slots and part of the correlation go to others (6 s)
 * @param forwardHeaders record headers copied from request to receipts, beside traceparent and tracestate
 * @param properties any kafka-clients property, given to every client
 */
@SelfValidating
public record KafkaConfig(
        @NotBlank(message = Allowed.REQUIRED)
        @Pattern(
                regexp = "|\\S+:\\d{1,5}( *, *\\S+:\\d{1,5})*",
                message = "must be host:port, several separated by commas")
        String bootstrapServers,

        @NotBlank(message = Allowed.REQUIRED) String groupId,
        boolean createTopics,
        int replicationFactor,
        @Span Duration sessionTimeout,
        List<@NotBlank(message = Allowed.REQUIRED) String> forwardHeaders,
        Map<String, String> properties) {

    public KafkaConfig {
        forwardHeaders = List.copyOf(forwardHeaders);
        properties = Map.copyOf(properties);
    }

    /** Long enough for a lease that is renewed about every second. Called by the validator. */
    @SelfValidation
    public void sessionTimeoutIsUsable(ViolationCollector violations) {
        if (sessionTimeout.toSeconds() < 3) {
            violations.addViolation("sessionTimeout", "must be at least 3s");
        }
    }

    /** A rule that annotations cannot express. Called by the validator. */
    @SelfValidation
    public void replicationFactorIsUsable(ViolationCollector violations) {
        if (replicationFactor != -1 && (replicationFactor < 1 || replicationFactor > Short.MAX_VALUE)) {
            violations.addViolation("replicationFactor", "must be -1 (the broker's default) or between 1 and 32767");
        }
    }

    /** Names the properties without their values: some of them are credentials. */
    @Override
    public String toString() {
        return "KafkaConfig[bootstrapServers=%s, groupId=%s, createTopics=%s, replicationFactor=%d, forwardHeaders=%s, properties=%s]"
                .formatted(
                        bootstrapServers,
                        groupId,
                        createTopics,
                        replicationFactor,
                        forwardHeaders,
                        properties.keySet());
    }
}
