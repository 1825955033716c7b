package io.smppworker.sandbox.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * A directory of the system's temporary one, deleted with all it holds by {@link #close}, or when this JVM ends, however
 * it ends, unless it is to be {@linkplain #keep kept}. Thread-safe.
 */
public final class TemporaryDirectory implements AutoCloseable {
    private final Path path;
    private volatile boolean kept;

    private TemporaryDirectory(Path path) {
        this.path = path;
    }

    /**
     * A new, empty one.
     *
     * @throws UncheckedIOException when it cannot be made
     */
    public static TemporaryDirectory create(String prefix) {
        try {
            TemporaryDirectory directory = new TemporaryDirectory(Files.createTempDirectory(prefix));
            Lifeline.hold(directory);
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path path() {
        return path;
    }

    /** Has it stay for whoever wants to look into it: neither {@link #close} nor the end of this JVM deletes it. */
    public void keep() {
        kept = true;
        Lifeline.release(this);
    }

    @Override
    public void close() {
        if (!kept) {
            delete(path);
            Lifeline.release(this);
        }
    }

    /** Deletes {@code root} and all below it; what vanishes meanwhile is no error. */
    public static void delete(Path root) {
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException vanished) {
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) throws IOException {
                    Files.deleteIfExists(directory);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
