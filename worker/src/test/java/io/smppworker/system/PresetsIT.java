package io.smppworker.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.smppworker.sandbox.provider.Demands;
import io.smppworker.sandbox.provider.MoOrder;
import io.smppworker.sandbox.provider.PeerBindType;
import io.smppworker.sandbox.provider.ProviderConfig;
import io.smppworker.sandbox.provider.Quirks;
import io.smppworker.sandbox.provider.Quirks.IdBase;
import io.smppworker.sandbox.provider.SessionInfo;
import io.smppworker.sandbox.worker.WorkerYaml;
import io.smppworker.schemas.ErrorInfo;
import io.smppworker.schemas.Inbound;
import io.smppworker.schemas.Receipt;
import io.smppworker.schemas.Receipt.Stage;
import io.smppworker.schemas.Receipt.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Each account section of deploy/presets at a provider that is as it says, and takes nothing else. */
class PresetsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Path PRESETS = Path.of(System.getProperty("user.dir")).resolveSibling("deploy/presets");

    /** What the scene has of its own: where its provider is. */
    private static final Set<String> OF_THE_SCENE = Set.of("systemId", "password", "servers", "tls");

    @Test
    void hexadecimalIdsAndTypesOfNumbers() {
        ProviderConfig provider = ProviderConfig.defaults()
                .withQuirks(Quirks.none().withUntidyIds(IdBase.HEX, IdBase.DECIMAL))
                .withDemands(new Demands(false, false, true, "", false));
        try (Scene scene = new Scene(provider)) {
            scene.start("w1", yaml -> preset(yaml, "hex-ids"));
            awaitBound(scene, Map.of(PeerBindType.TRANSCEIVER, 8L));

            send(scene, "name", "'from':'Test-SM','text':'Hello'");
            send(scene, "short-code", "'from':'30001','text':'Hello'");
            send(scene, "number", "'from':'27820000001','text':'Hello'");
            send(scene, "own", "'from':'30001','sourceTon':5,'text':'Hello'");

            assertDelivered(scene, "name", 1);
            assertDelivered(scene, "short-code", 1);
            assertDelivered(scene, "number", 1);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(scene.seen().receipts("own", Stage.SUBMIT))
                            .singleElement()
                            .satisfies(receipt -> {
                                assertThat(receipt.status()).isEqualTo(Status.REJECTED);
                                assertThat(receipt.segments().get(0).error())
                                        .extracting(ErrorInfo::commandStatus)
                                        .isEqualTo("0x00000048");
                            }));
        }
    }

    @Test
    void latin1AndReceiptsThatEsmClassDoesNotShow() {
        ProviderConfig provider = ProviderConfig.defaults().withDemands(new Demands(true, true, false, "", true));
        try (Scene scene = new Scene(provider)) {
            scene.start("w1", yaml -> preset(yaml, "latin1"));
            awaitBound(scene, Map.of(PeerBindType.TRANSCEIVER, 8L));

            send(scene, "short", "'text':'Grüße, façade'");
            send(scene, "long", "'text':'" + "ç".repeat(141) + "'");
            send(scene, "lacking", "'text':'12 €'");
            send(scene, "flash", "'text':'Grüße','messageClass':0");
            scene.provider.inject(new MoOrder("27820000009", "30001", null, 0, 0, "4dfc6c6c6572", null));

            assertDelivered(scene, "short", 1);
            assertDelivered(scene, "long", 2);
            assertDelivered(scene, "lacking", 1);
            assertDelivered(scene, "flash", 1);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(scene.seen().inbound())
                            .extracting(Inbound::text)
                            .containsExactly("Müller"));
        }
    }

    @Test
    void transmittersAndReceiversThatSayWhichAddressesTheyAreFor() {
        ProviderConfig provider =
                ProviderConfig.defaults().withDemands(new Demands(false, false, true, "30001", false));
        try (Scene scene = new Scene(provider)) {
            scene.start("w1", yaml -> preset(yaml, "two-binds").set("defaults.from", "30001"));
            awaitBound(scene, Map.of(PeerBindType.TRANSMITTER, 8L, PeerBindType.RECEIVER, 4L));

            send(scene, "first", "'text':'Hello'");
            scene.provider.injectMo("27820000009", "30001", "Hello back");

            assertDelivered(scene, "first", 1);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(scene.seen().inbound())
                            .extracting(Inbound::text)
                            .containsExactly("Hello back"));
        }
    }

    private static WorkerYaml preset(WorkerYaml yaml, String name) {
        try {
            Map<String, Map<String, Object>> preset =
                    new YAMLMapper().readValue(PRESETS.resolve(name + ".yaml").toFile(), new TypeReference<>() {});
            Objects.requireNonNull(preset.get("account")).forEach((key, value) -> {
                if (!OF_THE_SCENE.contains(key)) {
                    yaml.set("account." + key, value);
                }
            });
            return yaml;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void awaitBound(Scene scene, Map<PeerBindType, Long> expected) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            scene.checkAlive();
            assertThat(scene.bound().stream()
                            .collect(Collectors.groupingBy(SessionInfo::bindType, Collectors.counting())))
                    .isEqualTo(expected);
        });
    }

    /** With these fields, quotes written singly. */
    private static void send(Scene scene, String messageId, String fields) {
        String request = "{'messageId':'%s','to':'27821000001',%s}".formatted(messageId, fields);
        scene.sendRaw(messageId, request.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        scene.flush();
    }

    private static void assertDelivered(Scene scene, String messageId, int segments) {
        await().alias(messageId + " delivered").atMost(PATIENCE).untilAsserted(() -> {
            scene.checkAlive();
            List<Receipt> ends = scene.seen().receipts(messageId, Stage.DELIVERY);
            assertThat(ends).singleElement().satisfies(end -> {
                assertThat(end.status()).isEqualTo(Status.DELIVERED);
                assertThat(end.segments()).hasSize(segments);
            });
        });
    }
}
