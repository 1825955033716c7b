package io.smppworker.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.smppworker.config.ConfigFile;
import io.smppworker.config.WorkerConfig;
import io.smppworker.config.WorkerConfig.Role;
import io.smppworker.ops.RecentWarnings;
import io.smppworker.ops.WorkerMetrics;
import io.smppworker.schemas.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerViewTest {
    @TempDir
    private Path directory;

    @Test
    void isNotReadyBeforeEveryRoleHasStarted() throws IOException {
        String correlate = "the role correlate has not started, for which it needs Kafka at localhost:9092";
        String submit = "the role submit has not started, for which it needs Kafka at localhost:9092";
        assertThat(view(config("[submit, correlate]")).missing()).containsExactly(correlate, submit);
        assertThat(view(config("[submit]")).missing()).containsExactly(submit);
        assertThat(view(config("[correlate]")).missing()).containsExactly(correlate);
    }

    @Test
    void whoWorksBesideItIsReportedByGroupAndRole() throws IOException {
        WorkerView view = view(config("[submit, correlate]"));
        JsonNode submits = Json.MAPPER.readTree("{'groupId': 'smpp-worker', 'roles': ['SUBMIT']}".replace('\'', '"'));
        JsonNode correlates =
                Json.MAPPER.readTree("{'groupId': 'smpp-worker', 'roles': ['CORRELATE']}".replace('\'', '"'));
        JsonNode elsewhere =
                Json.MAPPER.readTree("{'groupId': 'another', 'roles': ['SUBMIT', 'CORRELATE']}".replace('\'', '"'));
        assertThat(List.of(submits, correlates, elsewhere))
                .filteredOn(other -> view.isBeside(other, Role.SUBMIT))
                .containsExactly(submits);
        assertThat(List.of(submits, correlates, elsewhere))
                .filteredOn(other -> view.isBeside(other, Role.CORRELATE))
                .containsExactly(correlates);
    }

    private static WorkerView view(WorkerConfig config) {
        return new WorkerView(
                config,
                () -> config,
                new WorkerParts(),
                new WorkerMetrics(List.of()),
                new ServerRates(() -> 0),
                new RecentWarnings());
    }

    private WorkerConfig config(String roles) throws IOException {
        Path file = directory.resolve("worker.yaml");
        Files.write(
                file,
                List.of(
                        "workerId: w1",
                        "roles: " + roles,
                        "kafka: {bootstrapServers: 'localhost:9092'}",
                        "account: {systemId: user, password: secret}"));
        ConfigFile.Result result = ConfigFile.load(file, Map.of());
        assertThat(result).isInstanceOf(ConfigFile.Loaded.class);
        return ((ConfigFile.Loaded) result).config();
    }
}
