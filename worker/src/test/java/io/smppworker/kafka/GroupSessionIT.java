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

            String least = least(admin);
            assertThat(session.settle(Duration.ofMillis(1))).hasMillis(Long.parseLong(least));
            assertThat(sessionTimeout(admin, groupId)).isEqualTo(least);
        }
    }

    private static String sessionTimeout(Admin admin, String groupId) throws Exception {
        return value(admin, new ConfigResource(ConfigResource.Type.GROUP, groupId), "consumer.session.timeout.ms");
    }

    private static String least(Admin admin) throws Exception {
        String broker = admin.describeCluster().nodes().get().iterator().next().idString();
        return value(
                admin, new ConfigResource(ConfigResource.Type.BROKER, broker), "group.consumer.min.session.timeout.ms");
    }

    private static String value(Admin admin, ConfigResource resource, String name) throws Exception {
        Config config = Objects.requireNonNull(
                admin.describeConfigs(List.of(resource)).all().get().get(resource));
        return config.get(name).value();
    }
}
