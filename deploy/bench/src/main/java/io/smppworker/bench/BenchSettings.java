package io.smppworker.bench;

import io.smppworker.sandbox.process.Knobs;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The bench's knobs. One component for each property.
 *
 * @param scenarios to run, {@code bench.only} (comma-separated; all of them)
 * @param outstanding messages of the scenarios drain and cost, {@code bench.outstanding}
 * @param requests of the scenario ceiling, {@code bench.requests}
 * @param seconds of each timed measurement, {@code bench.seconds}
 * @param runs of which a figure is the median, {@code bench.runs}
 * @param workers how many at a time in the scenario fill, {@code bench.workers} (comma-separated)
 * @param workerJar the built worker, {@code bench.worker.jar}
 * @param output where the picture goes, {@code bench.output}
 */
record BenchSettings(
        List<Scenario> scenarios,
        int outstanding,
        int requests,
        int seconds,
        int runs,
        List<Integer> workers,
        Path workerJar,
        Path output) {
    /** As many as the provider keeps (SMSPortal, "Message Retention"). */
    private static final int MOST_OUTSTANDING = 1_000_000;

    private static final int MOST_WORKERS = 64;

    /**
     * Reads the system properties.
     *
     * @throws IllegalArgumentException that names the property and what it may be
     */
    static BenchSettings of(Properties properties) {
        Knobs knobs = new Knobs(properties);
        return new BenchSettings(
                scenarios(knobs.text("bench.only")),
                (int) knobs.integer("bench.outstanding", MOST_OUTSTANDING, 1, MOST_OUTSTANDING),
                (int) knobs.integer("bench.requests", 800_000, 1_000, 5_000_000),
                (int) knobs.integer("bench.seconds", 60, 1, 3600),
                (int) knobs.integer("bench.runs", 3, 1, 100),
                workers(knobs.text("bench.workers")),
                knobs.workerJar("bench.worker.jar"),
                Path.of(properties.getProperty("bench.output", "target/bench")));
    }

    private static List<Scenario> scenarios(String only) {
        if (only.isEmpty()) {
            return List.of(Scenario.values());
        }
        return Stream.of(only.split(",", -1))
                .map(String::strip)
                .map(BenchSettings::scenario)
                .sorted()
                .toList();
    }

    private static List<Integer> workers(String numbers) {
        if (numbers.isEmpty()) {
            return List.of(1, 2, 3, 4, 5, 8, 16);
        }
        try {
            return Stream.of(numbers.split(",", -1))
                    .map(String::strip)
                    .map(Integer::valueOf)
                    .peek(BenchSettings::check)
                    .toList();
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("bench.workers: " + numbers + " are not whole numbers, comma-separated");
        }
    }

    private static void check(int workers) {
        if (workers < 1 || workers > MOST_WORKERS) {
            throw new IllegalArgumentException("bench.workers: " + workers + " is not from 1 to " + MOST_WORKERS);
        }
    }

    private static Scenario scenario(String key) {
        return Arrays.stream(Scenario.values())
                .filter(scenario -> scenario.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "bench.only: there is no scenario \"" + key + "\"; there are " + Scenario.keys()));
    }
}
