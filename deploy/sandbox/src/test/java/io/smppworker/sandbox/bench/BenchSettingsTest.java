package io.smppworker.sandbox.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchSettingsTest {
    private final Properties properties = new Properties();

    @BeforeEach
    void withAJar(@TempDir Path directory) throws IOException {
        Path jar = Files.createFile(directory.resolve("worker.jar"));
        properties.setProperty("bench.worker.jar", jar.toString());
    }

    @Test
    void runsEveryScenarioUnlessToldWhich() {
        assertThat(BenchSettings.of(properties).scenarios()).containsExactly(Scenario.values());
        properties.setProperty("bench.only", " drain , receipts");
        assertThat(BenchSettings.of(properties).scenarios()).containsExactly(Scenario.RECEIPTS, Scenario.DRAIN);
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
    void namesTheJarThatIsMissing() {
        properties.setProperty("bench.worker.jar", "no/such.jar");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BenchSettings.of(properties))
                .withMessageContaining("bench.worker.jar: there is no no/such.jar");
    }
}
