package io.smppworker.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.sandbox.provider.BindEvent;
import io.smppworker.sandbox.provider.ProviderConfig;
import io.smppworker.sandbox.worker.WorkerYaml;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How soon the whole rate is used again when workers come, go, die and freeze, on a broker with its defaults, as the
 * provider's log has it. Every figure is logged; what is asserted leaves room for a machine that is busy with other things.
 */
class HandoverIT {
    private static final Logger LOG = LoggerFactory.getLogger(HandoverIT.class);
    private static final double WHOLE_RATE = 0.9 * 200;
    private static final Duration BUSY_MACHINE = Duration.ofSeconds(6);

    @Test
    void theWholeRateIsUsedAgainWithinSecondsWhenWorkersComeGoDieAndFreeze() {
        try (Scene scene = new Scene(ProviderConfig.defaults())) {
            scene.run(scene.yaml("topics"), "topics");
            int segments = scene.sendMany("handover", 20_000);
            long startedNanos = System.nanoTime();
            scene.start("w1");
            scene.start("w2", HandoverIT::submitting);
            scene.awaitAllSlotsHeldBy("w1", "w2");
            scene.awaitRate(190);
            long first = scene.provider.log().arrivals(null, startedNanos, Long.MAX_VALUE)[0];
            LOG.info(
                    "two workers started: first submit_sm after {} ms, whole rate after {} ms",
                    (first - startedNanos) / 1_000_000,
                    millisUntilWholeRate(scene, startedNanos));

            disturbed(
                    scene,
                    "2 to 3 workers",
                    Duration.ofSeconds(4),
                    () -> scene.start("w3", HandoverIT::submitting),
                    "w1",
                    "w2",
                    "w3");
            disturbed(
                    scene,
                    "3 to 5 workers",
                    Duration.ofSeconds(4),
                    () -> {
                        scene.start("w4", HandoverIT::submitting);
                        scene.start("w5", HandoverIT::submitting);
                    },
                    "w1",
                    "w2",
                    "w3",
                    "w4",
                    "w5");
            disturbed(
                    scene,
                    "5 to 3 workers",
                    Duration.ofSeconds(4),
                    () -> {
                        scene.stop("w4");
                        scene.stop("w5");
                    },
                    "w1",
                    "w2",
                    "w3");
            disturbed(scene, "one of 3 killed", Duration.ofSeconds(9), () -> scene.kill("w3"), "w1", "w2");

            scene.awaitFinalReceipts(Duration.ofMinutes(3));
            scene.assertEveryRequestAcceptedAndDelivered();
            assertThat(scene.provider.log().submits().accepted()).isGreaterThanOrEqualTo(segments);
            scene.assertLimitsHeld();
        }
    }

    private static WorkerYaml submitting(WorkerYaml yaml) {
        return yaml.set("roles", List.of("submit"));
    }

    /** Does that, and asserts that the whole rate is used again within the bound, counted from its first effect. */
    private static void disturbed(Scene scene, String what, Duration bound, Runnable disturbance, String... remaining) {
        long begunNanos = System.nanoTime();
        disturbance.run();
        scene.awaitAllSlotsHeldBy(remaining);
        scene.awaitRate(190);
        long effectNanos = scene.provider.log().bindHistory().stream()
                .filter(event -> !event.bound() && event.nanos() > begunNanos)
                .mapToLong(BindEvent::nanos)
                .min()
                .orElseThrow();
        long millis = millisUntilWholeRate(scene, effectNanos);
        LOG.info("{}: whole rate {} ms after the first unbind or closed session", what, millis);
        assertThat(Duration.ofMillis(millis)).describedAs(what).isLessThan(bound.plus(BUSY_MACHINE));
    }

    /** From then on until the first second in which the whole rate is used and after which it stays so. */
    private static long millisUntilWholeRate(Scene scene, long fromNanos) {
        long[] arrivals = scene.provider.log().arrivals(null, fromNanos, Long.MAX_VALUE);
        Arrays.sort(arrivals);
        long end = arrivals[arrivals.length - 1];
        long second = Duration.ofSeconds(1).toNanos();
        long step = Duration.ofMillis(50).toNanos();
        long lastBelow = fromNanos - second;
        for (long at = fromNanos; at + second <= end; at += step) {
            if (count(arrivals, at, at + second) < WHOLE_RATE) {
                lastBelow = at;
            }
        }
        return Math.max(0, (lastBelow + second - fromNanos) / 1_000_000);
    }

    private static int count(long[] sorted, long from, long to) {
        return indexOf(sorted, to) - indexOf(sorted, from);
    }

    private static int indexOf(long[] sorted, long value) {
        int index = Arrays.binarySearch(sorted, value);
        return index < 0 ? -index - 1 : index;
    }
}
