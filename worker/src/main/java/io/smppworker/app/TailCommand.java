package io.smppworker.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.smppworker.config.WorkerConfig;
import io.smppworker.kafka.TopicReader;
import io.smppworker.schemas.Inbound;
import io.smppworker.schemas.Json;
import io.smppworker.schemas.Receipt;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tail}: what comes back, as it comes. */
@Command(
        name = "tail",
        description = {
            "Prints receipts and inbound messages as they come, a line each, until it is ended (Ctrl-C).",
            "A dot behind the status: no other will follow."
        },
        mixinStandardHelpOptions = true)
final class TailCommand implements Callable<Integer> {
    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(names = "--id", paramLabel = "ID", description = "only of this messageId or inboundId")
    private @Nullable String id;

    @Option(names = "--number", paramLabel = "NUMBER", description = "only to or from this number")
    private @Nullable String number;

    @Option(names = "--since", paramLabel = "DURATION", description = "begin so long ago, as 10m or 2h; default: now")
    private @Nullable Duration since;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        WorkerConfig loaded = config.load();
        PrintWriter out = spec.commandLine().getOut();
        String inbound = loaded.topics().inbound();
        try (TopicReader reader =
                new TopicReader(loaded, List.of(loaded.topics().receipts(), inbound))) {
            if (since == null) {
                reader.fromNow();
            } else {
                reader.from(Instant.now().minus(since));
            }
            while (true) {
                reader.poll(stored -> print(out, stored, stored.topic().equals(inbound)));
                out.flush();
            }
        }
    }

    private void print(PrintWriter out, ConsumerRecord<byte[], byte[]> stored, boolean isInbound) {
        try {
            if (isInbound) {
                Inbound message = Json.MAPPER.readValue(stored.value(), Inbound.class);
                if (isWanted(message.inboundId(), message.from(), message.to())) {
                    out.println(EventLine.of(message));
                }
            } else {
                Receipt receipt = Json.MAPPER.readValue(stored.value(), Receipt.class);
                if (isWanted(receipt.messageId(), receipt.from(), receipt.to())) {
                    out.println(EventLine.of(receipt));
                }
            }
        } catch (JsonProcessingException foreign) {
            out.printf("%s-%d@%d is no record of ours%n", stored.topic(), stored.partition(), stored.offset());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private boolean isWanted(String recordId, @Nullable String from, @Nullable String to) {
        boolean idFits = id == null || id.equals(recordId);
        return idFits && (number == null || isNumber(from) || isNumber(to));
    }

    /** A leading + does not count, as in requests. */
    private boolean isNumber(@Nullable String address) {
        return address != null && number != null && bare(address).equals(bare(number));
    }

    private static String bare(String address) {
        return address.startsWith("+") ? address.substring(1) : address;
    }
}
