package io.smppworker.sandbox.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.schemas.Json;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ProviderMainIT {
    @Test
    void saysWhereItListensAndEndsWithItsInput() throws Exception {
        Process process = start("{\"systemId\":\"acme\",\"receiptDelayMax\":\"PT0.3S\"}");
        try (BufferedReader out = process.inputReader()) {
            ProviderMain.Ready ready = Json.MAPPER.readValue(out.readLine(), ProviderMain.Ready.class);
            assertThat(ready.systemId()).isEqualTo("acme");
            try (TestEsme client = TestEsme.connect(ready.servers().get(3))) {
                assertThat(client.bind(PeerBindType.TRANSCEIVER).getCommandStatus())
                        .isNotZero();
            }
            assertThat(Path.of(ready.certificateFile())).exists();

            process.getOutputStream().close();

            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
            assertThat(out.readLine()).isNull();
            assertThat(Files.exists(Path.of(ready.certificateFile()))).isFalse();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void refusesAKeyItDoesNotKnow() throws Exception {
        Process process = start("{\"throtle\":1}");
        try (BufferedReader err = process.errorReader()) {
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(2);
            assertThat(err.readLine()).contains("throtle");
        } finally {
            process.destroyForcibly();
        }
    }

    private static Process start(String config) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ProviderMain.class.getName(),
                        config)
                .start();
    }
}
