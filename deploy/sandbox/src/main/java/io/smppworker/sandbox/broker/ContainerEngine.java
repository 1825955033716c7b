package io.smppworker.sandbox.broker;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;

/** Whether containers can be run here. */
final class ContainerEngine {
    private ContainerEngine() {}

    /**
     * Whether a Docker engine answers Testcontainers. Where nothing hints at an engine, Testcontainers, which would try
     * everything and complain at length, is not even asked.
     */
    static boolean answers() {
        if (!isHinted()) {
            return false;
        }
        Logger logger = (Logger) LoggerFactory.getLogger("org.testcontainers");
        Level level = logger.getLevel();
        logger.setLevel(Level.OFF);
        try {
            return DockerClientFactory.instance().isDockerAvailable();
        } finally {
            logger.setLevel(level);
        }
    }

    private static boolean isHinted() {
        Path home = Path.of(System.getProperty("user.home"));
        String runtimeDirectory = System.getenv().getOrDefault("XDG_RUNTIME_DIR", "/nowhere");
        return System.getenv("DOCKER_HOST") != null
                || Stream.of(
                                Path.of("/var/run/docker.sock"),
                                Path.of(runtimeDirectory, "docker.sock"),
                                home.resolve(".docker/run/docker.sock"),
                                home.resolve(".docker/desktop/docker.sock"),
                                home.resolve(".testcontainers.properties"))
                        .anyMatch(Files::exists);
    }
}
