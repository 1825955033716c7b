package io.smppworker.app;

import io.smppworker.config.ConfigFile;
import io.smppworker.config.WorkerConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The option that every command which touches Kafka or the provider takes. */
final class ConfigOption {
    @Option(names = "--config", required = true, paramLabel = "FILE", description = "worker.yaml")
    private Path file = Path.of("worker.yaml");

    /** @throws BadConfiguration with every problem of the file */
    WorkerConfig load() {
        return switch (ConfigFile.load(file, System.getenv())) {
            case ConfigFile.Loaded loaded -> loaded.config();
            case ConfigFile.Invalid invalid -> {
                List<String> lines = new ArrayList<>();
                lines.add("%s: %d problem%s"
                        .formatted(
                                file,
                                invalid.problems().size(),
                                invalid.problems().size() == 1 ? "" : "s"));
                invalid.problems().forEach(problem -> lines.add("  " + problem));
                throw new BadConfiguration(lines);
            }
        };
    }
}
