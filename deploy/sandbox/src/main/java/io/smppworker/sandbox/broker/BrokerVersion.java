package io.smppworker.sandbox.broker;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The class path of a broker: the jars of one version of Kafka, and this module's classes for its main.
 *
 * @param classPath as java's -cp
 */
record BrokerVersion(String classPath) {
    private static final Path BROKERS = Path.of("deploy", "brokers");
    private static final Path CLASS_PATH = Path.of("target", "broker.classpath");

    /** That of the broker on this class path. */
    static BrokerVersion ours() {
        return new BrokerVersion(System.getProperty("java.class.path"));
    }

    /**
     * Another version, resolved by the Maven module of {@code deploy/brokers} that bears its number.
     *
     * @throws IllegalArgumentException when there is no such module, or it was not built
     */
    static BrokerVersion of(String version) {
        if (version.equals(ClientsVersion.read())) {
            return ours();
        }
        for (Path above = Path.of("").toAbsolutePath(); above != null; above = above.getParent()) {
            Path module = above.resolve(BROKERS).resolve(version);
            if (Files.exists(module)) {
                return new BrokerVersion(ownClasses()
                        + File.pathSeparator
                        + read(module.resolve(CLASS_PATH)).strip());
            }
        }
        throw new IllegalArgumentException("no module " + BROKERS.resolve(version) + " above the working directory");
    }

    private static String read(Path classPath) {
        try {
            return Files.readString(classPath);
        } catch (IOException e) {
            throw new IllegalArgumentException(classPath + ": run mvn generate-resources in its module", e);
        }
    }

    private static Path ownClasses() {
        try {
            return Path.of(KafkaNode.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
