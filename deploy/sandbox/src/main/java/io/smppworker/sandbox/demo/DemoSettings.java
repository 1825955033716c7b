package io.smppworker.sandbox.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * The demo's knobs.
 *
 * @param workers worker processes, {@code demo.workers}
 * @param messages requests, {@code demo.messages}
 * @param seed of the traffic and of the provider's choices, {@code demo.seed}
 * @param workerJar the built worker, {@code demo.worker.jar}
 */
record DemoSettings(int workers, int messages, long seed, Path workerJar) {
    private static final int MOST_WORKERS = 64;
    private static final int MOST_MESSAGES = 1_000_000;

    /**
     * Reads the system properties.
     *
     * @throws IllegalArgumentException that names the property and what it may be
     */
    static DemoSettings of(Properties properties) {
        Path jar = Path.of(properties.getProperty("demo.worker.jar", "worker/target/smpp-worker.jar"));
        if (!Files.isRegularFile(jar)) {
            throw new IllegalArgumentException("demo.worker.jar: there is no " + jar + "; mvn package builds it");
        }
        return new DemoSettings(
                (int) number(properties, "demo.workers", "2", 1, MOST_WORKERS),
                (int) number(properties, "demo.messages", "2000", 1, MOST_MESSAGES),
                number(properties, "demo.seed", "1", 0, Long.MAX_VALUE),
                jar);
    }

    private static long number(Properties properties, String name, String byDefault, long least, long most) {
        String text = properties.getProperty(name, byDefault);
        try {
            long number = Long.parseLong(text);
            if (least <= number && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // told below, with what is allowed
        }
        throw new IllegalArgumentException(name + ": " + text + " is not a number from " + least + " to " + most);
    }
}
