package io.smppworker.bench;

import io.smppworker.sandbox.process.JvmProbe;
import io.smppworker.sandbox.worker.WorkerProcess;
import java.time.Duration;

/** A worker as the bench asks it. Not thread-safe. */
final class BenchWorker implements AutoCloseable {
    private static final Duration DRAIN_BOUND = Duration.ofSeconds(60);
    private static final int CLEANLY_TERMINATED = 143;

    private final long startedNanos = System.nanoTime();
    private final WorkerProcess process;

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
        return process.ask("/ready")
                .filter(answer -> answer.statusCode() == 200)
                .isPresent();
    }

    void checkAlive() {
        if (!process.process().isAlive()) {
            throw new IllegalStateException(process + " has ended:\n" + process.lastOfLog(40));
        }
    }

    /** Processor time used since its start, in steps of the system's clock. */
    long cpuNanos() {
        return process.process().cpuNanos();
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
