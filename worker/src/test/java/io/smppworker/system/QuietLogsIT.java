package io.smppworker.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.smppworker.sandbox.broker.Brokers;
import io.smppworker.sandbox.provider.ProviderConfig;
import io.smppworker.schemas.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the workers' logs say at WARN and above: nothing in the ordinary course, little in an outage, all of it in our words. */
class QuietLogsIT {
    private static final int REQUESTS = 3_000;
    private static final Duration OUTAGE = Duration.ofSeconds(20);
    private static final int HANDFUL = 5;

    @Test
    void aStartAndThreeThousandRequestsAreNoWarningAndABrokerThatIsAwayIsAHandfulOfLines() {
        try (Scene scene = new Scene(ProviderConfig.defaults(), Brokers.withControllerApart())) {
            scene.start("w1");
            scene.start("w2");
            scene.awaitAllSlotsHeldBy("w1", "w2");
            scene.sendMany("quiet", REQUESTS);
            scene.awaitFinalReceipts(Duration.ofMinutes(3));
            Stream.of("w1", "w2")
                    .forEach(worker -> assertThat(warnings(scene, worker))
                            .describedAs("warnings of %s", worker)
                            .isEmpty());

            scene.broker().kill();
            long killedNanos = System.nanoTime();
            await().atMost(OUTAGE.multipliedBy(2)).until(() -> System.nanoTime() - killedNanos > OUTAGE.toNanos());
            scene.broker().start();
            scene.sendMany("after", 100);
            scene.awaitFinalReceipts(Duration.ofMinutes(2));

            // one line for each commit that a rebalance or an outage refuses is the intake's own
            List<String> ofKafka = warnings(scene, "w1").stream()
                    .filter(line -> !line.contains("offsets not committed"))
                    .toList();
            assertThat(ofKafka)
                    .describedAs("warnings of w1")
                    .hasSizeLessThanOrEqualTo(HANDFUL)
                    .anyMatch(line -> line.contains("Kafka cannot be reached"));
        }
    }

    /** Each line at WARN or ERROR. */
    private static List<String> warnings(Scene scene, String worker) {
        return scene.worker(worker)
                .lastOfLog(Integer.MAX_VALUE)
                .lines()
                .filter(line -> line.startsWith("{"))
                .map(QuietLogsIT::parsed)
                .filter(line ->
                        List.of("WARN", "ERROR").contains(line.path("level").asText()))
                .map(line -> line.path("level").asText() + " "
                        + line.path("loggerName").asText() + " "
                        + line.path("formattedMessage").asText() + " "
                        + line.path("throwable").path("className").asText())
                .toList();
    }

    private static JsonNode parsed(String line) {
        try {
            return Json.MAPPER.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
