package io.smppworker.cli;

import io.smppworker.config.ConfigFile;
import io.smppworker.config.WorkerConfig;
import io.smppworker.ops.LogLevel;
import io.smppworker.smpp.OutdatedTls;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** The option that every command which touches Kafka or the provider takes. */
public final class ConfigOption {
    @Option(names = "--config", required = true, paramLabel = "FILE", description = "worker.yaml")
    private Path file = Path.of("worker.yaml");

    /**
     * Reads and checks the file.
     *
     * @throws BadInput with every problem of the file, a line each
     */
    public WorkerConfig load() throws BadInput {
        return load(file);
    }

    public Path file() {
        return file;
    }

    /** @throws BadInput with every problem of the file, a line each */
    static WorkerConfig load(Path file) throws BadInput {
        ConfigFile.Result result = ConfigFile.load(file, GivenOctets.environment());
        if (result instanceof ConfigFile.Loaded loaded) {
            LogLevel.set(loaded.config().logging());
            OutdatedTls.allow(loaded.config().account().tls());
            return loaded.config();
        }
        List<ConfigFile.Problem> problems = ((ConfigFile.Invalid) result).problems();
        String lines = problems.stream()
                .map(problem -> System.lineSeparator() + "  " + problem)
                .collect(Collectors.joining());
        throw new BadInput(
                "%s: %d problem%s%s".formatted(file, problems.size(), problems.size() == 1 ? "" : "s", lines));
    }
}
