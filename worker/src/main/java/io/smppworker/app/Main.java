package io.smppworker.app;

import io.smppworker.config.DurationText;
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
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = "%nCOMMAND --help tells more of each. All but segments take --config worker.yaml.",
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

    /** Only of a worker that runs, the log is what it has to say. */
    private static int execute(CommandLine.ParseResult parsed, PrintWriter err) {
        boolean isWorker =
                parsed.hasSubcommand() && parsed.subcommand().commandSpec().userObject() instanceof RunCommand;
        if (!isWorker) {
            CommandLog.install(err, System.getenv());
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    /** Whatever the locale of the machine: texts and marks are not ASCII. */
    private static PrintWriter inUtf8(FileDescriptor stream) {
        return new PrintWriter(new FileOutputStream(stream), true, StandardCharsets.UTF_8);
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                // a text that begins with @ is a text
                .setExpandAtFiles(false)
                .registerConverter(Duration.class, Main::duration)
                .registerConverter(LineRanges.class, Main::lines)
                .registerConverter(Path.class, Main::path)
                .setExecutionExceptionHandler((error, command, parsed) -> {
                    if (error instanceof BadConfiguration bad) {
                        bad.problems().forEach(command.getErr()::println);
                        return CommandLine.ExitCode.USAGE;
                    }
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

    /** For {@code --version}. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"smpp-worker " + version()};
        }
    }
}
