package io.smppworker.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.smppworker.sandbox.provider.ProviderConfig;
import io.smppworker.sandbox.provider.SessionInfo;
import io.smppworker.schemas.Inbound;
import io.smppworker.schemas.Receipt;
import io.smppworker.schemas.Receipt.Status;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What providers were seen to send, from the socket to the topics: read as a person reads it, else seen with its octets; and
 * no session is lost over it. No worker has sent the messages of these receipts, so they come as unmatched.
 */
class FieldCasesIT {
    private static final String FROM = "27820000001";
    private static final Map<String, Status> RECEIPTS = Map.of(
            "S213112420916365", Status.DELIVERED,
            "1602718841", Status.DELIVERED,
            "1216080510463401720", Status.UNDELIVERABLE,
            "76", Status.UNDELIVERABLE,
            "77", Status.DELIVERED,
            "78", Status.DELIVERED);

    @Test
    void whatAPersonCanReadIsReadAndTheRestIsSeen() {
        try (Scene scene = new Scene(ProviderConfig.defaults())) {
            scene.start(
                    "w1",
                    yaml -> yaml.set("correlator.unmatchedAfter", "2s")
                            .set("account.receipts.esmClass", "optional")
                            .set("account.timers.enquireLink", "1s"));
            scene.awaitAllSlotsHeldBy("w1");
            Set<Integer> sessions = sessions(scene);

            byte[] unreadable = receipt(1, 4, 0, "00,0210021543,0210021500,,447700900456,");
            List.of(
                            header(0x15, 2, "00"),
                            header(0x80000015, 0x7fffffff, "00"),
                            header(0x80000006, 0x7fffffff, "0000"),
                            // data_coding says UCS-2, the octets are ASCII
                            receipt(2, 4, 8, "id:S213112420916365 done date:250609163657 stat:DELIVRD err:000 text:"),
                            receipt(3, 0, 0, "id:1602718841 submit date:2504152009 stat:DELIVRD err:000"),
                            receipt(4, 4, 0, "id:1216080510463401720 sub:001 stat:FAILED err:002 Text:"),
                            // message_state 9, no text
                            deliverSm(5, 4, 0, 0, new byte[0], "001e00033736000427000109"),
                            // sm_length one too large
                            deliverSm(6, 4, 0, 1, ascii("id:77 dlvrd:001 stat:DELIVRD err:000 text:"), ""),
                            receipt(7, 4, 0, "id:78 stat:DELIVRD done date:250711070000012+ err:000"),
                            unreadable,
                            deliverSm(
                                    8,
                                    0,
                                    0,
                                    0,
                                    ascii("Help"),
                                    "001e0018313631385a2d30313032472d323333334d2d3235464a4600"),
                            // UTF-16 with a byte order mark, little end first
                            deliverSm(9, 0x40, 8, 0, hex("050003e10101fffe300030002000"), ""))
                    .forEach(octets -> scene.provider.order(
                            "smpp1", Map.of("garbageHex", HexFormat.of().formatHex(octets))));

            await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
                assertThat(scene.seen().receipts())
                        .containsKeys(RECEIPTS.keySet().toArray(String[]::new));
                assertThat(scene.seen().inbound().stream().map(Inbound::text)).contains("Help", "00 ");
                assertThat(unreadable(scene)).isNotEmpty();
            });

            RECEIPTS.forEach((id, status) -> assertThat(scene.seen().receipts().get(id))
                    .describedAs(id)
                    .extracting(Receipt::status, Receipt::unmatched)
                    .containsOnly(tuple(status, true)));
            assertThat(scene.seen().receipts().get("78"))
                    .flatExtracting(Receipt::segments)
                    .extracting("doneAt")
                    .asString()
                    .contains("2025-07-11T04:00:00Z");
            assertThat(unreadable(scene))
                    .extracting(Receipt::raw)
                    .containsOnly(HexFormat.of().formatHex(unreadable));
            assertThat(scene.seen().inbound())
                    .extracting(Inbound::from, Inbound::text, Inbound::complete)
                    .containsOnly(tuple(FROM, "Help", true), tuple(FROM, "00 ", true));

            long aWhileNanos = System.nanoTime() + Duration.ofSeconds(3).toNanos();
            await().until(() -> System.nanoTime() > aWhileNanos); // enquire_link has gone to and fro
            assertThat(sessions(scene)).describedAs("sessions").isEqualTo(sessions);
        }
    }

    private static List<Receipt> unreadable(Scene scene) {
        return scene.seen().receipts().entrySet().stream()
                .filter(entry -> !RECEIPTS.containsKey(entry.getKey()))
                .flatMap(entry -> entry.getValue().stream())
                .toList();
    }

    private static Set<Integer> sessions(Scene scene) {
        return scene.bound().stream().map(SessionInfo::id).collect(Collectors.toSet());
    }

    private static byte[] receipt(int sequence, int esmClass, int dataCoding, String text) {
        return deliverSm(sequence, esmClass, dataCoding, 0, ascii(text), "");
    }

    /**
     * SMPP 3.4 §4.6.1.
     *
     * @param lie what sm_length is too large by
     * @param tlvs hex
     */
    private static byte[] deliverSm(int sequence, int esmClass, int dataCoding, int lie, byte[] body, String tlvs) {
        HexFormat hex = HexFormat.of();
        return header(
                5,
                sequence,
                "000101" + hex.formatHex(ascii(FROM)) + "000001" + hex.formatHex(ascii("30001")) + "00"
                        + hex.toHexDigits((byte) esmClass) + "000000000000" + hex.toHexDigits((byte) dataCoding) + "00"
                        + hex.toHexDigits((byte) (body.length + lie)) + hex.formatHex(body) + tlvs);
    }

    private static byte[] header(int commandId, int sequence, String rest) {
        HexFormat hex = HexFormat.of();
        return hex(hex.toHexDigits(16 + rest.length() / 2) + hex.toHexDigits(commandId) + "00000000"
                + hex.toHexDigits(sequence) + rest);
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
