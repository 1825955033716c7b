package io.smppworker.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smppworker.sandbox.provider.ProviderConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The urgent lane overtakes any backlog: an urgent request waits at most for what is in the windows already. */
class UrgentIT {
    private static final int BACKLOG = 20_000;
    private static final int URGENT = 200;

    @Test
    void anUrgentRequestOvertakesALongBacklogAtTheContractRate() {
        try (Scene scene = new Scene(ProviderConfig.defaults())) {
            scene.start("w1");
            scene.start("w2");
            scene.awaitAllSlotsHeldBy("w1", "w2");
            for (int i = 0; i < BACKLOG; i++) {
                scene.produce("sms.outbound", "bulk-" + i, "27820000001", "bulk");
            }
            scene.flush();
            scene.awaitRate(Scene.WHOLE_RATE);

            Map<String, Long> producedNanos = new HashMap<>();
            await().atMost(Duration.ofMinutes(1))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> {
                        String id = "urgent-" + producedNanos.size();
                        producedNanos.put(id, System.nanoTime());
                        scene.produce("sms.outbound.urgent", id, "27820000001", "urgent");
                        scene.flush();
                        return producedNanos.size() == URGENT;
                    });
            Map<String, Long> arrivedNanos = new HashMap<>();
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                arrivedNanos.putAll(arrivals(scene));
                return arrivedNanos.size() == URGENT;
            });

            List<Long> waits = new ArrayList<>();
            producedNanos.forEach(
                    (id, produced) -> waits.add(arrivedNanos.getOrDefault(id, Long.MAX_VALUE) - produced));
            Collections.sort(waits);
            assertThat(Duration.ofNanos(waits.get(URGENT * 99 / 100 - 1)))
                    .describedAs("99 of 100 urgent requests reach the provider within")
                    .isLessThan(Duration.ofSeconds(1));
            scene.awaitRate(Scene.WHOLE_RATE);
            scene.assertLimitsHeld();
        }
    }

    private static Map<String, Long> arrivals(Scene scene) {
        Map<String, Long> arrivals = new HashMap<>();
        scene.provider.submitRows().stream()
                .filter(row -> row.messageRef().startsWith("urgent-"))
                .forEach(row -> arrivals.put(row.messageRef(), row.nanos()));
        return arrivals;
    }
}
