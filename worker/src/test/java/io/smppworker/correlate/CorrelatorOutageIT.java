package io.smppworker.correlate;

import static io.smppworker.correlate.CorrelatorScene.awaitRunning;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smppworker.sandbox.broker.Brokers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kafka goes and comes back: the correlator waits for it, and ends without it when it is stopped. */
class CorrelatorOutageIT {
    private static final Duration OUTAGE = Duration.ofSeconds(20);

    @Test
    void itGoesOnByItselfWhenAKilledBrokerIsBackAndEndsInTimeWhenItIsNot(@TempDir Path stateDir) {
        Stories stories = new Stories(200, new Random(3));
        List<Consumer<CorrelatorInput>> events = stories.events();
        int half = events.size() / 2;
        try (CorrelatorScene scene = new CorrelatorScene(Brokers.withControllerApart())) {
            Correlator correlator = scene.correlator(stateDir); // closed once, below: without Kafka that takes its time
            correlator.start();
            awaitRunning(correlator);
            events.subList(0, half).forEach(event -> event.accept(scene));
            await().atMost(CorrelatorScene.PATIENCE)
                    .until(() -> scene.receiptsSoFar().size() > 20);

            long killedNanos = System.nanoTime();
            scene.broker().kill();
            await().pollDelay(OUTAGE)
                    .atMost(OUTAGE.plusSeconds(30))
                    .until(() -> System.nanoTime() - killedNanos >= OUTAGE.toNanos());
            scene.broker().start();
            events.subList(half, events.size()).forEach(event -> event.accept(scene));
            scene.awaitReported(stories);
            awaitRunning(correlator);
            assertThat(correlator.missing()).isNull();

            scene.broker().kill();
            long startedNanos = System.nanoTime();
            correlator.close(Duration.ofSeconds(5));
            assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNanos))
                    .isLessThan(8_000);
        }
    }
}
