package io.smppworker.sandbox.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.cloudhopper.smpp.SmppConstants;
import com.cloudhopper.smpp.pdu.BaseBind;
import com.cloudhopper.smpp.pdu.CancelSm;
import com.cloudhopper.smpp.pdu.DataSm;
import com.cloudhopper.smpp.pdu.DeliverSm;
import com.cloudhopper.smpp.pdu.EnquireLink;
import com.cloudhopper.smpp.pdu.GenericNack;
import com.cloudhopper.smpp.pdu.Pdu;
import com.cloudhopper.smpp.pdu.QuerySm;
import com.cloudhopper.smpp.pdu.SubmitSm;
import com.cloudhopper.smpp.pdu.SubmitSmResp;
import com.cloudhopper.smpp.pdu.Unbind;
import com.cloudhopper.smpp.pdu.UnbindResp;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Binds, submits, receipts and the log, on sockets. Long, because it has a test for each thing that the provider does. */
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
        TestEsme client = bound(smpp1, PeerBindType.TRANSCEIVER);

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
        assertThat(provider.messages()).isEqualTo(Map.of("order-1", taken(Map.of(1, 1))));
    }

    @Test
    void theFifthBindOfAServerIsRefusedUntilOneHasEnded() throws Exception {
        bound(smpp1, PeerBindType.TRANSMITTER);
        bound(smpp1, PeerBindType.RECEIVER);
        bound(smpp1, PeerBindType.TRANSCEIVER);
        TestEsme fourth = bound(smpp1, PeerBindType.TRANSCEIVER);
        bound(smpp2, PeerBindType.TRANSCEIVER);

        TestEsme fifth = connected(smpp1);
        assertThat(fifth.bind(PeerBindType.TRANSCEIVER).getCommandStatus()).isEqualTo(SmppConstants.STATUS_ALYBND);
        await().until(fifth::closedByServer);
        fourth.send(new Unbind());
        assertThat(fourth.await(UnbindResp.class).getCommandStatus()).isZero();
        bound(smpp1, PeerBindType.TRANSCEIVER);

        assertThat(summary(smpp1).greatestBinds()).isEqualTo(4);
        assertThat(provider.log().bindsNow("smpp1")).isEqualTo(4);
        assertThat(summary(smpp2).greatestBinds()).isEqualTo(1);
        assertThat(provider.summary().refusedBinds()).isEqualTo(Map.of(SmppConstants.STATUS_ALYBND, 1));
        assertThat(provider.log().bindHistory().stream()
                        .filter(event -> event.server().equals("smpp1"))
                        .map(BindEvent::bindsAfter))
                .containsExactly(1, 2, 3, 4, 3, 4);
    }

    @Test
    void receiptsComeOverAnyReceiverOnAnyServerButNeverOverATransmitter() throws Exception {
        TestEsme transmitter = bound(smpp1, PeerBindType.TRANSMITTER);
        bound(smpp1, PeerBindType.TRANSCEIVER);
        bound(smpp2, PeerBindType.RECEIVER);
        bound(provider.servers().get(3), PeerBindType.TRANSCEIVER);

        for (int i = 0; i < 40; i++) {
            transmitter.submit(Submits.to("2782000%04d".formatted(i)));
        }
        await().until(() -> provider.log().receipts().acknowledged() == 40);

        assertThat(transmitter.delivered).isEmpty();
        Set<String> servers = new HashSet<>();
        for (DeliveryTrace trace : provider.log().deliveries()) {
            SessionInfo submitter = Objects.requireNonNull(trace.submitSession());
            assertThat(submitter.bindType()).isEqualTo(PeerBindType.TRANSMITTER);
            assertThat(trace.session().id()).isNotEqualTo(submitter.id());
            assertThat(trace.answerStatus()).isZero();
            servers.add(trace.session().server());
        }
        assertThat(servers).containsExactlyInAnyOrder("smpp1", "smpp2", "smpp4");
    }

    @Test
    void fiftySubmitsOfAServerPassInASecondWhoeverSendsThemAndAllArrivalsAreMeasured() throws Exception {
        TestEsme one = bound(smpp1, PeerBindType.TRANSMITTER);
        TestEsme two = bound(smpp1, PeerBindType.TRANSCEIVER);
        TestEsme other = bound(smpp2, PeerBindType.TRANSMITTER);

        for (int i = 0; i < 30; i++) {
            one.send(Submits.to("2782100%04d".formatted(i)));
            two.send(Submits.to("2782200%04d".formatted(i)));
        }
        other.submit(Submits.to("27821234567"));
        int throttled = 0;
        for (int i = 0; i < 30; i++) {
            throttled += one.await(SubmitSmResp.class).getCommandStatus() == SmppConstants.STATUS_THROTTLED ? 1 : 0;
            throttled += two.await(SubmitSmResp.class).getCommandStatus() == SmppConstants.STATUS_THROTTLED ? 1 : 0;
        }
        await().until(() -> one.submit(Submits.to("27820000000")).getCommandStatus() == 0);

        // sixty at once are more than fit a second, unless this machine took longer than that to send them
        assertThat(throttled).isBetween(1, 10);
        assertThat(provider.counts().submits().throttled()).isGreaterThanOrEqualTo(throttled);
        assertThat(summary(smpp1).greatestSubmitsInAnySecond()).isGreaterThan(50);
        assertThat(summary(smpp2).greatestSubmitsInAnySecond()).isEqualTo(1);
        List<Long> taken = new ArrayList<>();
        provider.log().entries().filter(entry -> isOf("smpp1", entry)).forEach(entry -> {
            if (entry.note() instanceof Note.Submit submit) {
                long inTheLastSecond = taken.stream()
                        .filter(at -> entry.nanos() - at < SlidingSecond.WINDOW_NANOS)
                        .count();
                assertThat(submit.accepted()).isEqualTo(inTheLastSecond < 50);
                if (submit.accepted()) {
                    taken.add(entry.nanos());
                }
            }
        });
        assertThat(taken).hasSizeGreaterThan(50);
    }

    @Test
    void onlyABoundTransmitterOrTransceiverSubmits() throws Exception {
        assertThat(connected(smpp1).submit(Submits.to("27821234567")).getCommandStatus())
                .isEqualTo(SmppConstants.STATUS_INVBNDSTS);
        assertThat(bound(smpp1, PeerBindType.RECEIVER)
                        .submit(Submits.to("27821234567"))
                        .getCommandStatus())
                .isEqualTo(SmppConstants.STATUS_INVBNDSTS);
        assertThat(bound(smpp1, PeerBindType.TRANSMITTER)
                        .submit(Submits.to("27821234567"))
                        .getCommandStatus())
                .isZero();
        assertThat(provider.log().submits()).isEqualTo(new SubmitCounts(3, 1, 0, 2, 0, 3));
    }

    @Test
    void wrongCredentialsAreRefusedWithTheirOwnStatusAndTheConnectionCloses() throws Exception {
        BaseBind<?> unknown = TestEsme.bindRequest(PeerBindType.TRANSCEIVER);
        unknown.setSystemId("somebody");
        BaseBind<?> password = TestEsme.bindRequest(PeerBindType.TRANSCEIVER);
        password.setPassword("wrong");
        BaseBind<?> systemType = TestEsme.bindRequest(PeerBindType.TRANSCEIVER);
        systemType.setSystemType("test");
        Map<BaseBind<?>, Integer> expected = Map.of(
                unknown, SmppConstants.STATUS_INVSYSID,
                password, SmppConstants.STATUS_INVPASWD,
                systemType, SmppConstants.STATUS_INVSYSTYP);

        for (Map.Entry<BaseBind<?>, Integer> each : expected.entrySet()) {
            TestEsme client = connected(smpp1);
            assertThat(client.bind(each.getKey()).getCommandStatus()).isEqualTo(each.getValue());
            await().until(client::closedByServer);
        }
        assertThat(summary(smpp1).greatestBinds()).isZero();
    }

    @Test
    void bindingTwiceIsRefusedAndTheFirstBindHolds() throws Exception {
        TestEsme client = bound(smpp1, PeerBindType.TRANSCEIVER);
        assertThat(client.bind(PeerBindType.TRANSCEIVER).getCommandStatus()).isEqualTo(SmppConstants.STATUS_ALYBND);
        assertThat(client.submit(Submits.to("27821234567")).getCommandStatus()).isZero();
        assertThat(provider.log().bindsNow("smpp1")).isEqualTo(1);
    }

    @Test
    void aReceiptIsSentOnlyWhenAskedFor() throws Exception {
        TestEsme client = bound(smpp1, PeerBindType.TRANSCEIVER);
        Map<String, Integer> receiptsFor = new LinkedHashMap<>();
        for (String destination : List.of("27820000001", "27820009001", "27820009004")) {
            for (int requested = 0; requested <= 2; requested++) {
                SubmitSm pdu = Submits.to(destination);
                pdu.setRegisteredDelivery((byte) requested);
                receiptsFor.put(destination + '/' + requested, 0);
                client.submit(Submits.withReference(pdu, destination + '/' + requested));
            }
        }
        await().until(() -> provider.log().receipts().created() > 0
                && provider.log().receipts().pending() == 0);

        provider.log()
                .deliveries()
                .forEach(trace -> receiptsFor.merge(Objects.requireNonNull(trace.messageRef()), 1, Integer::sum));
        assertThat(receiptsFor)
                .containsExactly(
                        Map.entry("27820000001/0", 0),
                        Map.entry("27820000001/1", 1),
                        Map.entry("27820000001/2", 0),
                        Map.entry("27820009001/0", 0),
                        Map.entry("27820009001/1", 1),
                        Map.entry("27820009001/2", 1),
                        Map.entry("27820009004/0", 0),
                        Map.entry("27820009004/1", 0),
                        Map.entry("27820009004/2", 0));
    }

    @Test
    void destinationsBringTheirOutcome() throws Exception {
        TestEsme client = bound(smpp1, PeerBindType.TRANSCEIVER);

        assertThat(client.submit(Submits.to("27820097020")).getCommandStatus()).isEqualTo(SmppConstants.STATUS_MSGQFUL);
        assertThat(client.submit(Submits.to("27820009003")).getCommandStatus()).isZero();
        DeliverSm blocked = client.awaitDelivered();
        String id = client.submit(Submits.to("27820009007")).getMessageId();

        assertThat(text(blocked)).contains("dlvrd:000", "stat:BLIST", "err:003");
        assertThat(blocked.getOptionalParameter(SmppConstants.TAG_NETWORK_ERROR_CODE)
                        .getValue())
                .containsExactly(3, 0, 3);
        assertThat(text(client.awaitDelivered())).startsWith("id:" + id);
        assertThat(text(client.awaitDelivered())).startsWith("id:" + id);
    }

    @Test
    void aReceiptCanComeBeforeTheAnswerToItsSubmit() throws Exception {
        TestEsme client = bound(smpp1, PeerBindType.TRANSCEIVER);

        String id = client.submit(Submits.to("27820009006")).getMessageId();

        assertThat(text(client.awaitDelivered())).startsWith("id:" + id);
        assertThat(provider.log().entries(e -> e.direction() == Direction.OUT).map(LogEntry::commandId))
                .containsSubsequence(SmppConstants.CMD_ID_DELIVER_SM, SmppConstants.CMD_ID_SUBMIT_SM_RESP);
    }

    @Test
    void everySegmentHasItsOwnIdAndReceipt() throws Exception {
        TestEsme client = bound(smpp1, PeerBindType.TRANSCEIVER);
        Set<String> ids = new HashSet<>();
        for (byte segment = 1; segment <= 3; segment++) {
            byte[] body = {5, 0, 3, 42, 3, segment, 'H', 'i'};
            SubmitSm pdu = Submits.withReference(Submits.of("Worker", "27820000001", 0x40, 0, body), "long");
            ids.add(client.submit(pdu).getMessageId());
        }
        Set<String> receipted = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            receipted.add(client.awaitDelivered()
                    .getOptionalParameter(SmppConstants.TAG_RECEIPTED_MSG_ID)
                    .getValueAsString());
        }

        assertThat(receipted).hasSize(3).isEqualTo(ids);
        assertThat(provider.messages()).isEqualTo(Map.of("long", taken(Map.of(1, 1, 2, 1, 3, 1))));
    }

    @Test
    void receiptsAndMessagesWaitForAReceiver() throws Exception {
        TestEsme transmitter = bound(smpp1, PeerBindType.TRANSMITTER);
        transmitter.submit(Submits.to("27821234567"));
        provider.injectMo("27821234567", "12345", "Hello €");
        assertThat(provider.log().receipts().pending()).isEqualTo(1);
        assertThat(provider.log().mobileOriginated()).isEqualTo(new DeliverCounts(1, 0, 0, 0, 1, 0));

        TestEsme receiver = bound(provider.servers().get(2), PeerBindType.RECEIVER);
        DeliverSm first = receiver.awaitDelivered();
        DeliverSm second = receiver.awaitDelivered();
        DeliverSm mo = first.getEsmClass() == 0 ? first : second;

        assertThat(mo.getDataCoding()).isEqualTo((byte) 8);
        assertThat(new String(mo.getShortMessage(), StandardCharsets.UTF_16BE)).isEqualTo("Hello €");
        assertThat(mo.getSourceAddress().getAddress()).isEqualTo("27821234567");
        await().untilAsserted(() ->
                assertThat(provider.log().mobileOriginated()).isEqualTo(new DeliverCounts(1, 1, 1, 1, 0, 0)));
        await().until(() -> provider.log().receipts().acknowledged() == 1);
    }

    @Test
    void rawFieldsAreDeliveredAsTheyAre() throws Exception {
        TestEsme receiver = bound(smpp1, PeerBindType.RECEIVER);
        byte[] body = {1, 2, (byte) 0xFF};

        provider.inject(new MoOrder("1", "2", null, 0x44, 4, HexFormat.of().formatHex(body), Map.of("0x0424", "09")));

        DeliverSm delivered = receiver.awaitDelivered();
        assertThat(delivered.getEsmClass()).isEqualTo((byte) 0x44);
        assertThat(delivered.getDataCoding()).isEqualTo((byte) 4);
        assertThat(delivered.getShortMessage()).isEqualTo(body);
        assertThat(delivered.getOptionalParameter((short) 0x0424).getValue()).containsExactly(9);
        assertThat(provider.log().receipts().created()).isEqualTo(1);
    }

    @Test
    void outstandingSubmitsBeyondTheWindowAreAViolation() throws Exception {
        provider.faults("smpp1").responseDelay(Duration.ofMillis(200), Duration.ofMillis(200));
        TestEsme client = bound(smpp1, PeerBindType.TRANSMITTER);
        TestEsme careful = bound(smpp1, PeerBindType.TRANSMITTER);
        for (int i = 0; i < 10; i++) {
            careful.send(Submits.to("2782000%04d".formatted(i)));
        }
        for (int i = 0; i < 11; i++) {
            client.send(Submits.to("2782100%04d".formatted(i)));
        }
        for (int i = 0; i < 11; i++) {
            assertThat(client.await(SubmitSmResp.class).getCommandStatus()).isZero();
        }

        assertThat(provider.sessions())
                .extracting(SessionInfo::greatestOutstanding)
                .containsExactly(11, 10);
        assertThat(provider.log().violations())
                .extracting(WireViolation::what)
                .containsExactly("11 submit_sm outstanding");
    }

    @Test
    void enquireLinkIsAnsweredAndSentAndASilentClientIsDisconnected() throws Exception {
        try (Provider impatient = Provider.start(ProviderConfig.defaults().withEnquireLink(Duration.ofMillis(100)))) {
            TestEsme client = TestEsme.bound(impatient.servers().get(0), PeerBindType.TRANSCEIVER);
            TestEsme silent = TestEsme.bound(impatient.servers().get(1), PeerBindType.TRANSCEIVER)
                    .silent();
            client.send(new EnquireLink());
            List<Integer> commands = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                commands.add(client.await().getCommandId());
            }
            await().until(silent::closedByServer);

            assertThat(commands)
                    .containsOnlyOnce(SmppConstants.CMD_ID_ENQUIRE_LINK_RESP)
                    .contains(SmppConstants.CMD_ID_ENQUIRE_LINK);
            assertThat(client.closedByServer()).isFalse();
            assertThat(impatient.log().violations())
                    .extracting(WireViolation::what)
                    .containsExactly("enquire_link not answered");
            client.close();
        }
    }

    @Test
    void whatIsNotSupportedIsAnsweredWithGenericNack() throws Exception {
        TestEsme client = bound(smpp1, PeerBindType.TRANSCEIVER);
        for (Pdu pdu : List.of(new QuerySm(), new DataSm(), new CancelSm(), new DeliverSm())) {
            client.send(pdu);
            GenericNack nack = client.await(GenericNack.class);
            assertThat(nack.getCommandStatus()).isEqualTo(SmppConstants.STATUS_INVCMDID);
            assertThat(nack.getSequenceNumber()).isEqualTo(pdu.getSequenceNumber());
        }
        client.sendRaw(HexFormat.of().parseHex("00000012" + "00000004" + "00000000" + "00000063" + "4142"));
        GenericNack broken = client.await(GenericNack.class);
        assertThat(broken.getCommandStatus()).isEqualTo(SmppConstants.STATUS_INVCMDLEN);
        assertThat(broken.getSequenceNumber()).isEqualTo(0x63);
        assertThat(client.submit(Submits.to("27821234567")).getCommandStatus()).isZero();
        assertThat(provider.log().submits()).isEqualTo(new SubmitCounts(2, 1, 0, 1, 0, 2));

        client.sendRaw(HexFormat.of().parseHex("00000008" + "00000004" + "00000000" + "00000064"));
        assertThat(client.await(GenericNack.class).getCommandStatus()).isEqualTo(SmppConstants.STATUS_INVCMDLEN);
        await().until(client::closedByServer);
    }

    @Test
    void pdusInOneOrManyPiecesAreTheSame() throws Exception {
        TestEsme client = bound(smpp1, PeerBindType.TRANSMITTER);
        SubmitSm one = Submits.withReference(Submits.to("27820000001"), "one");
        SubmitSm two = Submits.withReference(Submits.to("27820000002"), "two");
        one.setSequenceNumber(100);
        two.setSequenceNumber(101);
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.write(TestEsme.octets(one));
        both.write(TestEsme.octets(two));
        client.sendRaw(both.toByteArray());
        client.await(SubmitSmResp.class);
        client.await(SubmitSmResp.class);
        SubmitSm three = Submits.withReference(Submits.to("27820000003"), "three");
        three.setSequenceNumber(102);
        for (byte octet : TestEsme.octets(three)) {
            client.sendRaw(new byte[] {octet});
        }
        client.await(SubmitSmResp.class);

        MessageSubmits once = taken(Map.of(1, 1));
        assertThat(provider.messages()).isEqualTo(Map.of("one", once, "two", once, "three", once));
        assertThat(provider.log()
                        .entries()
                        .map(LogEntry::note)
                        .filter(Note.Submit.class::isInstance)
                        .map(note -> ((Note.Submit) note).octets()))
                .containsExactly(TestEsme.octets(one), TestEsme.octets(two), TestEsme.octets(three));
    }

    @Test
    void bindsOverTlsWithItsOwnAuthority() throws Exception {
        for (String version : List.of("TLSv1.2", "TLSv1.3")) {
            JdkSslContext context = (JdkSslContext) SslContextBuilder.forClient()
                    .sslProvider(SslProvider.JDK)
                    .trustManager(provider.certificateFile().toFile())
                    .build();
            SSLSocket socket =
                    (SSLSocket) context.context().getSocketFactory().createSocket("localhost", smpp1.tlsPort());
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            parameters.setProtocols(new String[] {version});
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            TestEsme client = TestEsme.over(socket);
            clients.add(client);

            assertThat(client.bind(PeerBindType.TRANSCEIVER).getCommandStatus()).isZero();
            assertThat(client.submit(Submits.to("27821234567")).getCommandStatus())
                    .isZero();
            assertThat(provider.log().sessionsNow()).allMatch(SessionInfo::tls);
        }
    }

    private LogSummary.Server summary(ServerEndpoint server) {
        return Objects.requireNonNull(provider.summary().servers().get(server.name()));
    }

    /** Segments that were taken whenever they arrived. */
    private static MessageSubmits taken(Map<Integer, Integer> times) {
        return new MessageSubmits(times, times, times);
    }

    private boolean isOf(String server, LogEntry entry) {
        return provider.log().sessions().get(entry.session() - 1).server().equals(server);
    }

    private static String text(DeliverSm pdu) {
        return new String(pdu.getShortMessage(), StandardCharsets.US_ASCII);
    }

    private TestEsme connected(ServerEndpoint server) throws Exception {
        TestEsme client = TestEsme.connect(server);
        clients.add(client);
        return client;
    }

    private TestEsme bound(ServerEndpoint server, PeerBindType type) throws Exception {
        TestEsme client = TestEsme.bound(server, type);
        clients.add(client);
        return client;
    }
}
