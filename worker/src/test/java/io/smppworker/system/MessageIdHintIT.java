package io.smppworker.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smppworker.sandbox.provider.ProviderConfig;
import io.smppworker.sandbox.provider.Quirks;
import io.smppworker.sandbox.provider.Quirks.IdBase;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * account.messageIds as it is not: the worker says so, and what to change, wherever an operator looks. {@code
 * MessageIdHintTest} has every pair.
 */
class MessageIdHintIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MESSAGES = 100;

    @ParameterizedTest
    @CsvSource({
        "HEX, DECIMAL, raw, raw, '{submitResp: hex, receipt: decimal}'",
        "DECIMAL, DECIMAL, hex, decimal, '{submitResp: raw, receipt: raw}'",
    })
    void namesTheSettingUnderWhichReceiptsWouldMatch(
            IdBase responses, IdBase receipts, String submitRespSet, String receiptSet, String toBe) {
        Quirks quirks = Quirks.none().withUntidyIds(responses, receipts);
        try (Scene scene = new Scene(ProviderConfig.defaults().withQuirks(quirks))) {
            scene.start(
                    "w1",
                    yaml -> yaml.set("account.messageIds.submitResp", submitRespSet)
                            .set("account.messageIds.receipt", receiptSet));
            scene.awaitAllSlotsHeldBy("w1");
            scene.sendMany("id", MESSAGES);

            String advice = "Change account.messageIds";
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(scene.admin("w1", "/status")).contains(toBe, advice));
            assertThat(scene.worker("w1").lastOfLog(Integer.MAX_VALUE)).contains(toBe, advice);
            assertThat(scene.admin("w1", "/metrics").lines())
                    .anyMatch(line -> line.matches("smppworker_otherwise_matching_receipts [1-9].*"));
        }
    }
}
