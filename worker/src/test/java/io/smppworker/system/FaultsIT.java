package io.smppworker.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.smppworker.sandbox.faults.FaultSuite;
import io.smppworker.sandbox.process.JavaCommand;
import io.smppworker.sandbox.process.JavaProcess;
import io.smppworker.schemas.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The fault suite in its short form, as a user runs it: every kind of fault at least once. */
@Tag("faults")
class FaultsIT {
    private static final String SEED = System.getProperty("faults.seed", "1");
    private static final int KINDS = 12;

    @Test
    void nothingIsLostAndNothingIsSentTwiceInSilenceWhateverHappens() throws Exception {
        List<String> lines = new CopyOnWriteArrayList<>();
        try (JavaProcess suite = JavaCommand.main(FaultSuite.class)
                .jvmOptions(
                        "-Xmx384m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dlogback.configurationFile=io/smppworker/sandbox/faults/logback-faults.xml",
                        "-Dfaults.minutes=1.3",
                        "-Dfaults.seed=" + SEED,
                        "-Dfaults.worker.jar=" + Path.of("target", "smpp-worker.jar"))
                .onLine(lines::add)
                .start()) {
            assertThat(suite.awaitExit(Duration.ofMinutes(6)))
                    .as(() -> String.join("\n", lines))
                    .isZero();
        }
        String last = lines.get(lines.size() - 1);
        assertThat(last).startsWith("RESULT {");
        JsonNode ledger = Json.MAPPER.readTree(last.substring("RESULT ".length()));
        assertThat(ledger.path("requests").asInt()).isPositive();
        assertThat(ledger.path("lost").asInt(-1)).isZero();
        assertThat(ledger.path("undeclaredDuplicates").asInt(-1)).isZero();
        assertThat(ledger.path("reportWireDuplicates").asInt(-1)).isZero();
        assertThat(ledger.path("acknowledgedNotPublished").asInt(-1)).isZero();
        assertThat(ledger.path("maxBindsPerServer")).hasSize(4).allMatch(binds -> binds.asInt() <= 4);
        assertThat(ledger.path("maxRatePerServer")).hasSize(4).allMatch(rate -> rate.asInt() <= 50);
        assertThat(ledger.path("faults")).hasSize(KINDS);
    }
}
