package io.smppworker.app;

import io.smppworker.config.ConfigDiff;
import io.smppworker.config.ConfigFile;
import io.smppworker.config.WorkerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks every {@value #EVERY_SECONDS} seconds, and on SIGHUP, whether the content of worker.yaml has changed; hands over the
 * keys that may change while the worker runs, and logs which of the others need a restart. An invalid file changes nothing.
 * Everything runs on a thread of its own.
 */
final class ConfigWatch implements AutoCloseable {
    /** The keys that a running worker takes over. */
    static final Set<String> LIVE = Set.of("account.throttle", "account.window", "logging.level");

    private static final Logger LOG = LoggerFactory.getLogger(ConfigWatch.class);
    private static final int EVERY_SECONDS = 2;

    private final Path file;
    private final Map<String, String> env;
    private final WorkerConfig started;
    private final Consumer<WorkerConfig> retune;
    private final Consumer<Outcome> listener;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread watching = new Thread(task, "config-watch");
        watching.setDaemon(true);
        return watching;
    });
    private WorkerConfig latest;
    private byte[] content;

    /** Whether a changed file was applied. */
    enum Outcome {
        APPLIED,
        REJECTED
    }

    /**
     * Reads the present content; checks begin with {@link #start}.
     *
     * @param started the configuration that the worker was started with
     * @param retune takes over the {@link #LIVE} keys of a changed file
     * @param listener receives the outcome of every change that was found
     */
    ConfigWatch(
            Path file,
            Map<String, String> env,
            WorkerConfig started,
            Consumer<WorkerConfig> retune,
            Consumer<Outcome> listener) {
        this.file = file;
        this.env = env;
        this.started = started;
        this.retune = retune;
        this.listener = listener;
        this.latest = started;
        this.content = read();
    }

    void start() {
        var unused = thread.scheduleWithFixedDelay(this::look, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
        Hangup.handle(() -> thread.execute(this::look));
    }

    /** Compares contents rather than times: a file may be a link that points elsewhere now, as in Kubernetes. */
    void look() {
        try {
            byte[] now = read();
            if (now.length > 0 && !Arrays.equals(now, content)) {
                content = now;
                take(ConfigFile.load(file, env));
            }
        } catch (RuntimeException e) {
            LOG.error("{} has changed, and could not be taken over", file, e); // checks go on
        }
    }

    private void take(ConfigFile.Result result) {
        if (result instanceof ConfigFile.Invalid invalid) {
            LOG.error("{} has changed and is not valid; the worker goes on as it was:", file);
            invalid.problems().forEach(problem -> LOG.error("  {}", problem));
            listener.accept(Outcome.REJECTED);
            return;
        }
        WorkerConfig changed = ((ConfigFile.Loaded) result).config();
        SortedSet<String> live = new TreeSet<>(ConfigDiff.between(latest, changed));
        live.retainAll(LIVE);
        latest = changed;
        if (!live.isEmpty()) {
            retune.accept(changed);
            LOG.info("{} has changed: {} taken over", file, String.join(", ", live));
        }
        SortedSet<String> waiting = new TreeSet<>(ConfigDiff.between(started, changed));
        waiting.removeAll(LIVE);
        if (!waiting.isEmpty()) {
            LOG.warn("{} has changed: {} need a restart of this worker", file, String.join(", ", waiting));
        }
        listener.accept(Outcome.APPLIED);
    }

    /** The file's content; empty while it cannot be read, since it may be about to be replaced. */
    private byte[] read() {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            return new byte[0];
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
