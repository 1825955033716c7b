package io.smppworker.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.smppworker.config.WorkerConfig;
import io.smppworker.kafka.RequestSender;
import io.smppworker.schemas.Json;
import io.smppworker.schemas.Receipt;
import io.smppworker.schemas.SendRequest;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code send}: one request, as any producer would put it on the topic. */
@Command(
        name = "send",
        description = "Produces one send request; with --wait prints its receipts until a final one.",
        mixinStandardHelpOptions = true)
final class SendCommand implements Callable<Integer> {
    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(names = "--to", required = true, paramLabel = "NUMBER", description = "destination, digits")
    private String to = "";

    @Option(names = "--text", required = true, paramLabel = "TEXT", description = "what to send")
    private String text = "";

    @Option(names = "--from", paramLabel = "ADDRESS", description = "source address; default: defaults.from")
    private @Nullable String from;

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
        WorkerConfig loaded = config.load();
        PrintWriter out = spec.commandLine().getOut();
        SendRequest request = new SendRequest(UUID.randomUUID().toString(), to, from, text, null);
        try (RequestSender sender = new RequestSender(loaded, System::nanoTime)) {
            if (waitForReceipts) {
                sender.listen();
            }
            sender.send(request, urgent);
            out.println("messageId " + request.messageId());
            out.flush();
            if (!waitForReceipts) {
                return ExitCode.OK;
            }
            boolean ended = sender.awaitReceipts(
                    request.messageId(), Duration.ofSeconds(timeoutSeconds), receipt -> print(out, receipt));
            if (!ended) {
                spec.commandLine()
                        .getErr()
                        .printf(
                                "no final receipt within %d s; is a worker running with this configuration?%n",
                                timeoutSeconds);
            }
            return ended ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }

    private static void print(PrintWriter out, Receipt receipt) {
        try {
            out.println(Json.MAPPER.writeValueAsString(receipt));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("receipt", e);
        }
        out.flush();
    }
}
