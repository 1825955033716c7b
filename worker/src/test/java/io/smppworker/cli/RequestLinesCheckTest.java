package io.smppworker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.config.ConfigFile;
import io.smppworker.config.WorkerConfig;
import io.smppworker.intake.RequestCheck;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequestLinesCheckTest {
    private static final String GOOD = "{\"to\":\"27820000001\",\"text\":\"x\"}\n";

    @TempDir
    private Path directory;

    private WorkerConfig config;

    @BeforeEach
    void configure() throws IOException {
        Path file = directory.resolve("worker.yaml");
        Files.writeString(file, """
            kafka: {bootstrapServers: "localhost:9092"}
            account: {systemId: id, password: secret}
            """);
        config = ((ConfigFile.Loaded) ConfigFile.load(file, Map.of())).config();
    }

    @Test
    void everyBadLineIsNamedWithWhatIsWrongAndWithoutItsContent() throws Exception {
        assertThat(problems(GOOD + """
            {"to":"abc","text":"secret"}
            not json
            {"to":"27820000001"}
            {"to":"27820000001","text":"я","encoding":"gsm7"}
            {"to":"27820000001","text":"x","text":"x"}
            """ + GOOD))
                .containsExactly(
                        "line 2: /to: must be 3..20 digits, one leading + allowed and dropped",
                        "line 3: is no JSON: malformed at column 1",
                        "line 4: /: must be a JSON object with exactly one of text and binary",
                        "line 5: cannot be sent: U+044F at position 1 is not in the GSM 03.38 alphabet",
                        "line 6: is no JSON: repeated field at column 39");
    }

    @Test
    void aMessageIdOfAnEarlierLineIsWrong() throws Exception {
        assertThat(problems("messageId,to,text\na,27820000001,x\nb,27820000001,x\na,27820000002,x\n,27820000001,x\n"))
                .containsExactly("line 4: has the messageId of line 2");
    }

    @Test
    void theFirstTwentyAreNamedAndTheOthersCounted() throws Exception {
        List<String> problems =
                problems(IntStream.range(0, 25).mapToObj(i -> "{}\n").collect(Collectors.joining()));

        assertThat(problems).hasSize(21).last().isEqualTo("and 5 more lines");
    }

    @Test
    void linesThatAreNotWantedAreNotLookedAt() throws Exception {
        try (RequestSpool spool = new RequestSpool()) {
            RequestLinesCheck check = read("to,text\nbad\n27820000001,x\n27820000001\n", "3", spool);

            assertThat(check.problems()).isEmpty();
            assertThat(check.allGood()).isTrue();
            assertThat(all(spool))
                    .containsExactly("3 p-3 {\"to\":\"27820000001\",\"text\":\"x\",\"messageId\":\"p-3\"}");
        }
    }

    @Test
    void goodOnesComeOutOfTheSpoolAsTheyWentIn() throws Exception {
        try (RequestSpool spool = new RequestSpool()) {
            String lines = IntStream.range(0, 5_000)
                    .mapToObj(
                            i -> "{\"messageId\":\"m-%d\",\"to\":\"27820000001\",\"text\":\"€ %d\"}\n".formatted(i, i))
                    .collect(Collectors.joining());
            assertThat(read(lines, "1-", spool).allGood()).isTrue();
            assertThat(spool.size()).isEqualTo(5_000);

            assertThat(all(spool))
                    .hasSize(5_000)
                    .startsWith("1 m-0 {\"messageId\":\"m-0\",\"to\":\"27820000001\",\"text\":\"€ 0\"}")
                    .endsWith("5000 m-4999 {\"messageId\":\"m-4999\",\"to\":\"27820000001\",\"text\":\"€ 4999\"}");
            assertThat(spool.next()).isNull();
        }
    }

    @Test
    void anEmptySpoolIsEmpty() throws Exception {
        try (RequestSpool spool = new RequestSpool()) {
            assertThat(spool.size()).isZero();
            assertThat(spool.next()).isNull();
        }
    }

    private List<String> problems(String file) throws Exception {
        try (RequestSpool spool = new RequestSpool()) {
            RequestLinesCheck check = read(file, "1-", spool);
            assertThat(check.allGood()).isFalse();
            return check.problems();
        }
    }

    private RequestLinesCheck read(String file, String lines, RequestSpool spool) throws BadInput, IOException {
        RequestLinesCheck check = new RequestLinesCheck(
                LineRanges.parse(lines),
                new RequestCompletion("p-", null, null),
                new RequestCheck(config, Clock.systemUTC()),
                spool,
                new ProgressLine(new PrintWriter(new StringWriter()), false, () -> 0));
        RequestLines.read(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)), check);
        return check;
    }

    private static List<String> all(RequestSpool spool) throws IOException {
        List<String> all = new ArrayList<>();
        for (RequestSpool.Checked one = spool.next(); one != null; one = spool.next()) {
            all.add("%d %s %s".formatted(one.line(), one.messageId(), new String(one.json(), StandardCharsets.UTF_8)));
        }
        return all;
    }
}
