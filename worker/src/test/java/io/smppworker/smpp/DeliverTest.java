package io.smppworker.smpp;

import static io.smppworker.smpp.Recorded.next;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smppworker.message.DeliverSm;
import io.smppworker.message.Tlv;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** deliver_sm and data_sm in, their responses out (SMPP 3.4 §4.6, §4.7). */
class DeliverTest {
    private static final byte[] RECEIPT = "id:1 stat:DELIVRD".getBytes(StandardCharsets.US_ASCII);

    @Test
    void aDeliverSmComesWithItsFieldsItsTlvsInOrderAndItsOctets() throws Exception {
        try (Rig rig = new Rig(Accounts.patient())) {
            Rig.Bound session = rig.bound();
            byte[] pdu = Octets.pdu(
                    Octets.DELIVER_SM,
                    0,
                    77,
                    Octets.deliverSmBody("27821234567", "27830000000", 0x84, 0xF1, RECEIPT),
                    Octets.tlv(0x001E, Octets.cString("1")),
                    Octets.tlv(0x8427, new byte[] {2}),
                    Octets.tlv(0x001E, Octets.cString("1")));
            session.peer().send(pdu);

            DeliverSm deliverSm = next(rig.recorded.delivered).deliverSm();
            assertThat(deliverSm.source()).isEqualTo("27821234567");
            assertThat(deliverSm.destination()).isEqualTo("27830000000");
            assertThat(deliverSm.esmClass()).isEqualTo(0x84);
            assertThat(deliverSm.dataCoding()).isEqualTo(0xF1);
            assertThat(deliverSm.body()).isEqualTo(RECEIPT);
            assertThat(deliverSm.tlvs()).extracting(Tlv::tag).containsExactly(0x001E, 0x8427, 0x001E);
            assertThat(deliverSm.tlvs().get(1).value()).containsExactly(2);
            assertThat(deliverSm.raw()).isEqualTo(pdu);
        }
    }

    @Test
    void aMessagePayloadIsTheBodyAndNoTlv() throws Exception {
        try (Rig rig = new Rig(Accounts.patient())) {
            Rig.Bound session = rig.bound();
            byte[] longText = "x".repeat(40_000).getBytes(StandardCharsets.US_ASCII);
            session.peer()
                    .send(Octets.pdu(
                            Octets.DELIVER_SM,
                            0,
                            1,
                            Octets.deliverSmBody("27821234567", "27830000000", 0, 0, new byte[0]),
                            Octets.tlv(0x0424, longText)));
            DeliverSm deliverSm = next(rig.recorded.delivered).deliverSm();
            assertThat(deliverSm.body()).isEqualTo(longText);
            assertThat(deliverSm.tlvs()).isEmpty();
        }
    }

    @Test
    void aDataSmIsDeliveredLikeADeliverSmAndAnsweredAsItself() throws Exception {
        try (Rig rig = new Rig(Accounts.patient())) {
            Rig.Bound session = rig.bound();
            byte[] pdu = Octets.pdu(
                    Octets.DATA_SM,
                    0,
                    78,
                    Octets.hex("00 01 01"),
                    Octets.cString("27821234567"),
                    Octets.hex("01 01"),
                    Octets.cString("27830000000"),
                    Octets.hex("04 00 00"),
                    Octets.tlv(0x0424, RECEIPT));
            session.peer().send(pdu);
            Recorded.Delivered recorded = next(rig.recorded.delivered);
            assertThat(recorded.deliverSm().body()).isEqualTo(RECEIPT);
            assertThat(recorded.deliverSm().esmClass()).isEqualTo(4);
            recorded.reply().accept(0);
            assertThat(session.peer().receive()).isEqualTo(Octets.pdu(Octets.DATA_SM_RESP, 0, 78, new byte[] {0}));
        }
    }

