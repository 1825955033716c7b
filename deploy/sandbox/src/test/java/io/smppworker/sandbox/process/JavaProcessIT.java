package io.smppworker.sandbox.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JavaProcessIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    @Test
    void givesArgumentsEnvironmentAndOptionsAndReturnsTheExitCode(@TempDir Path directory) throws IOException {
        Path log = directory.resolve("child.log");
        List<String> lines = new CopyOnWriteArrayList<>();
        try (JavaProcess process = JavaCommand.main(Speaks.class)
                .jvmOptions("-Xmx32m", "-Dcolour=green")
                .environment("SHAPE", "round")
                .log(log)
                .onLine(lines::add)
                .start("7")) {
            assertThat(process.awaitExit(SOON)).isEqualTo(7);
            await().atMost(SOON).until(() -> lines.size() == 1);
            assertThat(lines).containsExactly("green round");
            assertThat(Files.readString(log)).contains("to the log");
        }
    }

    @Test
    void terminateRunsShutdownHooksAndKillDoesNot(@TempDir Path directory) throws IOException {
        Path terminated = directory.resolve("terminated.log");
        JavaProcess process = waiting(terminated);
        process.sigterm();
        assertThat(process.awaitExit(SOON)).isEqualTo(143);
        assertThat(Files.readString(terminated)).contains("bye");

        Path killed = directory.resolve("killed.log");
        process = waiting(killed);
        process.sigkill();
        assertThat(process.awaitExit(SOON)).isEqualTo(137);
        assertThat(Files.readString(killed)).doesNotContain("bye");
    }

    @Test
    void aStoppedProcessDoesNothingUntilItMayGoOn(@TempDir Path directory) throws IOException {
        Path log = directory.resolve("child.log");
        try (JavaProcess process = waiting(log)) {
            process.sigstop();
            process.sigterm();
            assertThatThrownBy(() -> process.awaitExit(Duration.ofMillis(300)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("Waits[" + process.pid() + "]");
            process.sigcont();
            assertThat(process.awaitExit(SOON)).isEqualTo(143);
        }
    }

    @Test
    void closeEndsEvenAStoppedProcess(@TempDir Path directory) throws IOException {
        JavaProcess process = waiting(directory.resolve("child.log"));
        process.sigstop();
        process.close();
        assertThat(process.isAlive()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT", "KILL"})
    void childrenAndTheirFilesDoNotOutliveTheirParent(String signal) throws Exception {
        assumeFalse(
                signal.equals("INT") && isInterruptIgnored(),
                "a shell's background job ignores SIGINT, and so do its children");
        List<String> lines = new CopyOnWriteArrayList<>();
        try (JavaProcess parent =
                JavaCommand.main(Parent.class).onLine(lines::add).start()) {
            await().atMost(SOON).until(() -> lines.size() == 2);
            ProcessHandle child = ProcessHandle.of(Long.parseLong(lines.get(0))).orElseThrow();
            Path directory = Path.of(lines.get(1));
            assertThat(directory).exists();

            new ProcessBuilder("sh", "-c", "kill -" + signal + " " + parent.pid())
                    .start()
                    .waitFor();

            parent.awaitExit(SOON);
            await().atMost(SOON).untilAsserted(() -> {
                assertThat(child.isAlive()).isFalse();
                assertThat(directory).doesNotExist();
            });
        }
    }

    private static boolean isInterruptIgnored() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return false;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
    }

    private static JavaProcess waiting(Path log) throws IOException {
        JavaProcess process =
                JavaCommand.main(Waits.class).jvmOptions("-Xmx32m").log(log).start();
        await().atMost(SOON).until(() -> Files.readString(log).contains("waiting"));
        return process;
    }

    /** Says a word on each stream and ends with the code it is given. */
    static final class Speaks {
        public static void main(String[] arguments) {
            System.out.println(System.getProperty("colour") + " " + System.getenv("SHAPE"));
            System.err.println("to the log");
            System.exit(Integer.parseInt(arguments[0]));
        }
    }

    /** Runs until its input ends. */
    static final class Waits {
        public static void main(String[] arguments) throws IOException {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("bye")));
            System.out.println("waiting");
            InputStream endless = System.in;
            while (endless.read() >= 0) {
                // only the end matters
            }
        }
    }

    /** Has a child that ignores the end of its input, and a directory; then waits. */
    static final class Parent {
        public static void main(String[] arguments) throws IOException {
            TemporaryDirectory directory = TemporaryDirectory.create("smpp-worker-test-");
            Files.writeString(directory.path().resolve("file"), "content");
            JavaProcess child =
                    JavaCommand.main(Sleeps.class).jvmOptions("-Xmx32m").start();
            System.out.println(child.pid());
            System.out.println(directory.path());
            while (System.in.read() >= 0) {
                // only the end matters
            }
        }
    }

    /** Never ends by itself. */
    static final class Sleeps {
        public static void main(String[] arguments) throws InterruptedException {
            Thread.currentThread().join();
        }
    }
}
