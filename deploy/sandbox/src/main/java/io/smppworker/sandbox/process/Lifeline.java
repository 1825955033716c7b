package io.smppworker.sandbox.process;

import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Holds the child JVMs and temporary directories of this JVM until they are released; what is still held when this JVM
 * ends is ended by its shutdown hook, and what is held when this JVM is killed by its {@link Watchdog}. Thread-safe.
 */
final class Lifeline {
    private static final Lifeline INSTANCE = new Lifeline();

    private final Set<JavaProcess> processes = new LinkedHashSet<>();
    private final Set<TemporaryDirectory> directories = new LinkedHashSet<>();
    private final Process watchdog;
    private final BufferedWriter toWatchdog;

    private Lifeline() {
        try {
            watchdog = startWatchdog();
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("cannot start the watchdog of child processes", e);
        }
        toWatchdog = watchdog.outputWriter();
        Runtime.getRuntime().addShutdownHook(new Thread(this::endAll, "lifeline"));
    }

    static void hold(JavaProcess process) {
        INSTANCE.held(INSTANCE.processes, process, Watchdog.holdProcess(process.handle()));
    }

    static void release(JavaProcess process) {
        INSTANCE.released(INSTANCE.processes, process, Watchdog.releaseProcess(process.handle()));
    }

    static void hold(TemporaryDirectory directory) {
        INSTANCE.held(INSTANCE.directories, directory, Watchdog.holdDirectory(directory.path()));
    }

    static void release(TemporaryDirectory directory) {
        INSTANCE.released(INSTANCE.directories, directory, Watchdog.releaseDirectory(directory.path()));
    }

    private synchronized <T> void held(Set<T> all, T one, String word) {
        all.add(one);
        report(word);
    }

    private synchronized <T> void released(Set<T> all, T one, String word) {
        if (all.remove(one)) {
            report(word);
        }
    }

    private void report(String word) {
        try {
            toWatchdog.write(word);
            toWatchdog.newLine();
            toWatchdog.flush();
        } catch (IOException e) {
            throw new IllegalStateException("the watchdog of child processes is gone", e);
        }
    }

    /** All children are asked at once to end, so that they drain side by side; our own mains wait for their input to end. */
    private void endAll() {
        List<JavaProcess> running;
        List<TemporaryDirectory> present;
        synchronized (this) {
            running = new ArrayList<>(processes);
            present = new ArrayList<>(directories);
        }
        running.forEach(JavaProcess::sigterm);
        Collections.reverse(running);
        running.forEach(JavaProcess::close);
        present.forEach(TemporaryDirectory::close);
        try {
            toWatchdog.close();
            watchdog.waitFor(5, TimeUnit.SECONDS);
        } catch (IOException | InterruptedException e) {
            watchdog.destroyForcibly();
        }
    }

    private static Process startWatchdog() throws IOException, URISyntaxException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes = Path.of(Watchdog.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
        return new ProcessBuilder(
                        java,
                        "-Xmx16m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classes,
                        Watchdog.class.getName())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
