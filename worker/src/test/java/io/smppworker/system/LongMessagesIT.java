package io.smppworker.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.sandbox.provider.MessageSubmits;
import io.smppworker.sandbox.provider.ProviderConfig;
import io.smppworker.sandbox.worker.WorkerYaml;
import io.smppworker.schemas.Receipt;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A long message by each kind of joint but udh, which every other test has, as the provider takes it and as {@code
 * segments} foretells it.
 */
class LongMessagesIT {
    private static final int REQUESTS = 20;
    /** 305 septets when its quotes are plain; else UCS-2. */
    private static final String TEXT = "\u201C" + "x".repeat(303) + "\u201D";

    @ParameterizedTest
    @CsvSource({
        "udh16, true, 3",
        "sar, false, 2",
        "payload, false, 1",
    })
    void aLongMessageArrivesWholeInAsManySegmentsAsPlanned(String joint, boolean packed, int segments) {
        try (Scene scene = new Scene(ProviderConfig.defaults().withPacked(packed))) {
            UnaryOperator<WorkerYaml> text = yaml -> yaml.set("account.longMessages", joint)
                    .set("account.packed", packed)
                    .set("defaults.transliterate", true);
            Scene.Command planned = scene.run(text.apply(scene.yaml("cli")), "segments", "--text", TEXT);
            assertThat(planned.exitCode()).describedAs("%s", planned.lines()).isZero();
            assertThat(planned.lines())
                    .anyMatch(line -> line.startsWith("GSM 03.38") && line.contains(", " + segments + " segment"))
                    .anyMatch(line -> line.startsWith("transliterated"));

            scene.start("w1", text);
            scene.awaitAllSlotsHeldBy("w1");
            for (int i = 0; i < REQUESTS; i++) {
                scene.send("long-" + i, "27820000001", TEXT);
            }
            scene.flush();
            scene.awaitFinalReceipts(Duration.ofMinutes(1));

            scene.assertEveryRequestAcceptedOnceAndReceipted();
            scene.assertLimitsHeld();
            Map<String, MessageSubmits> messages = scene.provider.messages();
            for (int i = 0; i < REQUESTS; i++) {
                assertThat(messages.getOrDefault("long-" + i, MessageSubmits.NONE)
                                .arrived())
                        .hasSize(segments);
                assertThat(scene.seen().receipts().get("long-" + i))
                        .hasSize(2)
                        .extracting(Receipt::transliterated)
                        .containsOnly(true);
            }
        }
    }
}