    @Test
    void aReplyFromAnyThreadIsWrittenOnceWithItsSequenceNumberAndStatus() throws Exception {
        try (Rig rig = new Rig(Accounts.patient())) {
            Rig.Bound session = rig.bound();
            byte[] body = Octets.deliverSmBody("27821234567", "27830000000", 4, 0, RECEIPT);
            session.peer().send(Octets.pdu(Octets.DELIVER_SM, 0, 0x7FFFFFFF, body), Octets.pdu(5, 0, 9, body));
            Recorded.Delivered first = next(rig.recorded.delivered);
            Recorded.Delivered second = next(rig.recorded.delivered);

            Rig.inBackground(() -> {
                        second.reply().accept(0x64);
                        second.reply().accept(0);
                        first.reply().accept(0);
                    })
                    .join();
            // SMPP 3.4 §4.6.2: message_id is unused and set to NULL
            assertThat(session.peer().receive()).isEqualTo(Octets.pdu(Octets.DELIVER_SM_RESP, 0x64, 9, new byte[1]));
            assertThat(session.peer().receive())
                    .isEqualTo(Octets.pdu(Octets.DELIVER_SM_RESP, 0, 0x7FFFFFFF, new byte[1]));
        }
    }

    @Test
    void aReplyAfterTheCloseIsIgnored() throws Exception {
        try (Rig rig = new Rig(Accounts.patient())) {
            Rig.Bound session = rig.bound();
            session.peer()
                    .send(Octets.pdu(
                            Octets.DELIVER_SM,
                            0,
                            1,
                            Octets.deliverSmBody("27821234567", "27830000000", 4, 0, RECEIPT)));
            Recorded.Delivered recorded = next(rig.recorded.delivered);
            session.peer().close();
            next(rig.recorded.closed);
            recorded.reply().accept(0);
            assertThat(rig.recorded.closed).isEmpty();
        }
    }

    @Test
    void aThrowingListenerHasTheServerSendItAgain() throws Exception {
        try (RawServer server = new RawServer();
                CloudhopperConnector connector =
                        new CloudhopperConnector(Accounts.patient().config(), System::nanoTime)) {
            SessionListener throwing = new SessionListener() {
                @Override
                public void delivered(DeliverSm deliverSm, java.util.function.IntConsumer reply) {
                    throw new IllegalStateException("queue is full");
                }

                @Override
                public void closed(String reason) {}
            };
            connector.bind("127.0.0.1", server.port(), io.smppworker.message.BindType.RECEIVER, "smpp1#1", throwing);
            RawServer.Peer peer = server.accept();
            peer.acceptBind(Octets.pdu(
                    Octets.DELIVER_SM, 0, 5, Octets.deliverSmBody("27821234567", "27830000000", 4, 0, RECEIPT)));
            assertThat(peer.receive()).isEqualTo(Octets.pdu(Octets.DELIVER_SM_RESP, 0x64, 5, new byte[1]));
        }
    }

    @Test
    void aDeliverSmRightBehindTheBindRespIsNotLost() throws Exception {
        try (Rig rig = new Rig(Accounts.patient())) {
            CompletableFuture<BindOutcome> outcome = rig.bind(io.smppworker.message.BindType.TRANSCEIVER);
            rig.server
                    .accept()
                    .acceptBind(Octets.pdu(
                            Octets.DELIVER_SM,
                            0,
                            5,
                            Octets.deliverSmBody("27821234567", "27830000000", 4, 0, RECEIPT)));
            assertThat(next(rig.recorded.delivered).deliverSm().body()).isEqualTo(RECEIPT);
            assertThat(Rig.session(outcome).isOpen()).isTrue();
        }
    }

