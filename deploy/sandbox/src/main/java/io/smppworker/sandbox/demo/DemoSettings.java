package io.smppworker.sandbox.demo;

import io.smppworker.sandbox.process.Knobs;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The demo's knobs.
 *
 * @param workers worker processes, {@code demo.workers}
 * @param messages requests, {@code demo.messages}
 * @param seed of the traffic and of the provider's choices, {@code demo.seed}
 * @param anyBroker whether to take the broker that tests take, {@code demo.broker=any}, in place of one of its own
 * @param workerJar the built worker, {@code demo.worker.jar}
 * @param workerOptions of the workers' JVM in place of the usual ones, {@code demo.worker.options}; none for the usual ones
 */
record DemoSettings(
        int workers, int messages, long seed, boolean anyBroker, Path workerJar, List<String> workerOptions) {
    private static final int MOST_WORKERS = 64;
    private static final int MOST_MESSAGES = 1_000_000;

    /**
     * Reads the system properties.
     *
     * @throws IllegalArgumentException that names the property and what it may be
     */
    static DemoSettings of(Properties properties) {
        Knobs knobs = new Knobs(properties);
        String broker = knobs.text("demo.broker");
        if (!Set.of("", "own", "any").contains(broker)) {
            throw new IllegalArgumentException("demo.broker: " + broker + " is neither own nor any");
        }
        return new DemoSettings(
                (int) knobs.integer("demo.workers", 2, 1, MOST_WORKERS),
                (int) knobs.integer("demo.messages", 2000, 1, MOST_MESSAGES),
                knobs.integer("demo.seed", 1, 0, Long.MAX_VALUE),
                broker.equals("any"),
                knobs.workerJar("demo.worker.jar"),
                Stream.of(knobs.text("demo.worker.options").split(" "))
                        .filter(option -> !option.isEmpty())
                        .toList());
    }
}
