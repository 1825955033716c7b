package io.smppworker.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.smppworker.sandbox.provider.ProviderConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page as a browser shows it: headless Chromium, driven by playwright-core from the npm registry. */
class StatusPageIT {
    private static final String PLAYWRIGHT = "playwright-core@1.64.1";
    private static final long SEEN_MILLIS = 3_000;

    @Test
    void showsTheFleetAndAServerThatGoesDownWithinThreeSeconds() throws Exception {
        Path browser = Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        assumeTrue(browser != null, "no Chromium is installed here (Debian: apt-get install chromium)");
        Path directory = Files.createDirectories(Path.of("target/page").toAbsolutePath());
        Files.copy(
                Path.of("src/test/page/page.mjs"), directory.resolve("page.mjs"), StandardCopyOption.REPLACE_EXISTING);
        run(directory, "npm", "install", "--no-save", "--no-package-lock", "--no-audit", "--no-fund", PLAYWRIGHT);

        try (Scene scene = new Scene(ProviderConfig.defaults())) {
            scene.start("w1");
            scene.start("w2");
            scene.awaitAllSlotsHeldBy("w1", "w2");
            scene.sendMany("seen", 4_000);
            scene.awaitRate(150);
            String address = Objects.requireNonNull(scene.worker("w2").admin()).toString();
            Process page = new ProcessBuilder(
                            "node",
                            "page.mjs",
                            address,
                            directory.toString(),
                            Objects.requireNonNull(browser).toString(),
                            "2")
                    .directory(directory.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (BufferedReader said = page.inputReader(StandardCharsets.UTF_8);
                    PrintWriter toPage = new PrintWriter(page.outputWriter(StandardCharsets.UTF_8), true)) {
                assertThat(said.readLine())
                        .describedAs(() -> scene.worker("w1").lastOfLog(20))
                        .startsWith("summary ")
                        .contains("Workers 2", "Binds 16 of 16", "Servers up 4 of 4");
                assertThat(said.readLine()).startsWith("workers ").contains("w1 ready", "w2 ready");
                assertThat(said.readLine()).isEqualTo("problems []");

                scene.provider.stopServer("smpp2");
                toPage.println("down smpp2");
                String seen = said.readLine();
                assertThat(seen).startsWith("seen ");
                assertThat(Long.parseLong(seen.substring("seen ".length()))).isLessThan(SEEN_MILLIS);
                toPage.println("end");
                assertThat(page.waitFor(30, TimeUnit.SECONDS)).isTrue();
            } finally {
                page.destroyForcibly();
            }
        }
        for (String shot : List.of("light", "dark", "phone", "down")) {
            assertThat(directory.resolve(shot + ".png")).isNotEmptyFile();
        }
    }

    private static void run(Path directory, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).describedAs(output).isZero();
    }
}
