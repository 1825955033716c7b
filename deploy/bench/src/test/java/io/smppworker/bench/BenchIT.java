package io.smppworker.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.smppworker.sandbox.process.JavaCommand;
import io.smppworker.sandbox.process.JavaProcess;
import io.smppworker.schemas.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two scenarios of the bench in small, as a user runs it: each measures its figures, and nothing is lost or doubled. */
class BenchIT {
    private static final Path WORKER_JAR = Path.of("..", "..", "worker", "target", "smpp-worker.jar");

    @Test
    @Timeout(value = 16, unit = TimeUnit.MINUTES)
    void scenariosMeasureAndLoseNothing(@TempDir Path output) throws Exception {
        List<String> lines = new CopyOnWriteArrayList<>();
        try (JavaProcess bench = JavaCommand.main(Bench.class)
                .jvmOptions(
                        "-Xmx384m",
                        "-XX:+UseSerialGC",
                        "-Dlogback.configurationFile=io/smppworker/bench/logback-bench.xml",
                        "-Dbench.only=fill,receipts",
                        "-Dbench.outstanding=2000",
                        "-Dbench.requests=2000",
                        "-Dbench.seconds=2",
                        "-Dbench.runs=1",
                        "-Dbench.workers=2",
                        "-Dbench.worker.jar=" + WORKER_JAR,
                        "-Dbench.output=" + output)
                .onLine(lines::add)
                .start()) {
            assertThat(bench.awaitExit(Duration.ofMinutes(15)))
                    .as(() -> String.join("\n", lines))
                    .isZero();
        }
        String last = lines.get(lines.size() - 1);
        assertThat(last).startsWith("RESULT {");
        JsonNode result = Json.MAPPER.readTree(last.substring("RESULT ".length()));
        for (String figure : List.of("/fill/2", "/fillMaxPerSecond", "/receiptMillis/p50", "/receiptMillis/p99")) {
            assertThat(result.at(figure).asDouble()).as(figure).isPositive();
        }
        assertThat(output.resolve("bench.svg")).content().contains("share of the contract's rate, workers: 2");
        for (String discrepancy : List.of("lost", "duplicates", "unmatched")) {
            assertThat(result.path(discrepancy).asLong(-1)).as(discrepancy).isZero();
        }
    }
}
