package io.smppworker.app;

import io.smppworker.config.DurationText;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
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
        System.exit(commandLine()
                .setOut(inUtf8(FileDescriptor.out))
                .setErr(inUtf8(FileDescriptor.err))
                .execute(args));
    }

    /** Whatever the locale of the machine: texts and marks are not ASCII. */
    private static PrintWriter inUtf8(FileDescriptor stream) {
        return new PrintWriter(new FileOutputStream(stream), true, StandardCharsets.UTF_8);
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(Duration.class, Main::duration)
                .setExecutionExceptionHandler((error, command, parsed) -> {
                    if (error instanceof BadConfiguration bad) {
                        bad.problems().forEach(command.getErr()::println);
                        return CommandLine.ExitCode.USAGE;
                    }
                    command.getErr().println(command.getCommandName() + " failed: " + Failure.describe(error));
                    return CommandLine.ExitCode.SOFTWARE;
                });
    }

    private static Duration duration(String text) {
        return DurationText.parse(text)
                .orElseThrow(() -> new CommandLine.TypeConversionException(
                        "'%s' is no duration, as 30s, 10m or 2h".formatted(text)));
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
