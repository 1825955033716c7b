package io.smppworker.correlate;

import static io.smppworker.correlate.CorrelatorScene.awaitRunning;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorrelatorIT {
    @Test
    void aMessageIsReportedOnceThoughItsCorrelatorLeavesAndAnotherTakesOver(
            @TempDir Path firstDir, @TempDir Path secondDir) {
        Stories stories = new Stories(300, new Random(11));
        List<Consumer<CorrelatorInput>> events = stories.events();
        try (CorrelatorScene scene = new CorrelatorScene();
                Correlator second = scene.correlator(secondDir)) {
            try (Correlator first = scene.correlator(firstDir)) {
                first.start();
                awaitRunning(first);
                events.subList(0, events.size() / 3).forEach(event -> event.accept(scene));
                second.start();
                awaitRunning(second);
                events.subList(events.size() / 3, events.size() / 2).forEach(event -> event.accept(scene));
            }
            events.subList(events.size() / 2, events.size()).forEach(event -> event.accept(scene));
            scene.awaitReported(stories);

            // whatever it would still have published is published when it has ended in order
            assertThat(second.close(Duration.ofSeconds(30))).isTrue();
            stories.assertReported(scene.receiptsSoFar());
        }
    }
}
