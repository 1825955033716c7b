package io.smppworker.smpp;

import static io.smppworker.smpp.Recorded.next;
import static io.smppworker.smpp.Rig.submitSm;
import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.message.SubmitOutcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server asks of a bound session, and what it sends that no one should (SMPP 3.4 §4.2, §4.3, §4.11, §4.12). */
class PeerRequestsTest {
    @Test
    void anEnquireLinkIsAnswered() throws Exception {
        try (Rig rig = new Rig(Accounts.patient())) {
            Rig.Bound session = rig.bound();
            session.peer().send(Octets.pdu(Octets.ENQUIRE_LINK, 0, 0x01020304));
            assertThat(session.peer().receive()).isEqualTo(Octets.pdu(Octets.ENQUIRE_LINK_RESP, 0, 0x01020304));
        }
    }

    @Test
    void anUnbindIsAnsweredAndThenTheConnectionCloses() throws Exception {
        try (Rig rig = new Rig(Accounts.patient())) {
            Rig.Bound session = rig.bound();
            session.session().submit(submitSm("hello"), SmppSession.NO_DEADLINE, rig.recorded.outcome());
            session.peer().expect(Octets.SUBMIT_SM);
            session.peer().send(Octets.pdu(Octets.UNBIND, 0, 9));
            assertThat(session.peer().receive()).isEqualTo(Octets.pdu(Octets.UNBIND_RESP, 0, 9));
            assertThat(session.peer().awaitEnd()).isTrue();
            assertThat(next(rig.recorded.closed)).isEqualTo("the server unbound");
            assertThat(rig.recorded.events).containsExactly("InDoubt", "closed");
        }
    }

    @Test
    void anUnknownCommandIsRefusedAndTheGoodOneBehindItServed() throws Exception {
        try (Rig rig = new Rig(Accounts.patient())) {
            Rig.Bound session = rig.bound();
            session.peer().send(Octets.pdu(0x0000_0777, 0, 31, new byte[5]), Octets.pdu(Octets.ENQUIRE_LINK, 0, 32));
            // SMPP 3.4 §4.3: unknown command_id, answered with ESME_RINVCMDID
            assertThat(session.peer().receive()).isEqualTo(Octets.pdu(Octets.GENERIC_NACK, 0x03, 31));
            assertThat(session.peer().receive()).isEqualTo(Octets.pdu(Octets.ENQUIRE_LINK_RESP, 0, 32));
        }
    }

    @Test
    void aCommandOnlyAServerServesIsRefused() throws Exception {
        try (Rig rig = new Rig(Accounts.patient())) {
            Rig.Bound session = rig.bound();
            byte[] submitSm = Octets.pdu(Octets.SUBMIT_SM, 0, 33, Octets.deliverSmBody("1", "2", 0, 0, new byte[1]));
            session.peer().send(submitSm);
            assertThat(session.peer().receive()).isEqualTo(Octets.pdu(Octets.GENERIC_NACK, 0x03, 33));
        }
    }

    @Test
    void outbindAndAlertNotificationHaveNoResponse() throws Exception {
        try (Rig rig = new Rig(Accounts.patient())) {
            Rig.Bound session = rig.bound();
            session.peer()
                    .send(
                            Octets.pdu(0x0B, 0, 1, Octets.cString("smsc"), Octets.cString("pw")),
                            Octets.pdu(0x102, 0, 2, Octets.hex("0101 3100 0101 3200")),
                            Octets.pdu(Octets.ENQUIRE_LINK, 0, 3));
            assertThat(session.peer().receive()).isEqualTo(Octets.pdu(Octets.ENQUIRE_LINK_RESP, 0, 3));
        }
    }

    @Test
    void anUndecodableResponseHoldsUpNothingBehindIt() throws Exception {
        try (Rig rig = new Rig(Accounts.patient())) {
            Rig.Bound session = rig.bound();
            session.session().submit(submitSm("hello"), SmppSession.NO_DEADLINE, rig.recorded.outcome());
            byte[] request = session.peer().receive();
            session.peer()
                    .send(
                            Octets.pdu(0x8000_0777, 0, Octets.sequenceNumber(request)),
                            Octets.response(request, 0, Octets.cString("17")));
            assertThat(next(rig.recorded.outcomes)).isEqualTo(new SubmitOutcome.Accepted("17"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"00000000", "00000008", "0000000F", "00000401", "7FFFFFFF", "FFFFFFFF"})
    void anImpossibleCommandLengthIsRefusedAndEndsTheSession(String length) throws Exception {
        try (Rig rig = new Rig(Accounts.patient().withMaxPduOctets(1024))) {
            Rig.Bound session = rig.bound();
            session.peer().send(Octets.hex(length + "00000005 00000000 00000001"));
            // SMPP 3.4 §4.3: invalid command_length, answered with ESME_RINVCMDLEN
            assertThat(session.peer().receive()).isEqualTo(Octets.pdu(Octets.GENERIC_NACK, 0x02, 0));
            assertThat(session.peer().awaitEnd()).isTrue();
            assertThat(next(rig.recorded.closed)).contains("command_length");
        }
    }

    @Test
    void anEnquireLinkGoesOutAgainAndAgainWhileItIsAnswered() throws Exception {
        try (Rig rig = new Rig(Accounts.patient().withEnquireLink(Duration.ofMillis(50)))) {
            Rig.Bound session = rig.bound();
            for (int i = 0; i < 5; i++) {
                session.peer().send(Octets.response(session.peer().expect(Octets.ENQUIRE_LINK), 0));
            }
            assertThat(session.session().isOpen()).isTrue();
        }
    }

    @Test
    void aServerThatStopsAnsweringEnquireLinkIsGivenUp() throws Exception {
        try (Rig rig = new Rig(
                Accounts.patient().withEnquireLink(Duration.ofMillis(50)).withResponse(Duration.ofMillis(100)))) {
            Rig.Bound session = rig.bound();
            session.peer().expect(Octets.ENQUIRE_LINK);
            assertThat(next(rig.recorded.closed)).contains("enquire_link");
            assertThat(session.peer().awaitEnd()).isTrue();
        }
    }
}
