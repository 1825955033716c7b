package io.smppworker.sandbox.worker;

import io.smppworker.sandbox.process.JavaCommand;
import io.smppworker.sandbox.process.JavaProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One worker in a process of its own: {@code java -jar smpp-worker.jar run --config worker.yaml}. Thread-safe. */
public final class WorkerProcess implements AutoCloseable {
    /** A process that lives for minutes is not worth the optimising compiler, which would take a core from the others. */
    private static final List<String> JVM_OPTIONS = List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private static final Duration ANSWER_BOUND = Duration.ofSeconds(10);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** In a JSON log the solidus may be escaped. */
    private static final Pattern ADMIN = Pattern.compile("admin on http:(?:\\\\?/){2}([^\\s\"]+)");

    private final String workerId;
    private final Path config;
    private final Path log;
    /** Octets of the log that are of those that ran before. */
    private final long logStart;

    private final JavaProcess process;

    private WorkerProcess(String workerId, Path config, Path log, long logStart, JavaProcess process) {
        this.workerId = workerId;
        this.config = config;
        this.log = log;
        this.logStart = logStart;
        this.process = process;
    }

    /**
     * Starts a worker; returns at once.
     *
     * @param jar with its libraries in {@code lib} beside it
     * @param directory where worker.yaml, state, log and temporary files of this worker go, in a directory named by its id; a
     *     worker started again finds its state there
     */
    public static WorkerProcess start(Path jar, WorkerYaml yaml, Path directory) {
        return start(jar, yaml, directory, List.of());
    }

    /** As {@link #start(Path, WorkerYaml, Path)}, on a JVM with these options, if any, in place of the usual ones. */
    public static WorkerProcess start(Path jar, WorkerYaml yaml, Path directory, List<String> jvmOptions) {
        Path home = directory.resolve(yaml.workerId());
        Path config = home.resolve("worker.yaml");
        Path log = home.resolve("worker.log");
        long logStart;
        try {
            Files.createDirectories(home);
            logStart = Files.exists(log) ? Files.size(log) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        yaml.set("correlator.stateDir", home.resolve("state").toString()).write(config);
        JavaProcess process = JavaCommand.jar(jar)
                .jvmOptions((jvmOptions.isEmpty() ? JVM_OPTIONS : jvmOptions).toArray(String[]::new))
                // what its libraries unpack and one that is killed leaves behind: 15 MB
                .jvmOptions("-Djava.io.tmpdir=" + home)
                .log(log)
                .start("run", "--config", config.toString());
        return new WorkerProcess(yaml.workerId(), config, log, logStart, process);
    }

    public String workerId() {
        return workerId;
    }

    /** Its worker.yaml, which it watches. */
    public Path config() {
        return config;
    }

    /** Its signals, pid and exit code. */
    public JavaProcess process() {
        return process;
    }

    /** Where its admin server listens, as it logged; null as long as it has not. */
    public @Nullable URI admin() {
        URI last = null;
        for (Matcher line = ADMIN.matcher(ownLog()); line.find(); ) {
            last = URI.create("http://" + line.group(1));
        }
        return last;
    }

    private String ownLog() {
        try (InputStream octets = Files.newInputStream(log)) {
            octets.skipNBytes(logStart);
            return new String(octets.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException none) {
            return "";
        }
    }

    /**
     * What its admin server answers to a GET of {@code path}, such as {@code /status}; empty when it does not, or not yet.
     */
    public Optional<HttpResponse<String>> ask(String path) {
        URI admin = admin();
        if (admin == null) {
            return Optional.empty();
        }
        HttpRequest request = HttpRequest.newBuilder(admin.resolve(path))
                .timeout(ANSWER_BOUND)
                .build();
        try {
            return Optional.of(HTTP.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException none) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** The last lines it logged. */
    public String lastOfLog(int lines) {
        try {
            List<String> all = Files.readAllLines(log, StandardCharsets.UTF_8);
            return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
        } catch (IOException e) {
            return "no log: " + e;
        }
    }

    /**
     * Asks it to drain and end, and waits.
     *
     * @return its exit code: 143 after a clean drain
     */
    public int drain(Duration timeout) {
        process.sigterm();
        return process.awaitExit(timeout);
    }

    @Override
    public void close() {
        process.close();
    }

    @Override
    public String toString() {
        return workerId + " " + process;
    }
}
