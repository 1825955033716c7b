package io.smppworker.cli;

import io.smppworker.config.WorkerConfig;
import io.smppworker.kafka.ClientProperties;
import io.smppworker.kafka.Topics;
import io.smppworker.message.Finding;
import io.smppworker.pool.AccountSlots;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code topics}: creates or verifies the topics. */
@Command(
        name = "topics",
        description = "Creates the topics that are missing and verifies the others; a line each.",
        mixinStandardHelpOptions = true)
public final class TopicsCommand implements Callable<Integer> {
    @Mixin
    private ConfigOption config = new ConfigOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        return ensure(config.load(), true, this::report) ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private void report(Finding topic) {
        PrintWriter writer = topic.grade() == Finding.Grade.GOOD
                ? spec.commandLine().getOut()
                : spec.commandLine().getErr();
        writer.println(topic.subject() + " " + topic.inWords());
    }

    /** Creates or verifies every topic and reports each. Returns whether a worker can run with them. */
    public static boolean ensure(WorkerConfig config, boolean create, Consumer<Finding> report) throws Exception {
        int slots = AccountSlots.of(config.account()).size();
        boolean good = true;
        try (Admin admin = Admin.create(new ClientProperties(config.kafka(), config.workerId()).common())) {
            Topics topics =
                    new Topics(admin, config.topics(), slots, config.kafka().replicationFactor());
            for (Finding finding : topics.verify(create ? Topics.Missing.CREATE : Topics.Missing.REFUSE)) {
                report.accept(finding);
                good &= finding.isUsable();
            }
        }
        return good;
    }
}
