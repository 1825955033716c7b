package io.smppworker.cli;

import io.smppworker.config.WorkerConfig;
import io.smppworker.intake.DeadLetter;
import io.smppworker.intake.DeadLetterFilter;
import io.smppworker.intake.DeadLetterReplay;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code replay}: puts dead letters back on the lanes they came from. */
@Command(
        name = "replay",
        description = {
            "Shows the dead letters that match; with --apply puts them back on the lanes they came from.",
            "They stay on the dead letters: applied again, they are sent again, unless outbound.dedupWindow has not passed."
        },
        mixinStandardHelpOptions = true)
public final class ReplayCommand implements Callable<Integer> {
    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(
            names = "--filter",
            required = true,
            paramLabel = "CONDITION",
            description = {
                "all, or reason=, topic=, messageId=, worker= and a value (* stands for anything),",
                "or since=, until= and an instant; given several times, all must hold"
            })
    private List<String> conditions = List.of();

    @Option(names = "--apply", description = "put them back; without it they are only shown")
    private boolean apply;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        DeadLetterFilter filter;
        try {
            filter = DeadLetterFilter.of(conditions);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--filter: " + e.getMessage(), e);
        }
        WorkerConfig loaded = config.load();
        DeadLetterReplay replay = new DeadLetterReplay(loaded);
        PrintWriter out = spec.commandLine().getOut();
        List<DeadLetter> found = replay.find(filter);
        for (DeadLetter letter : found) {
            out.printf(
                    "%s  %s  %s: %s  from %s-%s@%s%n",
                    letter.at(),
                    Objects.requireNonNullElse(letter.why().messageId(), "(no messageId)"),
                    letter.why().reason(),
                    letter.why().detail(),
                    letter.why().topic(),
                    letter.why().partition(),
                    letter.why().offset());
        }
        if (apply) {
            replay.putBack(found);
        }
        out.printf(
                "%d dead letter%s %s%n",
                found.size(), found.size() == 1 ? "" : "s", apply ? "put back" : "would be put back; --apply does it");
        out.flush();
        return ExitCode.OK;
    }
}
