package io.smppworker.sandbox.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.smppworker.sandbox.provider.ServerEndpoint;
import io.smppworker.schemas.Json;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerYamlTest {
    @Test
    void writesEveryKeyAtItsPath(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("worker.yaml");
        new WorkerYaml("w1")
                .kafka("127.0.0.1:1234")
                .account("me", "secret", List.of(new ServerEndpoint("smpp1", "127.0.0.1", 11, 12, "A", "high")))
                .set("account.binds.transceiver", 2)
                .write(file);

        JsonNode yaml = Json.MAPPER.readTree(file.toFile());
        assertThat(yaml.at("/workerId").asText()).isEqualTo("w1");
        assertThat(yaml.at("/kafka/bootstrapServers").asText()).isEqualTo("127.0.0.1:1234");
        assertThat(yaml.at("/account/tls/enabled").asBoolean(true)).isFalse();
        assertThat(yaml.at("/account/servers/0/port").asInt()).isEqualTo(11);
        assertThat(yaml.at("/account/binds/transceiver").asInt()).isEqualTo(2);
        assertThat(yaml.at("/admin/port").asInt(-1)).isZero();
    }
}
