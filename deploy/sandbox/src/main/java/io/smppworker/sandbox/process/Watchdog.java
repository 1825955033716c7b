package io.smppworker.sandbox.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The main of a small process that outlives its parent by a moment: its standard input names the parent's children and
 * temporary directories, and the end of that input, which comes even when the parent is killed, is the word to kill and
 * delete what was not released. Signals only reach it late: a Ctrl-C goes to the whole process group, and the parent must
 * first have its turn. Needs nothing but the JDK on its class path.
 */
final class Watchdog {
    private final Map<Long, Instant> startedAtByPid = new LinkedHashMap<>();
    private final Set<Path> directories = new LinkedHashSet<>();

    private Watchdog() {}

    public static void main(String[] arguments) throws IOException {
        Thread main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> awaitEnd(main)));
        Watchdog watchdog = new Watchdog();
        BufferedReader words = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
        for (String word = words.readLine(); word != null; word = words.readLine()) {
            watchdog.receive(word.split(" ", 3));
        }
        watchdog.endAll();
        Runtime.getRuntime().halt(0);
    }

    static String holdProcess(ProcessHandle handle) {
        return "hold-process " + handle.pid() + " " + startOf(handle);
    }

    static String releaseProcess(ProcessHandle handle) {
        return "release-process " + handle.pid();
    }

    static String holdDirectory(Path directory) {
        return "hold-directory - " + directory;
    }

    static String releaseDirectory(Path directory) {
        return "release-directory - " + directory;
    }

    private void receive(String[] word) {
        switch (word[0]) {
            case "hold-process" -> startedAtByPid.put(Long.valueOf(word[1]), Instant.parse(word[2]));
            case "release-process" -> startedAtByPid.remove(Long.valueOf(word[1]));
            case "hold-directory" -> directories.add(Path.of(word[2]));
            case "release-directory" -> directories.remove(Path.of(word[2]));
            default -> throw new IllegalArgumentException(word[0]);
        }
    }

    private void endAll() {
        CompletableFuture.allOf(startedAtByPid.entrySet().stream()
                        .flatMap(held ->
                                ProcessHandle.of(held.getKey())
                                        .filter(handle -> startOf(handle).equals(held.getValue()))
                                        .stream())
                        .map(handle -> {
                            handle.destroyForcibly();
                            return handle.onExit();
                        })
                        .toArray(CompletableFuture<?>[]::new))
                .orTimeout(5, TimeUnit.SECONDS)
                .exceptionally(stillThere -> null)
                .join();
        directories.forEach(TemporaryDirectory::delete);
    }

    private static Instant startOf(ProcessHandle handle) {
        return handle.info().startInstant().orElse(Instant.EPOCH);
    }

    private static void awaitEnd(Thread main) {
        try {
            main.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
