package io.smppworker.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.sandbox.process.JavaCommand;
import io.smppworker.sandbox.process.JavaProcess;
import io.smppworker.sandbox.provider.ProviderConfig;
import io.smppworker.sandbox.worker.WorkerYaml;
import io.smppworker.smpp.OutdatedServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that speaks TLSv1 and nothing better. */
class OutdatedTlsIT {
    @TempDir
    private Path directory;

    @Test
    void isNotBoundToUnlessAskedFor() throws Exception {
        Path allowed = Files.writeString(directory.resolve("java.security"), "jdk.tls.disabledAlgorithms=\n");
        Path caFile = directory.resolve("ca.pem");
        BlockingQueue<String> said = new LinkedBlockingQueue<>();
        try (Scene scene = new Scene(ProviderConfig.defaults());
                JavaProcess server = JavaCommand.main(OutdatedServer.class)
                        .jvmOptions("-Djava.security.properties=" + allowed)
                        .onLine(said::add)
                        .start(caFile.toString())) {
            String port = said.poll(30, TimeUnit.SECONDS);
            assertThat(port).describedAs("port of %s", server).isNotNull();
            WorkerYaml yaml = scene.yaml("w1")
                    .set(
                            "account.servers",
                            List.of(Map.of("name", "old", "host", "localhost", "port", Integer.parseInt(port))))
                    .set("account.tls.enabled", true)
                    .set("account.tls.caFile", caFile.toString());

            assertThat(scene.run(yaml, "check").lines())
                    .anyMatch(line -> line.startsWith("✗ server old")
                            && line.contains("TLS: the server speaks none of TLSv1.3, TLSv1.2"));

            Scene.Command allowing = scene.run(yaml.set("account.tls.protocols", List.of("TLSv1.2", "TLSv1")), "check");
            assertThat(allowing.lines())
                    .anyMatch(line -> line.startsWith("✓ server old") && line.contains("over TLSv1,"))
                    .anyMatch(line -> line.contains("account.tls.protocols allows TLSv1, which others can read"));
        }
    }
}
