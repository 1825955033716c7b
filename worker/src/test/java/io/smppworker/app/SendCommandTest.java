package io.smppworker.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What ends with 2 before Kafka is asked for anything; there is none here. */
class SendCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    private Path config;

    @BeforeEach
    void configure() throws IOException {
        config = directory.resolve("worker.yaml");
        Files.writeString(config, """
            kafka: {bootstrapServers: "127.0.0.1:1"}
            account: {systemId: id, password: secret}
            outbound: {maxSegments: 2}
            """);
    }

    @Test
    void aRequestThatWouldBeADeadLetterIsNotProduced() {
        assertRefused("--to must be 3..20 digits, one leading + allowed and dropped", "--to", "abc", "--text", "x");
        assertRefused("--to must be 3..20 digits", "--to", "", "--text", "x");
        assertRefused("--from must be at most 20 printable ASCII", "--to", "27820000001", "--text", "x", "--from", "Ü");
        assertRefused("takes 3 segments, allowed are 2", "--to", "27820000001", "--text", "x".repeat(307));
        assertRefused(
                "--to must be 3..20 digits, one leading + allowed and dropped; --from must be",
                "--to",
                "1",
                "--from",
                "x".repeat(21),
                "--text",
                "x");
    }

    @Test
    void whatDoesNotGoTogetherIsBadUsage() throws IOException {
        Path file = file("{}");
        assertRefused("--to=NUMBER", "--text", "x");
        assertRefused("--text=TEXT", "--to", "27820000001");
        assertRefused("mutually exclusive", "--to", "27820000001", "--text", "x", "--text-file", file.toString());
        assertRefused("--to is for one request", "--from-file", file.toString(), "--to", "27820000001");
        assertRefused("--wait is for one request", "--from-file", file.toString(), "--wait");
        assertRefused(
                "--timeout must be at least 1", "--to", "27820000001", "--text", "x", "--wait", "--timeout", "-5");
        assertRefused("--lines goes with --from-file", "--to", "27820000001", "--text", "x", "--lines", "1");
        assertRefused("17,1003-1010,2500-", "--from-file", file.toString(), "--lines", "one");
        assertRefused("only one of them", "--from-file", "-", "--text-file", "-");
    }

    @Test
    void aFileThatCannotBeReadIsNamed() throws IOException {
        String nowhere = directory.resolve("none.csv").toString();
        assertRefused("--from-file: " + nowhere + " does not exist", "--from-file", nowhere);
        assertRefused("is a directory", "--from-file", directory.toString());
        assertRefused("--text-file: " + nowhere + " does not exist", "--to", "27820000001", "--text-file", nowhere);
        assertRefused(
                "column 2, form,",
                "--from-file",
                file("to,form\n27820000001,x\n").toString());
        Path latin1 = directory.resolve("latin1.txt");
        Files.writeString(latin1, "Müller", StandardCharsets.ISO_8859_1);
        assertRefused("is not UTF-8 at octet 2", "--to", "27820000001", "--text-file", latin1.toString());
    }

    @Test
    void ofAFileWithBadLinesNothingIsProduced() throws IOException {
        assertRefused(
                "line 3: /to: must be 3..20 digits",
                "--from-file",
                file("to,text\n27820000001,x\nabc,x\n27820000002,x\n").toString());
        assertThat(err.toString()).contains("nothing is produced");
    }

    @Test
    void standardInputIsReadAsUtf8() {
        withInput(
                "to,text\n27820000001,%s\n".formatted("я".repeat(68) + "€".repeat(68)),
                () -> assertRefused("line 2: cannot be sent: the message takes 3 segments", "--from-file", "-"));
        withInput(
                "я".repeat(71 + 67) + "\n",
                () -> assertRefused("takes 3 segments", "--to", "27820000001", "--text-file", "-"));
    }

    @Test
    void anEmptyListIsDone() throws IOException {
        assertThat(run("--from-file", file("to,text\n").toString())).isZero();
        assertThat(out.toString()).startsWith("0 requests produced to sms.outbound");
    }

    @Test
    void helpSaysHowToWriteAFile() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("--from-file", "messageId,to,text", "JSON lines", "--lines", "UTF-8");
    }

    @Test
    void aTextMayBeginWithAnAtSign() throws IOException {
        Path file = file("--urgent");
        assertThat(run("--to", "abc", "--text", "@" + file)).isEqualTo(2);
        assertThat(err.toString()).contains("not produced: --to must be");
    }

    private void assertRefused(String words, String... arguments) {
        err.getBuffer().setLength(0);
        out.getBuffer().setLength(0);
        assertThat(run(arguments)).describedAs("%s", err).isEqualTo(2);
        assertThat(err.toString()).contains(words).doesNotContain("Exception");
        assertThat(out.toString()).isEmpty();
    }

    private static void withInput(String text, Runnable test) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        try {
            test.run();
        } finally {
            System.setIn(before);
        }
    }

    private Path file(String content) throws IOException {
        Path file = Files.createTempFile(directory, "many", null);
        return Files.writeString(file, content);
    }

    private int run(String... arguments) {
        CommandLine main = Main.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        List<String> all = new ArrayList<>(List.of("send", "--config", config.toString()));
        all.addAll(List.of(arguments));
        return main.execute(all.toArray(String[]::new));
    }
}
