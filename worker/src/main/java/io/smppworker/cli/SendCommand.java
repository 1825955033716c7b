package io.smppworker.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smppworker.config.WorkerConfig;
import io.smppworker.intake.RequestCheck;
import io.smppworker.kafka.RequestSender;
import io.smppworker.ops.LogFormat;
import io.smppworker.schemas.Json;
import io.smppworker.schemas.Receipt;
import io.smppworker.schemas.RequestReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code send}: produces requests, as any producer would. */
@Command(
        name = "send",
        description = {
            "Produces one send request, or with --from-file many.",
            "What a worker would put aside as a dead letter is not produced: the command says what is wrong, and ends"
                    + " with 2."
        },
        footerHeading = "%nMany requests (--from-file):%n",
        footer = {
            "  JSON lines, a request a line as on sms.outbound:",
            "    {\"messageId\": \"a-1\", \"to\": \"27820000001\", \"text\": \"Hello\"}",
            "  or CSV, separated by comma, semicolon or tab; the header names the fields:",
            "    messageId,to,text,context.customer",
            "    a-1,27820000001,\"Hello, you\",42",
            "  Both in UTF-8. An empty cell leaves its field out; binary.hex is the field",
            "  hex of binary. --from and --text fill in where a line says nothing; where",
            "  there is no messageId one is made.",
            "  All lines are checked first: when one is bad, the bad ones are named and",
            "  nothing is produced. When Kafka fails later, or the command is ended, it",
            "  names the lines that remain, for --lines.",
            "",
            "Examples:",
            "  send --config worker.yaml --to 27820000001 --text \"Hello\" --wait",
            "  send --config worker.yaml --to 27820000001 --text-file - < text.txt",
            "  send --config worker.yaml --from-file customers.csv --text \"We are closed\""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:produced (with --wait: and the final receipt has come)",
            "1:Kafka has not taken all, or no final receipt came in time",
            "2:bad usage, configuration, request or line; nothing is produced"
        },
        mixinStandardHelpOptions = true)
public final class SendCommand implements Callable<Integer> {
    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(names = "--to", paramLabel = "NUMBER", description = "destination, 3 to 20 digits, a leading + allowed")
    private @Nullable String to;

    @ArgGroup(multiplicity = "0..1")
    private @Nullable TextOption text;

    @Option(names = "--from", paramLabel = "ADDRESS", description = "source address; default: defaults.from")
    private @Nullable String from;

    @Option(
            names = "--from-file",
            paramLabel = "FILE",
            description = "send many: a file of requests, described below; - is standard input")
    private @Nullable Path file;

    @Option(
            names = "--lines",
            paramLabel = "RANGES",
            description = "with --from-file: only these lines, as 17,1003-1010,2500-")
    private @Nullable LineRanges lines;

    @Option(names = "--urgent", description = "use the urgent lane")
    private boolean urgent;

    @Option(names = "--wait", description = "print receipts until the final one (delivery, or a failed submit)")
    private boolean waitForReceipts;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "120",
            description = "how long to wait (default: ${DEFAULT-VALUE})")
    private int timeoutSeconds;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        return file == null ? one() : many(file);
    }

    private int many(Path given) throws Exception {
        refuseWhen(to != null, "--to is for one request; with --from-file each line says its own");
        refuseWhen(waitForReceipts, "--wait is for one request; the command tail shows the receipts of many");
        refuseWhen(
                GivenInput.isStandardInput(given) && text != null && text.isStandardInput(),
                "--from-file and --text-file cannot both be standard input, only one of them");
        WorkerConfig loaded = config.load();
        CommandLine command = spec.commandLine();
        BulkSend.Order order = new BulkSend.Order(
                given, lines == null ? LineRanges.ALL : lines, from, text == null ? null : text.read(), urgent);
        return new BulkSend(command.getOut(), command.getErr(), LogFormat.isTerminal(), System::nanoTime)
                .send(loaded, order);
    }

    private int one() throws Exception {
        refuseWhen(lines != null, "--lines goes with --from-file");
        refuseWhen(timeoutSeconds < 1, "--timeout must be at least 1");
        refuseWhen(to == null, "Missing required option: '--to=NUMBER' (or --from-file)");
        refuseWhen(text == null, "Missing required option: '--text=TEXT' or '--text-file=FILE' (or --from-file)");
        WorkerConfig loaded = config.load();
        String messageId = UUID.randomUUID().toString();
        byte[] json = Json.bytes(request(messageId));
        if (new RequestCheck(loaded, Clock.systemUTC()).check(json) instanceof RequestCheck.Unsendable unsendable) {
            spec.commandLine().getErr().println("not produced: " + inWords(unsendable));
            return ExitCode.USAGE;
        }
        try (RequestSender sender = new RequestSender(loaded, urgent, System::nanoTime)) {
            return produce(sender, messageId, json);
        }
    }

    private void refuseWhen(boolean isBad, String words) {
        if (isBad) {
            throw new CommandLine.ParameterException(spec.commandLine(), words);
        }
    }

    private ObjectNode request(String messageId) throws BadInput {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.put("messageId", messageId);
        request.put("to", to);
        if (from != null) {
            request.put("from", from);
        }
        return request.put("text", text == null ? "" : text.read());
    }

    /** The problem, with fields of the request named as the options that gave them. */
    private static String inWords(RequestCheck.Unsendable unsendable) {
        return unsendable.reason().equals(RequestReader.SCHEMA)
                ? unsendable.detail().replaceAll("(^|; )/(to|from|text): ", "$1--$2 ")
                : unsendable.detail();
    }

    private int produce(RequestSender sender, String messageId, byte[] json) throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        sender.lookUp();
        if (waitForReceipts) {
            sender.listen();
        }
        sender.send(messageId, json);
        out.println("messageId " + messageId);
        out.flush();
        if (!waitForReceipts) {
            return ExitCode.OK;
        }
        if (sender.awaitReceipts(messageId, Duration.ofSeconds(timeoutSeconds), receipt -> print(out, receipt))) {
            return ExitCode.OK;
        }
        PrintWriter err = spec.commandLine().getErr();
        err.printf("no final receipt within %d s; is a worker running with this configuration?%n", timeoutSeconds);
        return ExitCode.SOFTWARE;
    }

    private static void print(PrintWriter out, Receipt receipt) {
        out.println(new String(Json.bytes(receipt), StandardCharsets.UTF_8));
        out.flush();
    }
}
