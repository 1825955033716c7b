package io.smppworker.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.config.ConfigFile;
import io.smppworker.config.WorkerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigWatchTest {
    @TempDir
    private Path directory;

    private final List<Integer> throttles = new ArrayList<>();
    private final List<ConfigWatch.Outcome> outcomes = new ArrayList<>();
    private Path file;
    private ConfigWatch watch;

    @BeforeEach
    void begin() throws IOException {
        file = directory.resolve("worker.yaml");
        write("throttle: 50");
        WorkerConfig started = ((ConfigFile.Loaded) ConfigFile.load(file, Map.of())).config();
        watch = new ConfigWatch(
                file,
                Map.of(),
                started,
                changed -> throttles.add(changed.account().throttle()),
                outcomes::add);
    }

    @AfterEach
    void end() {
        watch.close();
    }

    private void write(String account) throws IOException {
        Files.writeString(
                file,
                "{kafka: {bootstrapServers: 'k:1'}, account: {systemId: acme, password: s3cret, %s}}"
                        .formatted(account));
    }

    @Test
    void aChangeThatARunningWorkerCanTakeIsHandedOverOnce() throws IOException {
        watch.look();
        assertThat(outcomes).isEmpty();

        write("throttle: 40");
        watch.look();
        watch.look();
        assertThat(throttles).containsExactly(40);
        assertThat(outcomes).containsExactly(ConfigWatch.Outcome.APPLIED);

        write("throttle: 50");
        watch.look();
        assertThat(throttles).containsExactly(40, 50);
    }

    @Test
    void aChangeThatNeedsARestartIsNotHandedOver() throws IOException {
        write("throttle: 50, systemType: other");
        watch.look();
        assertThat(throttles).isEmpty();
        assertThat(outcomes).containsExactly(ConfigWatch.Outcome.APPLIED);
    }

    @Test
    void aFileThatIsNotValidOrNotThereChangesNothing() throws IOException {
        write("throttle: none");
        watch.look();
        assertThat(outcomes).containsExactly(ConfigWatch.Outcome.REJECTED);

        Files.delete(file);
        watch.look();
        assertThat(outcomes).hasSize(1);
        assertThat(throttles).isEmpty();

        write("throttle: 30");
        watch.look();
        assertThat(throttles).containsExactly(30);
    }
}
