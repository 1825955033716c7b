package io.smppworker.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smppworker.sandbox.process.JavaProcess;
import io.smppworker.sandbox.provider.ProviderConfig;
import io.smppworker.sandbox.user.TopicTail;
import io.smppworker.sandbox.worker.WorkerYaml;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code send --from-file}, as the topic has it. */
class SendManyIT {
    private static final int REQUESTS = 20_000;
    private static final Pattern REMAINING = Pattern.compile("not produced are the lines of --lines (\\S+):");

    @TempDir
    private Path directory;

    @Test
    void whatIsEndedGoesOnWhereItWasAndNothingIsProducedTwice() throws Exception {
        Queue<String> messageIds = new ConcurrentLinkedQueue<>();
        try (Scene scene = new Scene(ProviderConfig.defaults())) {
            assertThat(scene.run(scene.yaml("cli"), "topics").exitCode()).isZero();
            // every record a request of its own, so that there is time to end it
            WorkerYaml slow = scene.yaml("slow").set("kafka.properties", Map.of("batch.size", "0"));
            Path file = directory.resolve("many.jsonl");
            Files.writeString(
                    file,
                    IntStream.rangeClosed(1, REQUESTS)
                            .mapToObj(
                                    "{\"messageId\":\"m-%1$d\",\"to\":\"27820000001\",\"text\":\"%1$d\"}\n"::formatted)
                            .collect(Collectors.joining()));
            Path said = directory.resolve("send.log");
            try (TopicTail unused = TopicTail.of(
                    scene.broker().bootstrapServers(),
                    List.of(scene.topic("sms.outbound")),
                    stored -> messageIds.add(new String(stored.key(), StandardCharsets.UTF_8)))) {
                try (JavaProcess sending = scene.begin(slow, said, "send", "--from-file", file.toString())) {
                    await().atMost(Duration.ofMinutes(3)).until(() -> messageIds.size() > 50);
                    sending.sigterm();
                    assertThat(sending.awaitExit(Duration.ofSeconds(30))).isEqualTo(143);
                }
                Matcher remaining = REMAINING.matcher(Files.readString(said));
                assertThat(remaining.find()).describedAs(Files.readString(said)).isTrue();

                Scene.Command rest = scene.run(
                        scene.yaml("cli"), "send", "--from-file", file.toString(), "--lines", remaining.group(1));
                assertThat(rest.exitCode()).describedAs("%s", rest.lines()).isZero();
            }
            assertThat(messageIds).hasSize(REQUESTS).doesNotHaveDuplicates();
        }
    }
}
