package io.smppworker.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts beyond ASCII from a command line, under the locales that real machines have. */
class LocaleIT {
    private static final Path JAR = Path.of(System.getProperty("worker.jar", "target/smpp-worker.jar"));

    /** Octal, for printf of sh: what this JVM would make of them on the way must not matter. */
    private static final String EURO_UTF_8 = "\\342\\202\\254";

    private static final String U_UMLAUT_LATIN_1 = "\\374";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"POSIX", "C", "C.UTF-8"})
    void aTextIsWhatWasTyped(String locale) throws Exception {
        assertThat(sh(locale, "exec $SEGMENTS --text \"$(printf '%s')\"".formatted(EURO_UTF_8)))
                .containsExactly("exit 0", "GSM 03.38, 1 segment", "1/1  2 septets", "     €");
        assertThat(sh(locale, "exec $SEGMENTS \"--text=$(printf '%s')\"".formatted(EURO_UTF_8)))
                .contains("exit 0", "     €");
        assertThat(sh(locale, "printf '%s\\n' | $SEGMENTS --text-file -".formatted(EURO_UTF_8)))
                .containsExactly("exit 0", "GSM 03.38, 1 segment", "1/1  2 septets", "     €");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POSIX", "C.UTF-8"})
    void whatIsNotUtf8IsRefused(String locale) throws Exception {
        assertThat(sh(locale, "exec $SEGMENTS --text \"M$(printf '%s')ller\"".formatted(U_UMLAUT_LATIN_1)))
                .hasSize(2)
                .startsWith("exit 2")
                .last()
                .asString()
                .startsWith("argument 3 (of --text) is not UTF-8 at octet 2");
        assertThat(sh(locale, "printf 'M%sller' | $SEGMENTS --text-file -".formatted(U_UMLAUT_LATIN_1)))
                .startsWith("exit 2", "--text-file: - is not UTF-8 at octet 2");
    }

    @Test
    void aFileWhoseNameTheLocaleCannotHaveIsSaidSo() throws Exception {
        assertThat(sh("POSIX", "exec $SEGMENTS --text-file \"$(printf '%s')\"".formatted(EURO_UTF_8)))
                .startsWith("exit 2")
                .anyMatch(line -> line.contains("cannot be a file's name under this locale: set LC_ALL=C.UTF-8"));
    }

    /** The exit code, and the lines of both streams. */
    private List<String> sh(String locale, String script) throws IOException, InterruptedException {
        Path output = Files.createTempFile(directory, "segments", ".log");
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        ProcessBuilder builder =
                new ProcessBuilder("sh", "-c", script).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("LC_ALL", locale);
        builder.environment().put("SEGMENTS", java + " -Xmx128m -XX:TieredStopAtLevel=1 -jar " + JAR + " segments");
        Process process = builder.start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        List<String> lines = new ArrayList<>(List.of("exit " + process.exitValue()));
        lines.addAll(Files.readAllLines(output, StandardCharsets.UTF_8));
        return lines;
    }
}
