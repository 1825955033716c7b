package io.smppworker.sandbox.broker;

import io.smppworker.sandbox.process.JvmProbe;
import java.nio.file.Path;
import java.util.Optional;

/** A running Kafka: a single node, or a {@link Cluster}. Every method returns when its effect is complete. Not thread-safe. */
public interface Broker extends AutoCloseable {

    /** {@code host:port}; the same over restarts. */
    String bootstrapServers();

    /** Ends it in order; data stay. */
    void stop();

    /** Ends it as {@code kill -9} does; data stay. */
    void kill();

    /** Starts it again after {@link #stop} or {@link #kill}, on the same data and ports. Returns when it serves. */
    void start();

    /** What its JVM uses, to be closed by the caller; empty when it is in none of ours, or in several. */
    default Optional<JvmProbe> probe() {
        return Optional.empty();
    }

    /** Copies its log into a directory, for whoever wants to look into it; nothing where it is none of ours. */
    default void copyLog(Path directory) {}

    /** Ends it and deletes everything it wrote. */
    @Override
    void close();
}
