package io.smppworker.config;

import java.util.Set;

/** The whole of worker.yaml. */
public record WorkerConfig(
        String workerId,
        Set<Role> roles,
        KafkaConfig kafka,
        TopicNames topics,
        AccountConfig account,
        OutboundConfig outbound,
        RequestDefaults defaults,
        CorrelatorConfig correlator,
        AdminConfig admin) {

    /** What this process takes part in. */
    public enum Role {
        SUBMIT,
        CORRELATE
    }
}
