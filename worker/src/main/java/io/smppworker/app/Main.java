package io.smppworker.app;

import io.smppworker.cli.BadInput;
import io.smppworker.cli.CheckCommand;
import io.smppworker.cli.CommandLog;
import io.smppworker.cli.Failure;
import io.smppworker.cli.GivenOctets;
import io.smppworker.cli.LineRanges;
import io.smppworker.cli.ReplayCommand;
import io.smppworker.cli.SegmentsCommand;
import io.smppworker.cli.SendCommand;
import io.smppworker.cli.TailCommand;
import io.smppworker.cli.TopicsCommand;
import io.smppworker.config.DurationText;
import io.smppworker.ops.LogFormat;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. Exit codes: 0 done, 1 failed while running, 2 bad usage or configuration, 143 after SIGTERM. */
@Command(
        name = "smpp-worker",
        description = "Sends SMS from Kafka over SMPP 3.4, and brings receipts and replies back.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footer = "%nCOMMAND --help says more of each. All but segments take --config worker.yaml.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:failed while running",
            "2:bad usage or configuration, with every problem",
            "143:ended by SIGTERM, after a clean drain"
        },
        subcommands = {
            RunCommand.class,
            CheckCommand.class,
            TopicsCommand.class,
            SendCommand.class,
            SegmentsCommand.class,
            TailCommand.class,
            ReplayCommand.class,
            CommandLine.HelpCommand.class
        })
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        LogFormat.choose();
        PrintWriter err = inUtf8(FileDescriptor.err);
        String[] given;
        try {
            given = GivenOctets.arguments(args);
        } catch (BadInput e) {
            err.println(e.getMessage());
            System.exit(CommandLine.ExitCode.USAGE);
            return;
        }
        System.exit(commandLine()
                .setOut(inUtf8(FileDescriptor.out))
                .setErr(err)
                .setExecutionStrategy(parsed -> execute(parsed, err))
                .execute(given));
    }

    /** Every command but {@code run} prints its log for a person: see {@link CommandLog}. */
    private static int execute(CommandLine.ParseResult parsed, PrintWriter err) {
        boolean isWorker =
                parsed.hasSubcommand() && parsed.subcommand().commandSpec().userObject() instanceof RunCommand;
        if (!isWorker) {
            CommandLog.install(err, System.getenv());
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    /** In UTF-8 whatever the machine's locale: texts and marks are not ASCII. */
    private static PrintWriter inUtf8(FileDescriptor stream) {
        return new PrintWriter(new FileOutputStream(stream), true, StandardCharsets.UTF_8);
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Main());
        line.getCommandSpec().version("smpp-worker " + version());
        return line.setCaseInsensitiveEnumValuesAllowed(true)
                // an argument that begins with @ is a text, not a file of arguments
                .setExpandAtFiles(false)
                .registerConverter(Duration.class, Main::duration)
                .registerConverter(LineRanges.class, Main::lines)
                .registerConverter(Path.class, Main::path)
                .setExecutionExceptionHandler((error, command, parsed) -> {
                    if (error instanceof BadInput) {
                        command.getErr().println(error.getMessage());
                        return CommandLine.ExitCode.USAGE;
                    }
                    command.getErr().println(command.getCommandName() + " failed: " + Failure.forPeople(error));
                    return CommandLine.ExitCode.SOFTWARE;
                });
    }

    private static Duration duration(String text) {
        return DurationText.parse(text)
                .orElseThrow(() -> new CommandLine.TypeConversionException(
                        "'%s' is no duration, as 30s, 10m or 2h".formatted(text)));
    }

    private static LineRanges lines(String text) {
        try {
            return LineRanges.parse(text);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.TypeConversionException("'%s' %s".formatted(text, e.getMessage()));
        }
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new CommandLine.TypeConversionException(
                    "'%s' cannot be a file's name under this locale: set LC_ALL=C.UTF-8".formatted(text));
        }
    }

    /** The jar's own version. */
    static String version() {
        return Objects.requireNonNullElse(Main.class.getPackage().getImplementationVersion(), "(not packaged)");
    }
}