    @Test
    void aDeliverSmWithABrokenTlvIsDeliveredWithWhatCouldBeRead() throws Exception {
        try (Rig rig = new Rig(Accounts.patient())) {
            Rig.Bound session = rig.bound();
            byte[] broken = Octets.pdu(
                    Octets.DELIVER_SM,
                    0,
                    5,
                    Octets.deliverSmBody("27821234567", "27830000000", 4, 0, RECEIPT),
                    Octets.hex("001E 00FF 31"));
            session.peer().send(broken);
            Recorded.Delivered recorded = next(rig.recorded.delivered);
            assertThat(recorded.deliverSm().body()).isEqualTo(RECEIPT);
            assertThat(recorded.deliverSm().raw()).isEqualTo(broken);
            recorded.reply().accept(0);
            assertThat(session.peer().receive()).isEqualTo(Octets.pdu(Octets.DELIVER_SM_RESP, 0, 5, new byte[1]));
        }
    }

    @Test
    void aTruncatedDeliverSmIsDeliveredAsItsOctetsAndRefused() throws Exception {
        try (Rig rig = new Rig(Accounts.patient())) {
            Rig.Bound session = rig.bound();
            byte[] truncated = Octets.pdu(Octets.DELIVER_SM, 0, 6, Octets.hex("00 00 00 32 37 00 00 00 32 37 00 04"));
            session.peer().send(truncated);
            Recorded.Delivered recorded = next(rig.recorded.delivered);
            assertThat(recorded.deliverSm().raw()).isEqualTo(truncated);
            assertThat(recorded.deliverSm().problem()).isNotEmpty();
            recorded.reply().accept(0);
            // SMPP 3.4 §5.1.3: ESME_RINVCMDLEN; it is kept, but nobody could read it
            assertThat(session.peer().receive()).isEqualTo(Octets.pdu(Octets.DELIVER_SM_RESP, 2, 6, new byte[1]));
        }
    }

    @Test
    void aServerThatNeverWaitsForRepliesIsReadNoFurtherUntilTheyAreGiven() throws Exception {
        try (Rig rig = new Rig(Accounts.patient())) {
            Rig.Bound session = rig.bound();
            int sent = 2 * PeerRequests.MOST_UNREPLIED;
            byte[][] flood = new byte[sent][];
            Arrays.fill(
                    flood,
                    Octets.pdu(Octets.DELIVER_SM, 0, 1, Octets.deliverSmBody("27821234567", "1", 4, 0, RECEIPT)));
            CompletableFuture<Void> flooding =
                    Rig.inBackground(() -> session.peer().send(flood));
            int oneReadMore = 2_000;
            await().until(() -> rig.recorded.delivered.size() >= PeerRequests.MOST_UNREPLIED);
            await().during(Duration.ofMillis(300))
                    .until(() -> rig.recorded.delivered.size() < PeerRequests.MOST_UNREPLIED + oneReadMore);

            CompletableFuture<Void> replying = Rig.inBackground(() -> {
                for (int i = 0; i < sent; i++) {
                    next(rig.recorded.delivered).reply().accept(0);
                }
            });
            for (int i = 0; i < sent; i++) {
                session.peer().expect(Octets.DELIVER_SM_RESP);
            }
            flooding.join();
            replying.join();
            assertThat(session.session().isOpen()).isTrue();
        }
    }

    @Test
    void aServerThatDoesNotReadIsClosed() throws Exception {
        try (Rig rig = new Rig(Accounts.patient(), RawServer.withSmallBuffers())) {
            Rig.Bound session = rig.bound();
            byte[][] flood = new byte[4_000][];
            Arrays.fill(flood, Octets.pdu(Octets.ENQUIRE_LINK, 0, 1));
            CompletableFuture<Void> flooding = Rig.inBackground(() -> {
                while (rig.recorded.closed.isEmpty()) {
                    session.peer().send(flood);
                }
            });
            await().untilAsserted(() -> assertThat(rig.recorded.closed).isNotEmpty());
            assertThat(next(rig.recorded.closed)).contains("does not read");
            session.peer().close();
            flooding.exceptionally(brokenPipe -> null).join();
        }
    }
}
