package io.smppworker.cli;

import io.smppworker.config.ConfigFile;
import io.smppworker.config.WorkerConfig;
import io.smppworker.ops.LogLevel;
import io.smppworker.smpp.OutdatedTls;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The option that every command which touches Kafka or the provider takes. */
public final class ConfigOption {
    @Option(names = "--config", required = true, paramLabel = "FILE", description = "worker.yaml")
    private Path file = Path.of("worker.yaml");

    /**
     * Reads and checks the file.
     *
     * @throws BadConfiguration with every problem of the file
     */
    public WorkerConfig load() {
        return load(file);
    }

    public Path file() {
        return file;
    }

    /** @throws BadConfiguration with every problem of the file */
    static WorkerConfig load(Path file) {
        ConfigFile.Result result = ConfigFile.load(file, GivenOctets.environment());
        if (result instanceof ConfigFile.Loaded loaded) {
            LogLevel.set(loaded.config().logging());
            OutdatedTls.allow(loaded.config().account().tls());
            return loaded.config();
        }
        List<ConfigFile.Problem> problems = ((ConfigFile.Invalid) result).problems();
        List<String> lines = new ArrayList<>();
        lines.add("%s: %d problem%s".formatted(file, problems.size(), problems.size() == 1 ? "" : "s"));
        problems.forEach(problem -> lines.add("  " + problem));
        throw new BadConfiguration(lines);
    }
}
