package io.smppworker.sandbox.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * The knobs of a main, as system properties. Every method throws IllegalArgumentException that names the property and what
 * it may be.
 */
public final class Knobs {
    private final Properties properties;

    public Knobs(Properties properties) {
        this.properties = properties;
    }

    /** The built worker. */
    public Path workerJar(String name) {
        Path jar = Path.of(properties.getProperty(name, "worker/target/smpp-worker.jar"));
        if (!Files.isRegularFile(jar)) {
            throw new IllegalArgumentException(name + ": there is no " + jar + "; mvn package builds it");
        }
        return jar;
    }

    public long integer(String name, long byDefault, long least, long most) {
        String text = properties.getProperty(name, Long.toString(byDefault));
        try {
            long number = Long.parseLong(text);
            if (least <= number && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // reported below, with what is allowed
        }
        throw new IllegalArgumentException(name + ": " + text + " is not a whole number from " + least + " to " + most);
    }

    public double decimal(String name, double byDefault, double least, double most) {
        String text = properties.getProperty(name, Double.toString(byDefault));
        try {
            double number = Double.parseDouble(text);
            if (least <= number && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // reported below, with what is allowed
        }
        throw new IllegalArgumentException(name + ": " + text + " is not a number from " + least + " to " + most);
    }

    /** Empty when it is not set. */
    public String text(String name) {
        return properties.getProperty(name, "").strip();
    }
}
