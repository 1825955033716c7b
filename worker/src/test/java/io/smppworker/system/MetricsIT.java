package io.smppworker.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smppworker.sandbox.provider.ProviderConfig;
import io.smppworker.schemas.Receipt;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a worker counts is what the provider and the topics saw, and adds up. */
class MetricsIT {
    private static final String REJECTED = "27820097011";
    private static final int GOOD = 300;
    private static final int BAD = 5;
    private static final int EXPIRED = 3;
    private static final int TWICE = 4;

    @Test
    void countersAgreeWithTheProviderAndTheTopicsAndWithEachOther() {
        try (Scene scene = new Scene(ProviderConfig.defaults())) {
            scene.start("w1");
            scene.awaitAllSlotsHeldBy("w1");
            int segments = scene.sendMany("good", GOOD);
            for (int i = 0; i < BAD; i++) {
                scene.produce("sms.outbound.urgent", "refused-" + i, REJECTED, "no such number");
                scene.sendRaw("bad-" + i, "no JSON".getBytes(StandardCharsets.UTF_8));
            }
            for (int i = 0; i < EXPIRED; i++) {
                scene.sendRaw(
                        "late-" + i,
                        "{\"messageId\":\"late-%d\",\"to\":\"27820000001\",\"text\":\"x\",\"expiresAt\":\"2020-01-01T00:00:00Z\"}"
                                .formatted(i)
                                .getBytes(StandardCharsets.UTF_8));
            }
            for (int i = 0; i < TWICE; i++) {
                scene.produce("sms.outbound", "good-" + i, "27820000001", "again");
            }
            scene.flush();
            scene.awaitFinalReceipts(Duration.ofMinutes(1));
            int taken = GOOD + 2 * BAD + EXPIRED + TWICE;
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> sum(metrics(scene), "smppworker_requests_total") == taken);
            int receipts = 2 * GOOD + BAD + EXPIRED + TWICE;
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> sum(metrics(scene), "smppworker_receipts_total") == receipts);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> scene.seen().receipts().values().stream()
                                    .mapToInt(List::size)
                                    .sum()
                            == receipts);

            Map<String, Double> metrics = metrics(scene);
            assertThat(sum(metrics, "smppworker_requests_taken_total")).isEqualTo(taken);
            assertThat(sum(metrics, "smppworker_requests_open")).isZero();
            assertThat(sum(metrics, "smppworker_lane_lag")).isZero();
            assertThat(sum(metrics, "smppworker_requests_total", "outcome=\"accepted\""))
                    .isEqualTo(GOOD);
            assertThat(sum(metrics, "smppworker_requests_total", "lane=\"urgent\"", "outcome=\"rejected\""))
                    .isEqualTo(BAD);
            assertThat(sum(metrics, "smppworker_requests_total", "lane=\"bulk\"", "outcome=\"rejected\""))
                    .isEqualTo(BAD);
            assertThat(sum(metrics, "smppworker_requests_total", "outcome=\"expired\""))
                    .isEqualTo(EXPIRED);
            assertThat(sum(metrics, "smppworker_requests_total", "outcome=\"repeated\""))
                    .isEqualTo(TWICE);
            assertThat(sum(metrics, "smppworker_dead_letters_total", "reason=\"not-json\""))
                    .isEqualTo(BAD);

            assertThat(sum(metrics, "smppworker_submits_total")).isEqualTo(segments + BAD);
            assertThat(sum(metrics, "smppworker_submits_total"))
                    .isEqualTo(sum(metrics, "smppworker_submit_outcomes_total"));
            assertThat(sum(metrics, "smppworker_submit_outcomes_total", "outcome=\"accepted\""))
                    .isEqualTo(scene.provider.counts().submits().accepted());
            assertThat(sum(metrics, "smppworker_submit_outcomes_total", "outcome=\"refused\""))
                    .isEqualTo(sum(metrics, "smppworker_submit_refused_total", "status_class=\"permanent\""))
                    .isEqualTo(BAD);
            assertThat(sum(metrics, "smppworker_submit_response_seconds_count")).isEqualTo(segments + BAD);
            assertThat(sum(metrics, "smppworker_produce_to_submit_seconds_count"))
                    .isEqualTo(GOOD + BAD);

            assertThat(sum(metrics, "smppworker_deliveries_total", "step=\"received\""))
                    .isEqualTo(sum(metrics, "smppworker_deliveries_total", "step=\"acknowledged\""))
                    .isEqualTo(scene.provider.counts().receipts().acknowledged());
            assertThat(sum(metrics, "smppworker_receipts_total", "stage=\"delivery\"", "status=\"DELIVERED\""))
                    .isEqualTo(GOOD);
            assertThat(sum(metrics, "smppworker_receipts_total", "stage=\"submit\"", "status=\"ACCEPTED\""))
                    .isEqualTo(receipts(scene, Receipt.Stage.SUBMIT, Receipt.Status.ACCEPTED));
            assertThat(sum(metrics, "smppworker_receipts_total", "stage=\"submit\"", "status=\"REJECTED\""))
                    .isEqualTo(receipts(scene, Receipt.Stage.SUBMIT, Receipt.Status.REJECTED));
            assertThat(sum(metrics, "smppworker_accept_to_receipt_seconds_count"))
                    .isEqualTo(GOOD);
            assertThat(sum(metrics, "smppworker_deliver_to_published_seconds_count"))
                    .isEqualTo(GOOD);

            assertThat(sum(metrics, "smppworker_slot_owned")).isEqualTo(Scene.SLOTS);
            assertThat(sum(metrics, "smppworker_slot_bound")).isEqualTo(Scene.SLOTS);
            assertThat(sum(metrics, "smppworker_bind_attempts_total", "outcome=\"bound\""))
                    .isEqualTo(Scene.SLOTS);
            assertThat(sum(metrics, "smppworker_throttle_quota")).isEqualTo(200);
            assertThat(sum(metrics, "smppworker_correlator_state")).isEqualTo(1);
            assertThat(metrics)
                    .containsEntry("smppworker_ready", 1.0)
                    .containsEntry("smppworker_standing_by", 0.0)
                    .containsEntry("smppworker_correlator_state{state=\"running\"}", 1.0);
            assertThat(metrics.get("smppworker_lease_seconds")).isPositive();
        }
    }

    private static long receipts(Scene scene, Receipt.Stage stage, Receipt.Status status) {
        return scene.seen().receipts().values().stream()
                .flatMap(List::stream)
                .filter(receipt -> receipt.stage() == stage && receipt.status() == status)
                .count();
    }

    /** Every series of the worker, by name and labels. */
    private static Map<String, Double> metrics(Scene scene) {
        Map<String, Double> values = new LinkedHashMap<>();
        scene.admin("w1", "/metrics")
                .lines()
                .filter(line -> !line.startsWith("#"))
                .forEach(line -> {
                    int space = line.lastIndexOf(' ');
                    values.put(line.substring(0, space), Double.parseDouble(line.substring(space + 1)));
                });
        return values;
    }

    /** Over all series of that name with all of these labels; of whole numbers. */
    private static long sum(Map<String, Double> metrics, String name, String... labels) {
        return Math.round(metrics.entrySet().stream()
                .filter(series ->
                        series.getKey().equals(name) || series.getKey().startsWith(name + "{"))
                .filter(series -> List.of(labels).stream().allMatch(series.getKey()::contains))
                .mapToDouble(Map.Entry::getValue)
                .sum());
    }
}
