package io.smppworker.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.message.CommandStatus;
import io.smppworker.sandbox.provider.ProviderConfig;
import io.smppworker.schemas.Receipt;
import io.smppworker.smpp.StatusClass;
import io.smppworker.smpp.StatusPolicy;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command_status of SMPP 3.4 §5.1.3, answered once by the provider: the message ends as the table says. */
class StatusTableIT {
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
        boolean isPermanent = StatusPolicy.of(status) == StatusClass.PERMANENT;
        Map<Integer, Integer> arrived =
                scene.provider.log().arrivalsPerMessage().getOrDefault(id(status), Map.of());
        Map<Integer, Integer> accepted =
                scene.provider.log().acceptedPerMessage().getOrDefault(id(status), Map.of());
        Receipt submit = scene.seen().receipts(id(status), Receipt.Stage.SUBMIT).get(0);
        if (isPermanent) {
            assertThat(submit.status()).isEqualTo(Receipt.Status.REJECTED);
            assertThat(submit.error())
                    .isNotNull()
                    .satisfies(error -> assertThat(error.name()).isEqualTo(CommandStatus.name(status)));
            assertThat(arrived).isEqualTo(Map.of(1, 1));
            assertThat(accepted).isEmpty();
        } else {
            assertThat(submit.status()).isEqualTo(Receipt.Status.ACCEPTED);
            assertThat(arrived.get(1)).isGreaterThanOrEqualTo(2);
            assertThat(accepted).isEqualTo(Map.of(1, 1));
            assertThat(scene.seen().receipts(id(status), Receipt.Stage.DELIVERY))
                    .extracting(Receipt::status)
                    .containsExactly(Receipt.Status.DELIVERED);
        }
    }
}
