package io.smppworker.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.smppworker.sandbox.demo.Demo;
import io.smppworker.sandbox.process.JavaCommand;
import io.smppworker.sandbox.process.JavaProcess;
import io.smppworker.schemas.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** The demo as a user runs it: two workers, 2,000 requests of every kind. */
class DemoIT {
    @Test
    void twoWorkersSendEveryRequestOnceWithinTheProvidersLimitsAndReportIt() throws Exception {
        List<String> lines = new CopyOnWriteArrayList<>();
        try (JavaProcess demo = JavaCommand.main(Demo.class)
                .jvmOptions(
                        "-Xmx384m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dlogback.configurationFile=io/smppworker/sandbox/demo/logback-demo.xml",
                        "-Ddemo.worker.jar=" + Path.of("target", "smpp-worker.jar"))
                .onLine(lines::add)
                .start()) {
            assertThat(demo.awaitExit(Duration.ofMinutes(3)))
                    .as(() -> String.join("\n", lines))
                    .isZero();
        }
        String last = lines.get(lines.size() - 1);
        assertThat(last).startsWith("RESULT {");
        JsonNode result = Json.MAPPER.readTree(last.substring("RESULT ".length()));
        assertThat(result.path("requests").asInt()).isEqualTo(2000);
        assertThat(result.path("accepted").asInt() + result.path("rejected").asInt())
                .isEqualTo(2000);
        assertThat(result.path("delivered").asInt() + result.path("undelivered").asInt())
                .isEqualTo(result.path("accepted").asInt());
        assertThat(result.path("maxBindsPerServer")).hasSize(4).allMatch(binds -> binds.asInt() == 4);
        assertThat(result.path("submitRatePerSecond").asDouble()).isPositive();
    }
}
