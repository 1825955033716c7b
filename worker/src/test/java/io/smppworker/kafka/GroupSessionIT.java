package io.smppworker.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.sandbox.broker.Broker;
import io.smppworker.sandbox.broker.Brokers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;

class GroupSessionIT {
    @Test
    void theGroupsTimeoutIsTheOneWantedOrTheLeastThatTheBrokerAllows() throws Exception {
        try (Broker broker = Brokers.open();
                Admin admin =
                        Admin.create(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()))) {
            String groupId = "group-" + UUID.randomUUID();
            GroupSession session = new GroupSession(admin, groupId);

            assertThat(session.settle(Duration.ofSeconds(50))).isEqualTo(Duration.ofSeconds(50));
            assertThat(sessionTimeout(admin, groupId)).isEqualTo("50000");

            // a broker as it comes allows no less than 45 s (group.consumer.min.session.timeout.ms)
            assertThat(session.settle(Duration.ofSeconds(1))).isEqualTo(Duration.ofSeconds(45));
            assertThat(sessionTimeout(admin, groupId)).isEqualTo("45000");
        }
    }

    private static String sessionTimeout(Admin admin, String groupId) throws Exception {
        ConfigResource group = new ConfigResource(ConfigResource.Type.GROUP, groupId);
        Config config = Objects.requireNonNull(
                admin.describeConfigs(List.of(group)).all().get().get(group));
        return config.get("consumer.session.timeout.ms").value();
    }
}
