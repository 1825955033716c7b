package io.smppworker.cli;

import io.smppworker.config.WorkerConfig;
import io.smppworker.kafka.TopicReader;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tail}: prints receipts and inbound messages as they come. */
@Command(
        name = "tail",
        description = {
            "Prints receipts and inbound messages as they come, a line each, until it is ended (Ctrl-C) or nobody"
                    + " reads it.",
            "A dot behind the status: no other will follow.",
            "With --json each line is the record as it is on the topic: a receipt has a messageId, an inbound message"
                    + " an inboundId."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tail --config worker.yaml --since 1h --number 27820000001",
            "  tail --config worker.yaml --json | jq 'select(.inboundId)'"
        },
        mixinStandardHelpOptions = true)
public final class TailCommand implements Callable<Integer> {
    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(names = "--id", paramLabel = "ID", description = "only of this messageId or inboundId")
    private @Nullable String id;

    @Option(names = "--number", paramLabel = "NUMBER", description = "only to or from this number")
    private @Nullable String number;

    @Option(names = "--since", paramLabel = "DURATION", description = "begin so long ago, as 10m or 2h; default: now")
    private @Nullable Duration since;

    @Option(names = "--json", description = "print the records as JSON lines, for programs")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws BadInput {
        WorkerConfig loaded = config.load();
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        String inbound = loaded.topics().inbound();
        TailLine.Filter filter = new TailLine.Filter(id, number);
        try (TopicReader reader =
                new TopicReader(loaded, List.of(loaded.topics().receipts(), inbound))) {
            if (since == null) {
                reader.fromNow();
            } else {
                reader.from(Instant.now().minus(since));
            }
            while (!out.checkError()) {
                reader.poll(stored -> {
                    TailLine line = TailLine.of(stored.value(), stored.topic().equals(inbound));
                    if (line == null) {
                        err.printf(
                                "%s-%d@%d is no record of ours%n", stored.topic(), stored.partition(), stored.offset());
                        err.flush();
                    } else if (filter.takes(line)) {
                        out.println(json ? line.json() : line.forPeople());
                    }
                });
            }
            return ExitCode.OK;
        }
    }
}
