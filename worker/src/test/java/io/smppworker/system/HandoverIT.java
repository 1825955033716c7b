package io.smppworker.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smppworker.sandbox.provider.ProviderConfig;
import io.smppworker.sandbox.provider.SessionInfo;
import io.smppworker.sandbox.worker.WorkerYaml;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How soon the whole rate is used again when workers come, go and die, on a broker with its defaults, as the
 * provider's log has it. Every figure is logged; what is asserted leaves room for a machine that is busy with other things.
 */
class HandoverIT {
    private static final Logger LOG = LoggerFactory.getLogger(HandoverIT.class);
    /** What a machine with many times its own work may need more; all bounds stay far below the brokers' 45 s for a dead member. */
    private static final Duration BUSY_MACHINE = Duration.ofSeconds(15);

    @Test
    void theWholeRateIsUsedAgainWithinSecondsWhenWorkersComeGoAndDie() {
        try (Scene scene = Scene.onDefaults(ProviderConfig.defaults())) {
            scene.run(scene.yaml("topics"), "topics");
            try (Backlog backlog = new Backlog(scene, "handover")) {
                workersComeGoAndDie(scene);
            }
            scene.awaitFinalReceipts(Duration.ofMinutes(3));
            scene.assertEveryRequestAcceptedAndDelivered();
            scene.assertLimitsHeld();
        }
    }

    private static void workersComeGoAndDie(Scene scene) {
        long startedNanos = System.nanoTime();
        scene.start("w1");
        scene.start("w2", HandoverIT::submitting);
        scene.awaitAllSlotsHeldBy("w1", "w2");
        scene.awaitRate(Scene.WHOLE_RATE);
        long first = scene.provider.arrivals(startedNanos, Long.MAX_VALUE)[0];
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
        disturbed(scene, "5 to 3 workers", Duration.ofSeconds(4), () -> scene.stop("w4", "w5"), "w1", "w2", "w3");
        assertThat(scene.provider.summary().duplicateAcceptances())
                .describedAs("segments accepted twice while workers came and went in order")
                .isZero();
        disturbed(scene, "one of 3 killed", Duration.ofSeconds(9), () -> scene.kill("w3"), "w1", "w2");
    }

    @Test
    void aServerThatOnlyOneWorkerCannotReachIsUsedToTheFullThroughTheOther() {
        try (Scene scene = Scene.onDefaults(ProviderConfig.defaults())) {
            scene.run(scene.yaml("topics"), "topics");
            scene.start("w1", yaml -> yaml.set("account.servers", withClosedPort(scene, "smpp1")));
            scene.start("w2", HandoverIT::submitting);
            scene.sendMany("route", 2_000);
            long startedNanos = System.nanoTime();
            await().alias("the server that w1 cannot reach is bound by w2, and shares are even")
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> {
                        scene.checkAlive();
                        assertThat(scene.bound()).hasSize(Scene.SLOTS);
                        assertThat(scene.bound().stream()
                                        .filter(session -> session.server().equals("smpp1"))
                                        .map(scene::workerOf))
                                .containsOnly("w2")
                                .hasSize(4);
                        assertThat(scene.bound().stream()
                                        .filter(session ->
                                                scene.workerOf(session).equals("w1")))
                                .hasSize(Scene.SLOTS / 2);
                    });
            LOG.info(
                    "a route cut from the start: every slot bound {} ms after the workers were started",
                    (System.nanoTime() - startedNanos) / 1_000_000);
            scene.awaitFinalReceipts(Duration.ofMinutes(1));
            scene.assertEveryRequestAcceptedOnceAndReceipted();
            scene.assertLimitsHeld();
        }
    }

    /** The provider's servers, but that nobody listens where this one should. */
    private static List<Map<String, Object>> withClosedPort(Scene scene, String closed) {
        return scene.provider.servers().stream()
                .map(server -> Map.<String, Object>of(
                        "name",
                        server.name(),
                        "host",
                        server.host(),
                        "port",
                        server.name().equals(closed) ? 1 : server.plainPort(),
                        "location",
                        server.location(),
                        "population",
                        server.population()))
                .toList();
    }

    private static WorkerYaml submitting(WorkerYaml yaml) {
        return yaml.set("roles", List.of("submit"));
    }

    /** Does that, and asserts that the whole rate is used again within the bound, counted from its first effect. */
    private static void disturbed(Scene scene, String what, Duration bound, Runnable disturbance, String... remaining) {
        long begunNanos = System.nanoTime();
        disturbance.run();
        scene.awaitAllSlotsHeldBy(remaining);
        scene.awaitRate(Scene.WHOLE_RATE);
        long effectNanos = scene.provider.sessions().stream()
                .mapToLong(SessionInfo::endNanos)
                .filter(nanos -> nanos > begunNanos && nanos < Long.MAX_VALUE)
                .min()
                .orElseThrow();
        long millis = millisUntilWholeRate(scene, effectNanos);
        LOG.info("{}: whole rate {} ms after the first unbind or closed session", what, millis);
        assertThat(Duration.ofMillis(millis)).describedAs(what).isLessThan(bound.plus(BUSY_MACHINE));
    }

    /** From then on until the first second in which the whole rate is used and after which it stays so. */
    private static long millisUntilWholeRate(Scene scene, long fromNanos) {
        long[] arrivals = scene.provider.arrivals(fromNanos, Long.MAX_VALUE);
        long end = arrivals[arrivals.length - 1];
        long second = Duration.ofSeconds(1).toNanos();
        long step = Duration.ofMillis(50).toNanos();
        long lastBelow = fromNanos - second;
        for (long at = fromNanos; at + second <= end; at += step) {
            if (count(arrivals, at, at + second) < Scene.WHOLE_RATE) {
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
