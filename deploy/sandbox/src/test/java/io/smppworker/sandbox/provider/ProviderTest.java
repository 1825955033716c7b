package io.smppworker.sandbox.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.cloudhopper.smpp.SmppConstants;
import com.cloudhopper.smpp.pdu.DeliverSm;
import com.cloudhopper.smpp.pdu.SubmitSmResp;
import com.cloudhopper.smpp.pdu.Unbind;
import com.cloudhopper.smpp.pdu.UnbindResp;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Binds, submits, receipts and the log, on sockets. */
@Timeout(60)
class ProviderTest {
    private final Provider provider =
            Provider.start(ProviderConfig.defaults().withReceiptDelay(Duration.ofMillis(1), Duration.ofMillis(5)));
    private final ServerEndpoint smpp1 = provider.servers().get(0);
    private final ServerEndpoint smpp2 = provider.servers().get(1);
    private final List<TestEsme> clients = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (TestEsme client : clients) {
            client.close();
        }
        provider.close();
    }

    @Test
    void aMessageIsTakenAndItsReceiptComesWithTextAndTlvs() throws Exception {
        TestEsme client = bound(smpp1, BindType.TRANSCEIVER);

        SubmitSmResp answer = client.submit(Submits.withReference(Submits.to("27821234567"), "order-1"));
        DeliverSm receipt = client.awaitDelivered();

        assertThat(answer.getCommandStatus()).isZero();
        assertThat(receipt.getEsmClass()).isEqualTo((byte) 0x04);
        assertThat(receipt.getSourceAddress().getAddress()).isEqualTo("27821234567");
        assertThat(receipt.getDestAddress().getAddress()).isEqualTo("Worker");
        assertThat(new String(receipt.getShortMessage(), StandardCharsets.US_ASCII))
                .matches("id:" + answer.getMessageId()
                        + " sub:001 dlvrd:001 submit date:\\d{10} done date:\\d{10} stat:DELIVRD err:000 text:Hello");
        assertThat(receipt.getOptionalParameter(SmppConstants.TAG_RECEIPTED_MSG_ID)
                        .getValueAsString())
                .isEqualTo(answer.getMessageId());
        assertThat(receipt.getOptionalParameter(SmppConstants.TAG_MSG_STATE).getValueAsByte())
                .isEqualTo((byte) 2);
        await().untilAsserted(
                        () -> assertThat(provider.log().receipts()).isEqualTo(new DeliverCounts(1, 1, 1, 1, 0, 0)));
        assertThat(provider.log().submits()).isEqualTo(new SubmitCounts(1, 1, 0, 0, 0, 1));
        assertThat(provider.log().acceptedPerMessage()).isEqualTo(Map.of("order-1", Map.of(1, 1)));
    }

    @Test
    void theFifthBindOfAServerIsRefusedUntilOneHasEnded() throws Exception {
        bound(smpp1, BindType.TRANSMITTER);
        bound(smpp1, BindType.RECEIVER);
        bound(smpp1, BindType.TRANSCEIVER);
        TestEsme fourth = bound(smpp1, BindType.TRANSCEIVER);
        bound(smpp2, BindType.TRANSCEIVER);

        TestEsme fifth = connected(smpp1);
        assertThat(fifth.bind(BindType.TRANSCEIVER).getCommandStatus()).isEqualTo(SmppConstants.STATUS_ALYBND);
        await().until(fifth::closedByServer);
        fourth.send(new Unbind());
        assertThat(fourth.await(UnbindResp.class).getCommandStatus()).isZero();
        bound(smpp1, BindType.TRANSCEIVER);

        assertThat(provider.log().greatestBinds("smpp1")).isEqualTo(4);
        assertThat(provider.log().bindsNow("smpp1")).isEqualTo(4);
        assertThat(provider.log().greatestBinds("smpp2")).isEqualTo(1);
        assertThat(provider.log().refusedBinds()).isEqualTo(Map.of(SmppConstants.STATUS_ALYBND, 1));
        assertThat(provider.log().bindHistory().stream()
                        .filter(event -> event.server().equals("smpp1"))
                        .map(BindEvent::bindsAfter))
                .containsExactly(1, 2, 3, 4, 3, 4);
    }

    @Test
    void receiptsComeOverAnyReceiverOnAnyServerButNeverOverATransmitter() throws Exception {
        TestEsme transmitter = bound(smpp1, BindType.TRANSMITTER);
        bound(smpp1, BindType.TRANSCEIVER);
        bound(smpp2, BindType.RECEIVER);
        bound(provider.servers().get(3), BindType.TRANSCEIVER);

        for (int i = 0; i < 40; i++) {
            transmitter.submit(Submits.to("2782000%04d".formatted(i)));
        }
        await().until(() -> provider.log().receipts().acknowledged() == 40);

        assertThat(transmitter.delivered).isEmpty();
        Set<String> servers = new HashSet<>();
        for (DeliveryTrace trace : provider.log().deliveries()) {
            SessionInfo submitter = Objects.requireNonNull(trace.submitSession());
            assertThat(submitter.bindType()).isEqualTo(BindType.TRANSMITTER);
            assertThat(trace.session().id()).isNotEqualTo(submitter.id());
            assertThat(trace.answerStatus()).isZero();
            servers.add(trace.session().server());
        }
        assertThat(servers).containsExactlyInAnyOrder("smpp1", "smpp2", "smpp4");
    }

    private TestEsme connected(ServerEndpoint server) throws Exception {
        TestEsme client = TestEsme.connect(server);
        clients.add(client);
        return client;
    }

    private TestEsme bound(ServerEndpoint server, BindType type) throws Exception {
        TestEsme client = TestEsme.bound(server, type);
        clients.add(client);
        return client;
    }
}
