package io.smppworker.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.config.ConfigFile;
import io.smppworker.config.WorkerConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every reason for which a worker dead-letters a request is reported before it is produced. */
class RequestCheckTest {
    @TempDir
    private Path directory;

    private RequestCheck check;

    @BeforeEach
    void configure() throws IOException {
        Path file = directory.resolve("worker.yaml");
        Files.writeString(file, """
            kafka: {bootstrapServers: "localhost:9092"}
            account: {systemId: id, password: secret}
            outbound: {maxSegments: 2}
            """);
        WorkerConfig config = ((ConfigFile.Loaded) ConfigFile.load(file, Map.of())).config();
        check = new RequestCheck(config, Clock.systemUTC());
    }

    @Test
    void whatAWorkerSendsIsSendable() {
        assertThat(check("{\"messageId\":\"a-1\",\"to\":\"+27820000001\",\"text\":\"€\",\"validity\":\"PT1H\"}"))
                .isEqualTo(new RequestCheck.Sendable("a-1"));
    }

    @Test
    void whatItDeadLettersHasItsReason() {
        assertThat(check("{\"messageId\":\"a-1\",\"to\":\"abc\",\"text\":\"x\"}"))
                .isEqualTo(new RequestCheck.Unsendable(
                        "schema", "/to: must be 3..20 digits, one leading + allowed and dropped"));
        assertThat(check("{\"messageId\""))
                .isInstanceOfSatisfying(
                        RequestCheck.Unsendable.class,
                        unsendable -> assertThat(unsendable.reason()).isEqualTo("not-json"));
        assertThat(check("{\"messageId\":\"a-1\",\"to\":\"27820000001\",\"text\":\"я\",\"encoding\":\"gsm7\"}"))
                .isEqualTo(new RequestCheck.Unsendable(
                        "unencodable", "U+044F at position 1 is not in the GSM 03.38 alphabet"));
        assertThat(check("{\"messageId\":\"a-1\",\"to\":\"27820000001\",\"text\":\"%s\"}".formatted("x".repeat(307))))
                .isEqualTo(new RequestCheck.Unsendable(
                        "too-many-segments", "the message takes 3 segments, allowed are 2"));
    }

    private RequestCheck.Result check(String json) {
        return check.check(json.getBytes(StandardCharsets.UTF_8));
    }
}
