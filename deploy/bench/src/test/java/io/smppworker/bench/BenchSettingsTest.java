package io.smppworker.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchSettingsTest {
    private final Properties properties = new Properties();

    @BeforeEach
    void withAJar(@TempDir Path directory) throws IOException {
        Path jar = Files.createFile(directory.resolve("worker.jar"));
        properties.setProperty("bench.worker.jar", jar.toString());
    }

    @Test
    void runsEveryScenarioUnlessSomeAreNamed() {
        assertThat(BenchSettings.of(properties).scenarios()).containsExactly(Scenario.values());
        properties.setProperty("bench.only", " drain , noisyFill");
        assertThat(BenchSettings.of(properties).scenarios()).containsExactly(Scenario.NOISY_FILL, Scenario.DRAIN);
    }

    @Test
    void namesTheScenariosThereAre() {
        properties.setProperty("bench.only", "fil");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BenchSettings.of(properties))
                .withMessageContaining("bench.only")
                .withMessageContaining("\"fil\"")
                .withMessageContaining("drain");
    }

    @Test
    void namesTheNumberThatIsNone() {
        properties.setProperty("bench.outstanding", "1000001");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BenchSettings.of(properties))
                .withMessage("bench.outstanding: 1000001 is not a whole number from 1 to 1000000");
    }

    @Test
    void readsHowManyWorkersAtATime() {
        assertThat(BenchSettings.of(properties).workers()).startsWith(1, 2).endsWith(16);
        properties.setProperty("bench.workers", "4, 1");
        assertThat(BenchSettings.of(properties).workers()).containsExactly(4, 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"0;bench.workers: 0 is not from 1 to 64", "a,1;bench.workers: a,1 are not whole numbers"})
    void namesTheNumbersOfWorkersThatAreNone(String numbers, String error) {
        properties.setProperty("bench.workers", numbers);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BenchSettings.of(properties))
                .withMessageContaining(error);
    }

    @Test
    void namesTheJarThatIsMissing() {
        properties.setProperty("bench.worker.jar", "no/such.jar");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BenchSettings.of(properties))
                .withMessageContaining("bench.worker.jar: there is no no/such.jar");
    }
}
