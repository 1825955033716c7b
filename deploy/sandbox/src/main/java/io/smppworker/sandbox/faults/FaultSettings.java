package io.smppworker.sandbox.faults;

import io.smppworker.sandbox.process.Knobs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;

/**
 * The suite's knobs.
 *
 * @param length of the schedule, {@code faults.minutes}; start and drain come on top
 * @param seed of schedule and load, {@code faults.seed}
 * @param workerJar the built worker, {@code faults.worker.jar}
 */
record FaultSettings(Duration length, long seed, Path workerJar) {
    private static final double MOST_MINUTES = 24 * 60;

    /**
     * Reads the system properties.
     *
     * @throws IllegalArgumentException that names the property and what it may be
     */
    static FaultSettings of(Properties properties) {
        Knobs knobs = new Knobs(properties);
        double minutes = knobs.decimal("faults.minutes", 1.5, Schedule.SHORTEST.toMillis() / 60_000.0, MOST_MINUTES);
        return new FaultSettings(
                Duration.ofMillis((long) (minutes * 60_000)),
                knobs.integer("faults.seed", 1, 0, Long.MAX_VALUE),
                knobs.workerJar("faults.worker.jar"));
    }
}
