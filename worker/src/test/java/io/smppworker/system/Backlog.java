package io.smppworker.system;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Keeps segments waiting (sent, but not accepted yet), ten seconds of the whole rate, from its construction until it is closed, so that workers
 * never lack work, however long a slow machine needs for what is done meanwhile. While it is open nothing else may
 * {@linkplain Scene#send send} by the scene.
 */
final class Backlog implements AutoCloseable {
    private static final int WAITING = 2_000;

    private static final Duration BETWEEN = Duration.ofMillis(500);

    private final ExecutorService executor = Executors.newSingleThreadExecutor();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final CompletableFuture<Void> fed;

    Backlog(Scene scene, String prefix) {
        fed = CompletableFuture.runAsync(() -> feed(scene, prefix), executor);
    }

    private void feed(Scene scene, String prefix) {
        while (!closed.isDone()) {
            scene.sendUpTo(WAITING, prefix);
            closed.copy()
                    .completeOnTimeout(null, BETWEEN.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        }
    }

    /** Sends no more, and says so if it could not send. */
    @Override
    public void close() {
        closed.complete(null);
        try {
            fed.join();
        } catch (CompletionException e) {
            throw new AssertionError("the backlog could not be kept up", e.getCause());
        } finally {
            executor.shutdownNow();
        }
    }
}
