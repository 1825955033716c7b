package io.smppworker.bench;

import io.smppworker.sandbox.process.JvmProbe;
import io.smppworker.sandbox.worker.WorkerProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** A worker as the bench asks it. Not thread-safe. */
final class BenchWorker implements AutoCloseable {
    private static final Duration DRAIN_BOUND = Duration.ofSeconds(60);
    private static final int CLEANLY_TERMINATED = 143;

    private final long startedNanos = System.nanoTime();
    private final WorkerProcess process;
    private final HttpClient http = HttpClient.newHttpClient();

    /** One that has just been started. */
    BenchWorker(WorkerProcess process) {
        this.process = process;
    }

    /**
     * Whether it says that it is ready.
     *
     * @throws IllegalStateException with the last of its log when it has ended
     */
    boolean isReady() {
        checkAlive();
        URI admin = process.admin();
        if (admin == null) {
            return false;
        }
        HttpRequest request = HttpRequest.newBuilder(admin.resolve("/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    void checkAlive() {
        if (!process.process().isAlive()) {
            throw new IllegalStateException(process + " has ended:\n" + process.lastOfLog(40));
        }
    }

    /** To be closed by the caller. */
    JvmProbe probe() {
        return process.process().probe();
    }

    /** Ends it at once, by SIGKILL. */
    void kill() {
        process.process().sigkill();
    }

    double secondsSinceStart() {
        return (System.nanoTime() - startedNanos) / 1e9;
    }

    /** Ends it in order. */
    void drain() {
        int exitCode = process.drain(DRAIN_BOUND);
        if (exitCode != CLEANLY_TERMINATED) {
            throw new IllegalStateException(process + " ended with " + exitCode + ":\n" + process.lastOfLog(40));
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
