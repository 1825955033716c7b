package io.smppworker.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.message.CommandStatus;
import io.smppworker.sandbox.provider.MessageSubmits;
import io.smppworker.sandbox.provider.ProviderConfig;
import io.smppworker.schemas.Receipt;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command_status of SMPP 3.4 §5.1.3, answered once by the provider: the message ends as the table says. */
class StatusTableIT {
    /** Those after which the same submit_sm may succeed: throttle, session, account and transient ones. */
    private static final Set<Integer> MAY_PASS =
            Set.of(0x04, 0x05, 0x08, 0x0D, 0x0E, 0x0F, 0x14, 0x45, 0x53, 0x58, 0x64, 0xFE, 0xFF);

    private static Scene scene;

    static IntStream statuses() {
        return IntStream.rangeClosed(1, 0xFF)
                .filter(status -> CommandStatus.name(status).startsWith("ESME_"));
    }

    @BeforeAll
    static void sendOneForEach() {
        scene = new Scene(ProviderConfig.defaults());
        scene.start("w1");
        scene.awaitAllSlotsHeldBy("w1");
        statuses().forEach(status -> scene.send(id(status), "278200%05d".formatted(98_000 + status), "once"));
        scene.flush();
        scene.awaitFinalReceipts(Duration.ofMinutes(2));
    }

    @AfterAll
    static void end() {
        scene.close();
    }

    private static String id(int status) {
        return CommandStatus.name(status);
    }

    @ParameterizedTest
    @MethodSource("statuses")
    void endsAsTheTableSays(int status) {
        MessageSubmits submits = scene.provider.messages().getOrDefault(id(status), MessageSubmits.NONE);
        Receipt submit = scene.seen().receipts(id(status), Receipt.Stage.SUBMIT).get(0);
        if (!MAY_PASS.contains(status)) {
            assertThat(submit.status()).isEqualTo(Receipt.Status.REJECTED);
            assertThat(submit.error())
                    .isNotNull()
                    .satisfies(error -> assertThat(error.name()).isEqualTo(CommandStatus.name(status)));
            assertThat(submits.arrived()).isEqualTo(Map.of(1, 1));
            assertThat(submits.accepted()).isEmpty();
        } else {
            assertThat(submit.status()).isEqualTo(Receipt.Status.ACCEPTED);
            assertThat(submits.arrived().get(1)).isGreaterThanOrEqualTo(2);
            assertThat(submits.accepted()).isEqualTo(Map.of(1, 1));
            assertThat(scene.seen().receipts(id(status), Receipt.Stage.DELIVERY))
                    .extracting(Receipt::status)
                    .containsExactly(Receipt.Status.DELIVERED);
        }
    }
}
