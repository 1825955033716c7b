package io.smppworker.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.smppworker.sandbox.bench.Bench;
import io.smppworker.sandbox.process.JavaCommand;
import io.smppworker.sandbox.process.JavaProcess;
import io.smppworker.schemas.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** The bench in small, as a user runs it: it measures every figure and its ledger is clean. The figures are not judged. */
class BenchIT {
    @Test
    void everyScenarioMeasuresAndLosesNothing() throws Exception {
        List<String> lines = new CopyOnWriteArrayList<>();
        try (JavaProcess bench = JavaCommand.main(Bench.class)
                .jvmOptions(
                        "-Xmx384m",
                        "-XX:+UseSerialGC",
                        "-Dlogback.configurationFile=io/smppworker/sandbox/bench/logback-bench.xml",
                        "-Dbench.outstanding=2000",
                        "-Dbench.seconds=2",
                        "-Dbench.runs=1",
                        "-Dbench.workers=2",
                        "-Dbench.worker.jar=" + Path.of("target", "smpp-worker.jar"))
                .onLine(lines::add)
                .start()) {
            assertThat(bench.awaitExit(Duration.ofMinutes(8)))
                    .as(() -> String.join("\n", lines))
                    .isZero();
        }
        String last = lines.get(lines.size() - 1);
        assertThat(last).startsWith("RESULT {");
        JsonNode result = Json.MAPPER.readTree(last.substring("RESULT ".length()));
        for (String figure : List.of(
                "/fill/2",
                "/fillMaxPerSecond",
                "/noisyFill",
                "/latencyMillis/p50",
                "/latencyMillis/p999",
                "/acceptedMillis/p99",
                "/urgentMillis/p99",
                "/receiptMillis/p50",
                "/receiptMillis/p99",
                "/cost/bytesPerRememberedId",
                "/cost/bytesPerOutstanding",
                "/restoreSeconds/warm",
                "/restoreSeconds/lost",
                "/drain/storedPerSecond",
                "/drain/correlatedPerSecond")) {
            assertThat(result.at(figure).asDouble()).as(figure).isPositive();
        }
        for (String ledger : List.of("lost", "duplicates", "unmatched")) {
            assertThat(result.path(ledger).asLong(-1)).as(ledger).isZero();
        }
    }
}
