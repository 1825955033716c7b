package io.smppworker.correlate;

import static io.smppworker.correlate.CorrelatorScene.awaitRunning;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smppworker.streams.RestartPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.Options;

/** The state directory is a copy: whatever happens to it, each receipt is published exactly once. */
class CorrelatorDiskIT {
    @TempDir
    Path stateDir;

    private final Stories stories = new Stories(200, new Random(5));
    private final List<Consumer<CorrelatorInput>> events = stories.events();
    private final CorrelatorScene scene = new CorrelatorScene();

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void aStateDirectoryThatIsLostIsRebuilt() throws IOException {
        runOverTheFirstHalf();
        try (Stream<Path> paths = Files.walk(stateDir)) {
            paths.sorted(Comparator.reverseOrder())
                    .filter(path -> !path.equals(stateDir))
                    .forEach(path -> path.toFile().delete());
        }
        assertThat(stateDir).isEmptyDirectory();
        runOverTheSecondHalf();
    }

    @Test
    void aStateThatCannotBeReadIsDeletedAndRebuilt() throws IOException {
        runOverTheFirstHalf();
        try (Stream<Path> paths = Files.walk(stateDir)) {
            List<Path> files = paths.filter(Files::isRegularFile)
                    .filter(path -> path.toString().contains("rocksdb"))
                    .toList();
            assertThat(files).isNotEmpty();
            files.forEach(CorrelatorDiskIT::fillWithGarbage);
        }
        runOverTheSecondHalf();
    }

    @Test
    void withNoSpaceItStopsSaysSoAndGoesOnWhenThereIsSome() throws InterruptedException {
        events.forEach(event -> event.accept(scene));
        Properties properties = scene.properties(stateDir);
        properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, FullDisk.class);
        FullDisk.full = true;
        HeldScheduler scheduler = new HeldScheduler();
        try (Correlator correlator =
                new Correlator(properties, scene.settings(), System::nanoTime, new PublishedRecorded(), scheduler)) {
            correlator.start();
            Runnable retry = scheduler.held.poll(CorrelatorScene.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(retry).isNotNull();
            assertThat(correlator.missing()).isEqualTo("the correlator has stopped: no space left in " + stateDir);
            await().atMost(CorrelatorScene.PATIENCE).until(() -> correlator.state() == KafkaStreams.State.ERROR);
            assertThat(correlator.missing()).isEqualTo("the correlator has stopped: no space left in " + stateDir);

            FullDisk.full = false;
            scheduler.execute(retry);
            awaitRunning(correlator);
            assertThat(correlator.missing()).isNull();
            scene.awaitReported(stories);
        }
    }

    private void runOverTheFirstHalf() {
        try (Correlator correlator = scene.correlator(stateDir)) {
            correlator.start();
            awaitRunning(correlator);
            events.subList(0, events.size() / 2).forEach(event -> event.accept(scene));
            await().atMost(CorrelatorScene.PATIENCE)
                    .until(() -> scene.receiptsSoFar().size() > 20);
        }
    }

    private void runOverTheSecondHalf() {
        events.subList(events.size() / 2, events.size()).forEach(event -> event.accept(scene));
        try (Correlator correlator = scene.correlator(stateDir)) {
            correlator.start();
            scene.awaitReported(stories);
            awaitRunning(correlator);
            assertThat(correlator.missing()).isNull();
        }
    }

    private static void fillWithGarbage(Path file) {
        try {
            byte[] garbage = new byte[(int) Files.size(file)];
            new Random(1).nextBytes(garbage);
            Files.write(file, garbage);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens no store while the disk is full. */
    public static final class FullDisk implements RocksDBConfigSetter {
        private static volatile boolean full;

        @Override
        public void setConfig(String storeName, Options options, Map<String, Object> configs) {
            if (full) {
                throw new ProcessorStateException(
                        "Error opening store " + storeName, new IOException("No space left on device"));
            }
        }

        @Override
        public void close(String storeName, Options options) {}
    }

    /** Holds what is to run when there is space until the test runs it. */
    private static final class HeldScheduler extends ScheduledThreadPoolExecutor {
        private final BlockingQueue<Runnable> held = new LinkedBlockingQueue<>();

        HeldScheduler() {
            super(1);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
            if (unit.toMillis(delay) < RestartPolicy.SPACE_PAUSE.toMillis()) {
                return super.schedule(command, delay, unit);
            }
            held.add(command);
            return super.schedule(() -> {}, 0, TimeUnit.NANOSECONDS);
        }

        @Override
        public void execute(Runnable command) {
            var unused = super.schedule(command, 0, TimeUnit.NANOSECONDS);
        }
    }
}
