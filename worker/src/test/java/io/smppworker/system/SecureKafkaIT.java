package io.smppworker.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import io.smppworker.sandbox.broker.Brokers;
import io.smppworker.sandbox.broker.SaslSsl;
import io.smppworker.sandbox.provider.ProviderConfig;
import io.smppworker.sandbox.worker.WorkerYaml;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kafka over TLS with a log-in, by nothing but {@code kafka.properties}. */
class SecureKafkaIT {
    private static final String PASSWORD = "br0ker-secret";

    @TempDir
    private Path directory;

    @Test
    void everyClientOfAWorkerTakesTheProperties() throws Exception {
        X509Bundle certificate = new CertificateBuilder()
                .subject("CN=broker")
                .addSanIpAddress("127.0.0.1")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        Path authority = Files.writeString(directory.resolve("ca.pem"), certificate.getRootCertificatePEM());
        SaslSsl listener = SaslSsl.listener(keyStore(certificate), "changeit", "sms", PASSWORD);
        try (Scene scene = new Scene(ProviderConfig.defaults(), Brokers.embedded(listener))) {
            UnaryOperator<WorkerYaml> secured = yaml ->
                    yaml.kafka(listener.bootstrapServers()).set("kafka.properties", properties(authority, PASSWORD));
            Scene.Command check = scene.run(secured.apply(scene.yaml("w1")), "check");
            assertThat(check.exitCode()).describedAs("%s", check.lines()).isZero();

            scene.start("w1", secured);
            scene.start("w2", secured);
            scene.awaitAllSlotsHeldBy("w1", "w2");
            scene.sendMany("secured", 200);
            scene.awaitFinalReceipts(Duration.ofMinutes(1));
            scene.assertEveryRequestAcceptedOnceAndReceipted();
            assertThat(scene.worker("w1").lastOfLog(10_000)).doesNotContain(PASSWORD);

            WorkerYaml wrong =
                    secured.apply(scene.yaml("w3")).set("kafka.properties", properties(authority, "not-" + PASSWORD));
            Scene.Command refused = scene.run(wrong, "check");
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(String.join("\n", refused.lines()))
                    .contains(
                            "✗ kafka " + listener.bootstrapServers(), "SaslAuthenticationException", "kafka.properties")
                    .doesNotContain(PASSWORD);
        }
    }

    private static Map<String, String> properties(Path authority, String password) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("security.protocol", "SASL_SSL");
        properties.put("ssl.truststore.type", "PEM");
        properties.put("ssl.truststore.location", authority.toString());
        properties.put("sasl.mechanism", "PLAIN");
        properties.put(
                "sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"sms\" password=\"%s\";"
                        .formatted(password));
        return properties;
    }

    private Path keyStore(X509Bundle certificate) throws Exception {
        Path file = directory.resolve("broker.p12");
        try (var out = Files.newOutputStream(file)) {
            certificate.toKeyStore("PKCS12", "changeit".toCharArray()).store(out, "changeit".toCharArray());
        }
        return file;
    }
}
