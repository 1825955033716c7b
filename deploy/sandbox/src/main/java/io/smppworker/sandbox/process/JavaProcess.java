package io.smppworker.sandbox.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A running child JVM. It ends with {@link #close}, or with this JVM: terminated by a shutdown hook when this JVM ends in
 * order or by a signal, killed by the {@link Watchdog} when this JVM is killed. Thread-safe.
 */
public final class JavaProcess implements AutoCloseable {
    private static final Duration TERMINATION_GRACE = Duration.ofSeconds(10);
    private static final Duration KILL_GRACE = Duration.ofSeconds(10);

    private final String name;
    private final Process process;
    private final CompletableFuture<Integer> exit;

    JavaProcess(String name, Process process) {
        this.name = name;
        this.process = process;
        Lifeline.hold(this);
        exit = process.onExit().thenApply(ended -> {
            Lifeline.release(this);
            return ended.exitValue();
        });
    }

    void readLines(Consumer<String> consumer) {
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        Thread thread = new Thread(
                () -> {
                    try {
                        for (String line = output.readLine(); line != null; line = output.readLine()) {
                            consumer.accept(line);
                        }
                    } catch (IOException endOfProcess) {
                        // nothing more can come
                    }
                },
                name + "-output");
        thread.setDaemon(true);
        thread.start();
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Processor time used since its start, as the system reports it in steps of its clock; 0 when it has ended. */
    public long cpuNanos() {
        return process.toHandle()
                .info()
                .totalCpuDuration()
                .map(Duration::toNanos)
                .orElse(0L);
    }

    /** What it uses; it must be alive. To be closed by the caller. */
    public JvmProbe probe() {
        return JvmProbe.of(pid());
    }

    /** Asks it to end: shutdown hooks run. */
    public void sigterm() {
        process.toHandle().destroy();
    }

    /** Ends it at once; nothing of it runs any more. */
    public void sigkill() {
        process.toHandle().destroyForcibly();
    }

    /** Freezes it, as a long pause of a machine would. */
    public void sigstop() {
        signal("STOP");
    }

    /** Lets it go on after {@link #sigstop}. */
    public void sigcont() {
        signal("CONT");
    }

    /** Says that its terminal is gone, or by convention to read its configuration again. */
    public void sighup() {
        signal("HUP");
    }

    /** Has it write the stacks of all its threads to its standard output, and go on. */
    public void sigquit() {
        signal("QUIT");
    }

    /** Closes its standard input: the end of file that our own mains take as a request to end. */
    public void endInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException alreadyGone) {
            // the pipe of an ended process
        }
    }

    /** Its exit code, once it has ended; 128 + signal number after a signal. */
    public CompletableFuture<Integer> onExit() {
        return exit.copy();
    }

    /**
     * Waits for its end.
     *
     * @return its exit code; 128 + signal number after a signal
     * @throws IllegalStateException when it still runs after {@code timeout}
     */
    public int awaitExit(Duration timeout) {
        if (!exitsWithin(timeout)) {
            throw new IllegalStateException(this + " still runs after " + timeout);
        }
        return exit.join();
    }

    /** Terminates it, and kills it when it has not ended after 10 s. Returns when it is gone. */
    @Override
    public void close() {
        if (isAlive()) {
            sigcont();
            sigterm();
            endInput();
            if (!exitsWithin(TERMINATION_GRACE)) {
                sigkill();
            }
        }
        awaitExit(KILL_GRACE);
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    private boolean exitsWithin(Duration timeout) {
        try {
            return process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + this, e);
        }
    }

    private void signal(String signalName) {
        try {
            new ProcessBuilder("sh", "-c", "kill -" + signalName + " " + pid())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return name + "[" + pid() + "]";
    }
}
