package io.smppworker.sandbox.demo;

import io.smppworker.sandbox.worker.WorkerProcess;
import io.smppworker.sandbox.worker.WorkerYaml;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The demo's workers. Not thread-safe. */
final class DemoWorkers implements AutoCloseable {
    private static final Duration DRAIN_BOUND = Duration.ofSeconds(40);
    private static final int CLEANLY_TERMINATED = 143;
    private static final int LOG_LINES_SHOWN = 20;

    private final List<WorkerProcess> workers = new ArrayList<>();

    /** Starts workers, worker-1 and on, each with what {@code common} adds to its worker.yaml. */
    DemoWorkers(DemoSettings settings, Path directory, UnaryOperator<WorkerYaml> common) {
        for (int i = 1; i <= settings.workers(); i++) {
            WorkerYaml yaml = common.apply(new WorkerYaml("worker-" + i));
            workers.add(WorkerProcess.start(settings.workerJar(), yaml, directory, settings.workerOptions()));
        }
    }

    /** Throws an IllegalStateException with the last of its log when a worker has ended by itself. */
    void check() {
        for (WorkerProcess worker : workers) {
            if (!worker.process().isAlive()) {
                throw new IllegalStateException("a worker has ended by itself\n" + lastWords(worker));
            }
        }
    }

    /** What each of them logged last. */
    String lastWords() {
        return workers.stream().map(DemoWorkers::lastWords).collect(Collectors.joining("\n"));
    }

    /** Asks all to drain and end, and waits; what went wrong, in words. */
    List<String> drain() {
        List<String> problems = new ArrayList<>();
        workers.forEach(worker -> worker.process().sigterm());
        for (WorkerProcess worker : workers) {
            int exitCode = worker.drain(DRAIN_BOUND);
            if (exitCode != CLEANLY_TERMINATED) {
                problems.add(worker + " ended with exit code " + exitCode + " instead of " + CLEANLY_TERMINATED);
            }
        }
        return problems;
    }

    private static String lastWords(WorkerProcess worker) {
        return "The last of the log of " + worker + ":\n" + worker.lastOfLog(LOG_LINES_SHOWN);
    }

    @Override
    public void close() {
        workers.forEach(worker -> worker.process().sigterm());
        workers.forEach(WorkerProcess::close);
    }
}
