package io.smppworker.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smppworker.sandbox.provider.ProviderConfig;
import io.smppworker.sandbox.worker.WorkerProcess;
import io.smppworker.sandbox.worker.WorkerYaml;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What an operator may change while workers run. */
class LiveChangesIT {
    @Test
    void aRunningWorkerTakesOverWhatItCanAndSaysWhatNeedsARestart() {
        AtomicReference<WorkerYaml> written = new AtomicReference<>();
        try (Scene scene = new Scene(ProviderConfig.defaults())) {
            scene.start("w1", yaml -> {
                written.set(yaml.set("account.throttle", 10));
                return yaml;
            });
            scene.awaitAllSlotsHeldBy("w1");
            scene.sendMany("live", 5_000);
            scene.awaitRate(36);
            assertThat(scene.submitRate(Duration.ofSeconds(5))).isLessThanOrEqualTo(40.5);

            WorkerProcess worker = scene.worker("w1");
            WorkerYaml yaml = Objects.requireNonNull(written.get());
            yaml.set("account.throttle", 50)
                    .set("account.window", 5)
                    .set("logging.level", "debug")
                    .set("account.systemType", "other")
                    .write(worker.config());
            scene.awaitRate(Scene.WHOLE_RATE);
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(worker.lastOfLog(10_000))
                            .contains("account.throttle, account.window, logging.level taken over")
                            .contains("account.systemType need a restart of this worker"));
            assertThat(scene.admin("w1", "/metrics")).contains("smppworker_window_size 5.0");

            yaml.set("account.throttle", 0).write(worker.config());
            worker.process().sighup();
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(worker.lastOfLog(10_000))
                            .contains("is not valid; the worker goes on as it was")
                            .contains("account.throttle must be at least 1"));
            scene.awaitRate(Scene.WHOLE_RATE);
            scene.assertLimitsHeld();
        }
    }

    @Test
    void aWorkerThatStillWaitsForKafkaTakesThemOverToo() {
        AtomicReference<WorkerYaml> written = new AtomicReference<>();
        try (Scene scene = new Scene(ProviderConfig.defaults())) {
            scene.start("w1", yaml -> {
                written.set(yaml.set("kafka.bootstrapServers", "127.0.0.1:1"));
                return yaml;
            });
            WorkerProcess worker = scene.worker("w1");
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> worker.lastOfLog(10_000).contains("admin on "));

            Objects.requireNonNull(written.get()).set("account.throttle", 20).write(worker.config());
            worker.process().sighup();
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(worker.lastOfLog(10_000)).contains("account.throttle taken over"));
            scene.checkAlive();
        }
    }
}
