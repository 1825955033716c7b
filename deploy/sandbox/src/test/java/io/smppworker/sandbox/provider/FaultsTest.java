package io.smppworker.sandbox.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.cloudhopper.smpp.SmppConstants;
import com.cloudhopper.smpp.pdu.EnquireLink;
import com.cloudhopper.smpp.pdu.EnquireLinkResp;
import com.cloudhopper.smpp.pdu.SubmitSmResp;
import com.cloudhopper.smpp.pdu.Unbind;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FaultsTest {
    private static final Duration PAUSE = Duration.ofMillis(150);

    private final Provider provider =
            Provider.start(ProviderConfig.defaults().withReceiptDelay(Duration.ofMillis(1), Duration.ofMillis(2)));
    private final ServerEndpoint smpp1 = provider.servers().get(0);
    private final Faults faults = provider.faults("smpp1");
    private final List<TestEsme> clients = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (TestEsme client : clients) {
            client.close();
        }
        provider.close();
    }

    @Test
    void holdsAnswers() throws Exception {
        TestEsme client = bound(PeerBindType.TRANSMITTER);
        faults.responseDelay(PAUSE, PAUSE);

        client.submit(Submits.to("27821234567"));

        List<LogEntry> entries = provider.log()
                .entries(entry -> entry.commandId() == SmppConstants.CMD_ID_SUBMIT_SM
                        || entry.commandId() == SmppConstants.CMD_ID_SUBMIT_SM_RESP)
                .toList();
        assertThat(entries.get(1).nanos() - entries.get(0).nanos()).isGreaterThanOrEqualTo(PAUSE.toNanos());
    }

    @Test
    void holdsArrivalsInTheirOrder() throws Exception {
        TestEsme client = bound(PeerBindType.TRANSMITTER);
        faults.arrivalDelay(PAUSE, PAUSE.multipliedBy(2));
        long before = System.nanoTime();
        for (int i = 0; i < 20; i++) {
            client.send(Submits.withReference(Submits.to("27821234567"), "m" + i));
        }
        await().until(() -> provider.log().submits().arrived() > 0);
        faults.clear();
        client.send(Submits.withReference(Submits.to("27821234567"), "m20"));
        for (int i = 0; i <= 20; i++) {
            client.await(SubmitSmResp.class);
        }

        List<String> refs = new ArrayList<>();
        provider.log().entries(entry -> entry.note() instanceof Note.Submit).forEach(entry -> {
            if (entry.note() instanceof Note.Submit submit) {
                refs.add(submit.messageRef());
            }
        });
        assertThat(refs).hasSize(21).first().isEqualTo("m0");
        for (int i = 0; i < refs.size(); i++) {
            assertThat(refs.get(i)).isEqualTo("m" + i);
        }
        long[] arrivals = provider.arrivals(Long.MIN_VALUE, Long.MAX_VALUE);
        assertThat(arrivals[0] - before).isGreaterThanOrEqualTo(PAUSE.toNanos());
    }

    @Test
    void swallowsMessagesBeforeOrAfterTakingThem() throws Exception {
        TestEsme client = bound(PeerBindType.TRANSCEIVER);
        faults.swallowSubmits(FaultOrder.Swallow.BEFORE_ACCEPTING);
        client.send(Submits.withReference(Submits.to("27821234567"), "lost"));
        await().until(() -> provider.log().submits().lost() == 1);
        faults.swallowSubmits(FaultOrder.Swallow.AFTER_ACCEPTING);
        client.send(Submits.withReference(Submits.to("27821234567"), "taken"));
        await().until(() -> provider.log().receipts().acknowledged() == 1);
        faults.clear();
        client.submit(Submits.withReference(Submits.to("27821234567"), "answered"));

        assertThat(client.received).isEmpty();
        Map<Integer, Integer> once = Map.of(1, 1);
        assertThat(provider.messages())
                .isEqualTo(Map.of(
                        "lost", new MessageSubmits(once, Map.of(), once),
                        "taken", new MessageSubmits(once, once, once),
                        "answered", new MessageSubmits(once, once, once)));
        assertThat(provider.log().submits()).isEqualTo(new SubmitCounts(3, 2, 0, 0, 1, 1));
        assertThat(provider.sessions())
                .extracting(SessionInfo::greatestOutstanding)
                .containsExactly(1);
    }

    @Test
    void throttlesTheNextOnes() throws Exception {
        TestEsme client = bound(PeerBindType.TRANSMITTER);
        faults.throttleNext(2);

        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            statuses.add(client.submit(Submits.to("27821234567")).getCommandStatus());
        }

        assertThat(statuses).containsExactly(SmppConstants.STATUS_THROTTLED, SmppConstants.STATUS_THROTTLED, 0, 0);
    }

    @Test
    void refusesBinds() throws Exception {
        faults.refuseBinds(SmppConstants.STATUS_BINDFAIL);
        TestEsme refused = connected();
        assertThat(refused.bind(PeerBindType.TRANSCEIVER).getCommandStatus()).isEqualTo(SmppConstants.STATUS_BINDFAIL);
        await().until(refused::closedByServer);
        faults.refuseBinds(0);
        bound(PeerBindType.TRANSCEIVER);
        assertThat(provider.summary().refusedBinds()).containsEntry(SmppConstants.STATUS_BINDFAIL, 1);
    }

    @Test
    void refusesConnectionsAndLeavesSessionsAlone() throws Exception {
        TestEsme client = bound(PeerBindType.TRANSMITTER);
        faults.refuseTcp(true);
        assertThatThrownBy(() -> TestEsme.connect(smpp1)).isInstanceOf(ConnectException.class);
        assertThat(client.submit(Submits.to("27821234567")).getCommandStatus()).isZero();
        faults.refuseTcp(false);
        bound(PeerBindType.TRANSMITTER);
    }

    @Test
    void goesSilentWithOpenConnectionsAndThenGoesOnWhereItWas() throws Exception {
        TestEsme client = bound(PeerBindType.TRANSCEIVER);
        faults.halfOpen(true);
        TestEsme late = connected();
        late.send(TestEsme.bindRequest(PeerBindType.TRANSCEIVER));
        client.send(Submits.to("27821234567"));
        provider.injectMo("1", "2", "text");
        TestEsme elsewhere = TestEsme.bound(provider.servers().get(1), PeerBindType.RECEIVER);
        clients.add(elsewhere);
        elsewhere.awaitDelivered();
        assertThat(client.received).isEmpty();
        assertThat(client.delivered).isEmpty();
        assertThat(late.received).isEmpty();
        assertThat(provider.log().submits().arrived()).isZero();
        assertThat(client.closedByServer()).isFalse();

        faults.halfOpen(false);
        assertThat(client.await(SubmitSmResp.class).getCommandStatus()).isZero();
        assertThat(late.await().getCommandStatus()).isZero();
    }

    @Test
    void disconnectsAndUnbinds() throws Exception {
        TestEsme one = bound(PeerBindType.TRANSCEIVER);
        faults.disconnectAll();
        await().until(one::closedByServer);
        assertThat(provider.log().bindsNow("smpp1")).isZero();

        TestEsme two = bound(PeerBindType.TRANSCEIVER);
        faults.unbindAll();
        Unbind unbind = two.await(Unbind.class);
        assertThat(two.submit(Submits.to("27821234567")).getCommandStatus()).isZero();
        two.send(unbind.createResponse());
        await().until(two::closedByServer);
        await().until(() -> provider.log().bindsNow("smpp1") == 0);
    }

    @Test
    void sendsGarbage() throws Exception {
        TestEsme client = bound(PeerBindType.TRANSCEIVER);
        // a generic_nack nobody asked for stands for octets the client did not expect
        faults.sendGarbage(new byte[] {0, 0, 0, 16, (byte) 0x80, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 77});
        assertThat(client.await().getSequenceNumber()).isEqualTo(77);
    }

    @Test
    void takesNoNoticeOfAcknowledgements() throws Exception {
        Provider forgetful = Provider.start(ProviderConfig.defaults()
                .withReceiptDelay(Duration.ofMillis(1), Duration.ofMillis(2))
                .withDelivery(Duration.ofMillis(200), 10));
        try (forgetful;
                TestEsme client = TestEsme.bound(forgetful.servers().get(0), PeerBindType.TRANSCEIVER)) {
            forgetful.faults("smpp1").ignoreDeliverResp(true);
            client.submit(Submits.to("27821234567"));
            await().until(() -> forgetful.log().receipts().attempts() >= 2);
            assertThat(forgetful.log().receipts().acknowledged()).isZero();

            forgetful.faults("smpp1").ignoreDeliverResp(false);
            await().until(() -> forgetful.log().receipts().acknowledged() == 1);
            assertThat(forgetful.log().receiptRows())
                    .singleElement()
                    .matches(ReceiptRow::acknowledged)
                    .matches(row -> row.attempts() >= 2);
        }
    }

    @Test
    void ignoresEnquireLink() throws Exception {
        TestEsme client = bound(PeerBindType.TRANSCEIVER);
        faults.ignoreEnquireLink(true);
        client.send(new EnquireLink());
        client.submit(Submits.to("27821234567"));
        assertThat(client.received).isEmpty();
        faults.clear();
        client.send(new EnquireLink());
        assertThat(client.await(EnquireLinkResp.class).getCommandStatus()).isZero();
    }

    @Test
    void aServerGoesDownAndComesBackOnItsPorts() throws Exception {
        TestEsme client = bound(PeerBindType.TRANSCEIVER);
        for (int i = 0; i < 3; i++) {
            provider.stopServer("smpp1");
            await().until(client::closedByServer);
            assertThat(provider.log().bindsNow("smpp1")).isZero();
            assertThatThrownBy(() -> TestEsme.connect(smpp1)).isInstanceOf(ConnectException.class);
            TestEsme.bound(provider.servers().get(1), PeerBindType.TRANSMITTER).close();
            provider.startServer("smpp1");
            assertThat(provider.servers().get(0)).isEqualTo(smpp1);
            client = bound(PeerBindType.TRANSCEIVER);
        }
        assertThat(provider.summary().servers().get("smpp1"))
                .extracting(LogSummary.Server::greatestBinds)
                .isEqualTo(1);
    }

    private TestEsme connected() throws Exception {
        TestEsme client = TestEsme.connect(smpp1);
        clients.add(client);
        return client;
    }

    private TestEsme bound(PeerBindType type) throws Exception {
        TestEsme client = TestEsme.bound(smpp1, type);
        clients.add(client);
        return client;
    }
}
