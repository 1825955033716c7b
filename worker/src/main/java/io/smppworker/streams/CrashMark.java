package io.smppworker.streams;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that exists beside the stores while they are open. If it exists before they are opened, the process that had them
 * open has died; then exactly-once processing trusts none of them. Kafka Streams would find that out task by task, as tasks
 * are assigned, and make the whole group rebalance each time.
 */
final class CrashMark {
    private final Path file;

    CrashMark(Path stateDir) {
        file = stateDir.resolve("open");
    }

    boolean isLeft() {
        return Files.exists(file);
    }

    /** Before the stores are opened. */
    void set() {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, new byte[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** After they were closed in order. */
    void clear() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
