package io.smppworker.sandbox.faults;

import io.smppworker.sandbox.worker.WorkerProcess;
import io.smppworker.sandbox.worker.WorkerYaml;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The place of one worker, in which process after process runs with the same id, state and local address. Thread-safe: a
 * fault holds the seat until it has ended, and a second one waits for it.
 */
final class WorkerSeat implements AutoCloseable {
    private static final int CLEANLY_TERMINATED = 143;
    private static final int LOG_LINES_SHOWN = 40;

    private final String localAddress;
    private final Path jar;
    private final Path directory;
    private final Supplier<WorkerYaml> yaml;
    private final Incidents incidents;
    /** Changed by faults alone, which hold the seat; asked by others too. */
    private volatile WorkerProcess worker;

    private volatile boolean retired;

    /** Starts the first process. */
    WorkerSeat(String localAddress, Path jar, Path directory, Supplier<WorkerYaml> yaml, Incidents incidents) {
        this.localAddress = localAddress;
        this.jar = jar;
        this.directory = directory;
        this.yaml = yaml;
        this.incidents = incidents;
        worker = WorkerProcess.start(jar, yaml.get(), directory);
    }

    /** One of the faults that happen to workers. */
    synchronized void suffer(Fault fault) throws InterruptedException {
        replaceIfEnded();
        long beganNanos = System.nanoTime();
        switch (fault.kind()) {
            case SIGKILL -> kill(fault.lasts(), beganNanos);
            case SIGSTOP_SHORT -> freeze(fault.lasts());
            case SIGSTOP_LONG -> {
                incidents.halfDead(localAddress, beganNanos);
                freeze(fault.lasts());
            }
            case SIGTERM -> {
                drain();
                pause(fault.lasts());
                start();
            }
            default -> throw new IllegalArgumentException(fault.toString());
        }
    }

    private void kill(Duration lasts, long beganNanos) throws InterruptedException {
        worker.process().sigkill();
        worker.process().awaitExit(FaultSetting.DRAIN_BOUND);
        incidents.halfDead(localAddress, beganNanos);
        pause(lasts);
        start();
    }

    private void freeze(Duration lasts) throws InterruptedException {
        worker.process().sigstop();
        try {
            pause(lasts);
        } finally {
            worker.process().sigcont();
        }
    }

    /** Asks it to end: it must do so within the bound and say that it drained. Returns when it is gone. */
    synchronized void drain() {
        long beganNanos = System.nanoTime();
        try {
            int exitCode = worker.drain(FaultSetting.DRAIN_BOUND);
            if (exitCode != CLEANLY_TERMINATED) {
                incidents.problem(worker + " ended with exit code " + exitCode + " instead of " + CLEANLY_TERMINATED
                        + lastWords());
            }
        } catch (IllegalStateException stillRuns) {
            incidents.problem(stillRuns.getMessage() + lastWords());
            worker.process().sigkill();
            worker.process().awaitExit(FaultSetting.DRAIN_BOUND);
            incidents.halfDead(localAddress, beganNanos);
        }
    }

    /** Starts another process when this one has ended by itself, which is a problem of its own. */
    synchronized void replaceIfEnded() {
        if (!retired && !worker.process().isAlive()) {
            incidents.problem(worker + " ended by itself with exit code "
                    + worker.process().awaitExit(Duration.ZERO) + lastWords());
            start();
        }
    }

    /** Starts no process any more; what runs goes on. Does not wait. */
    void retire() {
        retired = true;
    }

    private void start() {
        if (!retired) {
            worker = WorkerProcess.start(jar, yaml.get(), directory);
        }
    }

    /**
     * What it says of itself, whatever it suffers; and it writes the stacks of its threads into its log. Of one that does not
     * answer no stacks are asked: a JVM that is only starting would end.
     */
    String status() {
        WorkerProcess asked = worker;
        Optional<String> answer = asked.ask("/status").map(HttpResponse::body);
        if (answer.isPresent()) {
            asked.process().sigquit();
        }
        return asked + ": " + answer.orElse("does not answer");
    }

    synchronized String lastWords() {
        return "\nThe last of its log:\n" + worker.lastOfLog(LOG_LINES_SHOWN);
    }

    private static void pause(Duration duration) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(duration.toNanos());
    }

    @Override
    public synchronized void close() {
        worker.close();
    }
}
