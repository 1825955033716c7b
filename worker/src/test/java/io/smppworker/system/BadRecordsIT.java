package io.smppworker.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smppworker.sandbox.provider.ProviderConfig;
import io.smppworker.sandbox.user.TopicsSeen;
import io.smppworker.schemas.ErrorInfo;
import io.smppworker.schemas.Receipt;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What cannot be sent is put aside byte for byte, its sender has a receipt, and what stands around it goes its way. */
class BadRecordsIT {
    /** Dead letter reason by record; a key that starts with "id" is the messageId, else none can be read. */
    private static final Map<String, String[]> BAD = new LinkedHashMap<>();

    static {
        BAD.put("garbage", new String[] {"\u0000\u0001 not JSON", "not-json"});
        BAD.put("cut", new String[] {"{\"messageId\":\"cut\",\"to\":", "not-json"});
        BAD.put("array", new String[] {"[1,2,3]", "schema"});
        BAD.put("anonymous", new String[] {"{\"to\":\"27820000001\",\"text\":\"x\"}", "schema"});
        BAD.put("id-number", new String[] {"{\"messageId\":\"id-number\",\"to\":\"nobody\",\"text\":\"x\"}", "schema"});
        BAD.put("id-nothing", new String[] {"{\"messageId\":\"id-nothing\",\"to\":\"27820000001\"}", "schema"});
        BAD.put("id-coding", new String[] {
            "{\"messageId\":\"id-coding\",\"to\":\"27820000001\",\"text\":\"日本\",\"encoding\":\"gsm7\"}", "unencodable"
        });
        BAD.put("id-long", new String[] {
            "{\"messageId\":\"id-long\",\"to\":\"27820000001\",\"text\":\"" + "x".repeat(153 * 256) + "\"}",
            "too-many-segments"
        });
    }

    @Test
    void everyKindOfBadRecordIsDeadLetteredAndTheGoodOnesAroundItAreSent() {
        try (Scene scene = new Scene(ProviderConfig.defaults())) {
            scene.start(
                    "w1",
                    yaml -> yaml.set("account.tls.enabled", true)
                            .set(
                                    "account.tls.caFile",
                                    scene.provider.certificateFile().toString())
                            .set("account.servers", tlsServers(scene)));
            scene.awaitAllSlotsHeldBy("w1");
            int good = 0;
            for (Map.Entry<String, String[]> bad : BAD.entrySet()) {
                for (int i = 0; i < 5; i++) {
                    scene.send("good-" + good++, "2782000000" + i, "around the bad ones");
                }
                scene.sendRaw(bad.getKey(), bad.getValue()[0].getBytes(StandardCharsets.UTF_8));
            }
            scene.flush();
            scene.awaitFinalReceipts(Duration.ofMinutes(1));
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> scene.seen().deadLetters().size() >= BAD.size());

            scene.assertEveryRequestAcceptedOnceAndReceipted();
            assertThat(scene.seen().deadLetters()).hasSize(BAD.size());
            BAD.forEach((key, bad) -> assertThat(scene.seen().deadLetters())
                    .describedAs(key)
                    .anySatisfy(letter -> isFor(letter, key, bad)));
            for (String id :
                    BAD.keySet().stream().filter(key -> key.startsWith("id-")).toList()) {
                await().atMost(Duration.ofSeconds(30))
                        .until(() ->
                                !scene.seen().receipts(id, Receipt.Stage.SUBMIT).isEmpty());
                assertThat(scene.seen().receipts().getOrDefault(id, List.of()))
                        .describedAs(id)
                        .singleElement()
                        .satisfies(receipt -> {
                            assertThat(receipt.status()).isEqualTo(Receipt.Status.REJECTED);
                            assertThat(receipt.isFinal()).isTrue();
                            assertThat(receipt.error()).isNotNull();
                        });
            }
            assertThat(scene.seen()
                            .receipts()
                            .getOrDefault("id-long", List.of())
                            .get(0)
                            .error())
                    .isEqualTo(new ErrorInfo(
                            null, null, null, "too-many-segments: the message takes 256 segments, allowed are 255"));
            assertThat(scene.bound()).allMatch(session -> session.tls());
            scene.assertLimitsHeld();
        }
    }

    private static List<Map<String, Object>> tlsServers(Scene scene) {
        return scene.provider.servers().stream()
                .map(server -> Map.<String, Object>of(
                        "name",
                        server.name(),
                        "host",
                        server.host(),
                        "port",
                        server.tlsPort(),
                        "location",
                        server.location(),
                        "population",
                        server.population()))
                .toList();
    }

    private static void isFor(TopicsSeen.DeadLetter letter, String key, String[] bad) {
        assertThat(letter.value()).isEqualTo(bad[0].getBytes(StandardCharsets.UTF_8));
        assertThat(letter.reason()).isEqualTo(bad[1]);
        assertThat(letter.messageId()).isEqualTo(key.startsWith("id-") ? key : "");
    }
}
