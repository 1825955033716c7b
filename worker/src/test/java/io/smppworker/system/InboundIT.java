package io.smppworker.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smppworker.sandbox.provider.MoOrder;
import io.smppworker.sandbox.provider.ProviderConfig;
import io.smppworker.sandbox.worker.WorkerYaml;
import io.smppworker.schemas.Inbound;
import io.smppworker.schemas.Ports;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Messages from handsets of every kind, whole and in parts, over any binds of two workers. */
class InboundIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String SERVICE = "27820000000";
    private static final int UDHI = 0x40;

    @Test
    void whatAHandsetSendsIsReadWholeHoweverItComes() {
        try (Scene scene = new Scene(ProviderConfig.defaults())) {
            scene.start("w1", InboundIT::impatient);
            scene.start("w2", InboundIT::impatient);
            scene.awaitAllSlotsHeldBy("w1", "w2");

            String longText = "All in one go. ".repeat(40);
            inject(scene, "2701", 0, 0, "48656c6c6f", Map.of());
            inject(scene, "2702", 0, 8, "0417d83dde00", Map.of());
            inject(scene, "2703", 0, 4, "00ff10", Map.of());
            String longHex = HexFormat.of().formatHex(longText.getBytes(StandardCharsets.US_ASCII));
            inject(scene, "2704", 0, 0, "", Map.of("0x0424", longHex));
            inject(scene, "2705", UDHI, 4, "060504158223f0" + "cafe", Map.of());

            parts(scene, "2711", "0500032a", 1, List.of("61", "62", "63")); // 8-bit reference
            parts(scene, "2712", "06080400 2a", 2, List.of("64", "65", "66")); // 16-bit reference of the same value
            parts(scene, "2711", "06080400 2a", 3, List.of("67", "68", "69")); // both from one sender
            parts(scene, "2713", "0500032a", 4, List.of("6a1b", "653c", "1b6521")); // cut before the septet of a €
            inject(scene, "2714", 0, 0, "79", sar(2, 2));
            inject(scene, "2714", 0, 0, "78", sar(1, 2));
            inject(scene, "2714", 0, 0, "79", sar(2, 2)); // again
            inject(scene, "2715", UDHI, 0, "0500030b0301" + "61", Map.of()); // the second never comes
            inject(scene, "2715", UDHI, 0, "0500030b0303" + "63", Map.of());

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(inbound(scene)).hasSize(11));
            inject(scene, "2711", UDHI, 0, "0500032a0302" + "32", Map.of()); // the reference once more
            inject(scene, "2711", UDHI, 0, "0500032a0301" + "31", Map.of());
            inject(scene, "2711", UDHI, 0, "0500032a0303" + "33", Map.of());
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(inbound(scene)).hasSize(12));

            assertThat(inbound(scene))
                    .containsExactlyInAnyOrder(
                            "2701 Hello 1 true null",
                            "2702 З😀 1 true null",
                            "2703 #00ff10 1 true null",
                            "2704 " + longText + " 1 true null",
                            "2705 #cafe 1 true " + new Ports(0x1582, 0x23F0),
                            "2711 abc 3 true null",
                            "2712 def 3 true null",
                            "2711 ghi 3 true null",
                            "2713 j€<€! 3 true null",
                            "2714 xy 2 true null",
                            "2715 ac 3 false null",
                            "2711 123 3 true null");
            assertThat(scene.seen().inbound()).extracting(Inbound::worker).contains("w1", "w2");
            assertThat(scene.provider.summary().mobileOriginated().pending()).isZero();
        }
    }

    private static WorkerYaml impatient(WorkerYaml yaml) {
        return yaml.set("correlator.moReassemblyTimeout", "20s");
    }

    /** Every part twice, in a random order, with a header of this beginning: it lacks total and index. */
    private static void parts(Scene scene, String from, String headerHex, long seed, List<String> texts) {
        List<Integer> order = IntStream.range(0, 2 * texts.size())
                .map(i -> i % texts.size())
                .boxed()
                .collect(Collectors.toList());
        Collections.shuffle(order, new Random(seed));
        for (int i : order) {
            String place = "%02x%02x".formatted(texts.size(), i + 1);
            inject(scene, from, UDHI, 0, headerHex.replace(" ", "") + place + texts.get(i), Map.of());
        }
    }

    private static Map<String, String> sar(int index, int total) {
        return Map.of("0x020C", "002a", "0x020E", "%02x".formatted(total), "0x020F", "%02x".formatted(index));
    }

    private static void inject(
            Scene scene, String from, int esmClass, int dataCoding, String hex, Map<String, String> tlvs) {
        scene.provider.inject(new MoOrder(from, SERVICE, null, esmClass, dataCoding, hex, tlvs));
    }

    private static List<String> inbound(Scene scene) {
        return scene.seen().inbound().stream()
                .map(inbound -> String.join(
                        " ",
                        inbound.from(),
                        inbound.text() == null ? "#" + inbound.binary() : inbound.text(),
                        String.valueOf(inbound.parts()),
                        String.valueOf(inbound.complete()),
                        String.valueOf(inbound.ports())))
                .toList();
    }
}
