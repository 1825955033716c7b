package io.smppworker.sandbox.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.cloudhopper.smpp.SmppConstants;
import com.cloudhopper.smpp.pdu.DeliverSm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of a deliver_sm that is not taken at once. */
@Timeout(60)
class PendingDeliveryTest {
    private static final int WINDOW = 3;

    private final Provider provider = Provider.start(ProviderConfig.defaults()
            .withReceiptDelay(Duration.ZERO, Duration.ZERO)
            .withDelivery(Duration.ofMillis(300), WINDOW));
    private final List<TestEsme> clients = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (TestEsme client : clients) {
            client.close();
        }
        provider.close();
    }

    @Test
    void whatIsNotAnsweredInTimeGoesOverAnotherSession() throws Exception {
        TestEsme silent = bound(0).silent();
        provider.injectMo("1", "2", "text");
        silent.awaitDelivered();
        TestEsme other = bound(1);

        other.awaitDelivered();
        await().until(() -> provider.log().mobileOriginated().acknowledged() == 1);

        List<DeliveryTrace> traces = provider.log().deliveries();
        int attempts = traces.size(); // two, or more where this machine is slower than the resending
        assertThat(attempts).isGreaterThanOrEqualTo(2);
        assertThat(provider.log().mobileOriginated()).isEqualTo(new DeliverCounts(1, 1, attempts, 1, 0, 0));
        assertThat(traces)
                .extracting(DeliveryTrace::attempt)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, attempts).boxed().toList());
        assertThat(traces.get(0).answerStatus()).isNull();
        assertThat(traces)
                .filteredOn(trace -> trace.answerStatus() != null)
                .isNotEmpty()
                .allSatisfy(trace -> {
                    assertThat(trace.answerStatus()).isZero();
                    assertThat(trace.session().id())
                            .isNotEqualTo(traces.get(0).session().id());
                });
        assertThat(traces.get(1).sentNanos() - traces.get(0).sentNanos())
                .isGreaterThanOrEqualTo(Duration.ofMillis(300).toNanos());
    }

    @Test
    void whatIsAnsweredWithAnErrorIsSentAgain() throws Exception {
        TestEsme client = bound(0).answeringDeliver(attempt -> attempt == 1 ? SmppConstants.STATUS_X_T_APPN : 0);
        provider.injectMo("1", "2", "text");

        client.awaitDelivered();
        client.awaitDelivered();
        await().until(() -> provider.log().mobileOriginated().acknowledged() == 1);

        assertThat(provider.log().deliveries())
                .extracting(DeliveryTrace::answerStatus)
                .containsExactly(SmppConstants.STATUS_X_T_APPN, 0);
    }

    @Test
    void whatASessionLeavesUnansweredWhenItClosesGoesOverAnother() throws Exception {
        TestEsme first = bound(0).silent();
        TestEsme submitter = bound(1, PeerBindType.TRANSMITTER);
        submitter.submit(Submits.to("27821234567"));
        DeliverSm before = first.awaitDelivered();
        first.close();
        TestEsme second = bound(2);

        DeliverSm again = second.awaitDelivered();
        await().until(() -> provider.log().receipts().acknowledged() == 1);

        assertThat(again.getShortMessage()).isEqualTo(before.getShortMessage());
        int attempts = provider.log().deliveries().size();
        assertThat(attempts).isGreaterThanOrEqualTo(2);
        assertThat(provider.log().receipts()).isEqualTo(new DeliverCounts(1, 1, attempts, 1, 0, 0));
    }

    @Test
    void noSessionCarriesMoreThanItsWindow() throws Exception {
        TestEsme silent = bound(0).silent();
        for (int i = 0; i < 10; i++) {
            provider.injectMo("1", "2", "text " + i);
        }
        for (int i = 0; i < WINDOW; i++) {
            silent.awaitDelivered();
        }
        assertThat(provider.log().deliveries().stream()
                        .filter(trace -> trace.attempt() == 1)
                        .count())
                .isEqualTo(WINDOW);

        bound(1);
        await().until(() -> provider.log().mobileOriginated().acknowledged() == 10);
        assertThat(provider.log().mobileOriginated().pending()).isZero();
    }

    @Test
    void nothingIsLostWhileSessionsComeAndGo() throws Exception {
        TestEsme submitter = bound(3, PeerBindType.TRANSMITTER);
        for (int round = 0; round < 10; round++) {
            TestEsme receiver = bound(round % 3);
            for (int i = 0; i < 4; i++) {
                submitter.submit(Submits.to("278200%02d%03d".formatted(round, i)));
            }
            if (round % 2 == 0) {
                receiver.close();
            } else {
                provider.faults(provider.servers().get(round % 3).name()).disconnectAll();
            }
        }
        bound(0);

        await().until(() -> provider.log().receipts().acknowledged() == 40);
        assertThat(provider.log().receipts().pending()).isZero();
        assertThat(provider.log().receipts().sent()).isEqualTo(40);
    }

    private TestEsme bound(int server) throws Exception {
        return bound(server, PeerBindType.TRANSCEIVER);
    }

    private TestEsme bound(int server, PeerBindType type) throws Exception {
        TestEsme client = TestEsme.bound(provider.servers().get(server), type);
        clients.add(client);
        return client;
    }
}
