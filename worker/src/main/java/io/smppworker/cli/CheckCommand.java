package io.smppworker.cli;

import io.smppworker.config.AccountConfig;
import io.smppworker.config.WorkerConfig;
import io.smppworker.correlate.Correlator;
import io.smppworker.kafka.KafkaCheck;
import io.smppworker.lease.LeaseAssignor;
import io.smppworker.message.Finding;
import io.smppworker.pool.AccountSlots;
import io.smppworker.smpp.CloudhopperConnector;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code check}: tries everything that a worker needs before one is started. */
@Command(
        name = "check",
        description = {
            "Validates the file, then looks at Kafka, the group, the topics and the clock, and binds to every server.",
            "A line each: ✓ holds, ! works but not as well as it could, ✗ does not hold, and what to do.",
            "Exits with 0 only if all holds. Changes nothing, but for an empty record on the topic of the fleet's status.",
            "Needs one free bind on each server."
        },
        mixinStandardHelpOptions = true)
public final class CheckCommand implements Callable<Integer> {
    @Mixin
    private ConfigOption config = new ConfigOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private boolean allHold = true;

    @Override
    public Integer call() throws Exception {
        WorkerConfig loaded = config.load();
        AccountConfig account = loaded.account();
        report(Finding.good(
                "configuration",
                "%d servers of %d binds each, %d submit_sm/s per server"
                        .formatted(account.servers().size(), account.binds().total(), account.throttle())));
        kafkaCheck(loaded).look(this::report);
        try (CloudhopperConnector connector = new CloudhopperConnector(account, System::nanoTime)) {
            for (CompletableFuture<Finding> finding : new ServerCheck(account, connector, System::nanoTime).look()) {
                report(finding.get());
            }
        }
        return allHold ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    /** Whether a worker with that configuration will find in Kafka what it needs. */
    public static KafkaCheck kafkaCheck(WorkerConfig config) {
        return new KafkaCheck(
                config,
                AccountSlots.of(config.account()).size(),
                LeaseAssignor.NAME,
                Correlator.partitionedAs(config),
                Clock.systemUTC());
    }

    private void report(Finding finding) {
        allHold &= finding.isUsable();
        String mark = switch (finding.grade()) {
            case GOOD -> "✓";
            case POOR -> "!";
            case UNUSABLE -> "✗";
        };
        PrintWriter out = spec.commandLine().getOut();
        out.println(mark + " " + finding.subject() + ": " + finding.inWords());
        out.flush();
    }
}
