package io.smppworker.sandbox.faults;

import java.nio.file.Files;
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
        Path jar = Path.of(properties.getProperty("faults.worker.jar", "worker/target/smpp-worker.jar"));
        if (!Files.isRegularFile(jar)) {
            throw new IllegalArgumentException("faults.worker.jar: there is no " + jar + "; mvn package builds it");
        }
        double minutes =
                number(properties, "faults.minutes", "1.5", Schedule.SHORTEST.toMillis() / 60_000.0, MOST_MINUTES);
        return new FaultSettings(
                Duration.ofMillis((long) (minutes * 60_000)),
                (long) number(properties, "faults.seed", "1", 0, 1L << 52),
                jar);
    }

    private static double number(Properties properties, String name, String byDefault, double least, double most) {
        String text = properties.getProperty(name, byDefault);
        try {
            double number = Double.parseDouble(text);
            if (least <= number && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // told below, with what is allowed
        }
        throw new IllegalArgumentException(name + ": " + text + " is not a number from " + least + " to " + most);
    }
}
