package io.smppworker.config;

import java.util.List;
import java.util.Map;

/**
 * How to reach Kafka.
 *
 * @param replicationFactor of topics created; -1 is the broker's default
 * @param forwardHeaders record headers copied from request to receipts, beside traceparent and tracestate
 * @param properties any kafka-clients property, given to every client
 */
public record KafkaConfig(
        String bootstrapServers,
        String groupId,
        boolean createTopics,
        int replicationFactor,
        List<String> forwardHeaders,
        Map<String, String> properties) {}
