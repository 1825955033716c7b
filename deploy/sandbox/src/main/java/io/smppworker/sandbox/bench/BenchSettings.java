package io.smppworker.sandbox.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The bench's knobs.
 *
 * @param scenarios to run, {@code bench.only} (comma-separated; all of them)
 * @param outstanding messages of the scenario {@code drain}, {@code bench.outstanding}
 * @param seconds of each timed measurement, {@code bench.seconds}
 * @param workerJar the built worker, {@code bench.worker.jar}
 */
record BenchSettings(List<Scenario> scenarios, int outstanding, int seconds, Path workerJar) {
    /** As many as the provider keeps (SMSPortal, "Message Retention"). */
    private static final int MOST_OUTSTANDING = 1_000_000;

    /**
     * Reads the system properties.
     *
     * @throws IllegalArgumentException that names the property and what it may be
     */
    static BenchSettings of(Properties properties) {
        Path jar = Path.of(properties.getProperty("bench.worker.jar", "worker/target/smpp-worker.jar"));
        if (!Files.isRegularFile(jar)) {
            throw new IllegalArgumentException("bench.worker.jar: there is no " + jar + "; mvn package builds it");
        }
        return new BenchSettings(
                scenarios(properties.getProperty("bench.only", "")),
                number(properties, "bench.outstanding", "1000000", 1, MOST_OUTSTANDING),
                number(properties, "bench.seconds", "60", 1, 3600),
                jar);
    }

    private static List<Scenario> scenarios(String only) {
        if (only.isBlank()) {
            return List.of(Scenario.values());
        }
        return Stream.of(only.split(",", -1))
                .map(String::strip)
                .map(BenchSettings::scenario)
                .sorted()
                .toList();
    }

    private static Scenario scenario(String key) {
        return Arrays.stream(Scenario.values())
                .filter(scenario -> scenario.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "bench.only: there is no scenario \"" + key + "\"; there are " + Scenario.keys()));
    }

    private static int number(Properties properties, String name, String byDefault, int least, int most) {
        String text = properties.getProperty(name, byDefault);
        try {
            int number = Integer.parseInt(text);
            if (least <= number && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // told below, with what is allowed
        }
        throw new IllegalArgumentException(name + ": " + text + " is not a number from " + least + " to " + most);
    }
}
