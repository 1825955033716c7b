package io.smppworker.smpp;

import static io.smppworker.smpp.Recorded.next;
import static io.smppworker.smpp.Rig.submitSm;
import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.message.SubmitOutcome;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One server that sends what nobody should, beside one that does not: the second session never notices. */
class HostilePeerTest {
    @Test
    void pdusThatComeOctetByOctetAreServedLikeOthers() throws Exception {
        try (Rig rig = new Rig(Accounts.patient())) {
            Rig.Bound session = rig.bound();
            session.session().submit(submitSm("hello"), SmppSession.NO_DEADLINE, rig.recorded.outcome());
            byte[] request = session.peer().receive();
            byte[] stream = Octets.join(
                    Octets.response(request, 0, Octets.cString("17")),
                    Octets.pdu(0x0000_0777, 0, 31, new byte[5]),
                    Octets.pdu(Octets.ENQUIRE_LINK, 0, 32));
            for (byte octet : stream) {
                session.peer().send(new byte[] {octet});
            }
            assertThat(next(rig.recorded.outcomes)).isEqualTo(new SubmitOutcome.Accepted("17"));
            assertThat(session.peer().receive()).isEqualTo(Octets.pdu(Octets.GENERIC_NACK, 0x03, 31));
            assertThat(session.peer().receive()).isEqualTo(Octets.pdu(Octets.ENQUIRE_LINK_RESP, 0, 32));
        }
    }

    @Test
    void halfAPduAndThenTheEndLosesTheSessionOnly() throws Exception {
        try (Rig rig = new Rig(Accounts.patient())) {
            Rig.Bound hostile = rig.bound();
            Rig.Bound other = rig.bound();
            byte[] whole = Octets.pdu(Octets.DELIVER_SM, 0, 1, new byte[100]);
            hostile.peer().send(Arrays.copyOf(whole, 60));
            hostile.peer().close();
            next(rig.recorded.closed);
            assertThat(rig.recorded.delivered).isEmpty();
            assertServes(rig, other);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void garbageEndsItsOwnSessionAndNoOther(long seed) throws Exception {
        try (Rig rig = new Rig(Accounts.patient())) {
            Rig.Bound hostile = rig.bound();
            Rig.Bound other = rig.bound();
            byte[] garbage = new byte[200_000];
            new Random(seed).nextBytes(garbage);
            garbage[0] = (byte) (1 + seed); // no sound command_length
            hostile.session().submit(submitSm("lost"), SmppSession.NO_DEADLINE, rig.recorded.outcome());
            hostile.peer().expect(Octets.SUBMIT_SM);
            var unused = Rig.inBackground(() -> hostile.peer().send(garbage));

            assertThat(hostile.peer().expect(Octets.GENERIC_NACK)).isEqualTo(Octets.pdu(Octets.GENERIC_NACK, 0x02, 0));
            assertThat(next(rig.recorded.outcomes)).isInstanceOf(SubmitOutcome.InDoubt.class);
            assertThat(next(rig.recorded.closed)).contains("command_length");
            assertThat(hostile.peer().awaitEnd()).isTrue();
            assertServes(rig, other);
        }
    }

    @Test
    void soundLengthsAroundNonsenseKeepTheSession() throws Exception {
        try (Rig rig = new Rig(Accounts.patient())) {
            Rig.Bound hostile = rig.bound();
            Rig.Bound other = rig.bound();
            Random random = new Random(7);
            for (int i = 1; i <= 200; i++) {
                byte[] body = new byte[random.nextInt(300)];
                random.nextBytes(body);
                int unknownRequest = 0x0001_0000 | random.nextInt(0xFFFF);
                hostile.peer().send(Octets.pdu(unknownRequest, random.nextInt(), i, body));
                assertThat(hostile.peer().receive()).isEqualTo(Octets.pdu(Octets.GENERIC_NACK, 0x03, i));
            }
            assertServes(rig, hostile);
            assertServes(rig, other);
        }
    }

    private static void assertServes(Rig rig, Rig.Bound session) {
        session.session().submit(submitSm("still here"), SmppSession.NO_DEADLINE, rig.recorded.outcome());
        byte[] request = session.peer().expect(Octets.SUBMIT_SM);
        session.peer().send(Octets.response(request, 0, Octets.cString("id")));
        assertThat(next(rig.recorded.outcomes)).isEqualTo(new SubmitOutcome.Accepted("id"));
    }
}
