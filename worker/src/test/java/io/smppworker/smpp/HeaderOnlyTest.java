package io.smppworker.smpp;

import static io.smppworker.smpp.Recorded.next;
import static io.smppworker.smpp.Rig.submitSm;
import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.message.BindType;
import io.smppworker.message.SubmitOutcome;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** PDUs that are nothing but a header by SMPP 3.4, with octets behind it: the header decides. */
class HeaderOnlyTest {
    /** A NUL, several, half a TLV, a TLV with a lying length, a whole one, letters. */
    private static final String SUPERFLUOUS = "00;0000;001e;001d000a41;0210000134;68656c6c6f;0000000000000000000000";

    static String[] superfluous() {
        return SUPERFLUOUS.split(";");
    }

    @ParameterizedTest
    @MethodSource("superfluous")
    void anEnquireLinkRespIsTheAnswer(String behind) throws Exception {
        try (Rig rig = new Rig(
                Accounts.patient().withEnquireLink(Duration.ofMillis(100)).withResponse(Duration.ofSeconds(1)))) {
            Rig.Bound session = rig.bound();
            for (int i = 0; i < 12; i++) {
                byte[] enquireLink = session.peer().expect(Octets.ENQUIRE_LINK);
                session.peer().send(Octets.response(enquireLink, 0, Octets.hex(behind)));
            }
            assertServes(rig, session);
            assertThat(rig.recorded.closed).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("superfluous")
    void anEnquireLinkAndAnUnbindAreAnswered(String behind) throws Exception {
        try (Rig rig = new Rig(Accounts.patient())) {
            Rig.Bound session = rig.bound();
            session.peer().send(Octets.pdu(Octets.ENQUIRE_LINK, 0, 5, Octets.hex(behind)));
            assertThat(session.peer().receive()).isEqualTo(Octets.pdu(Octets.ENQUIRE_LINK_RESP, 0, 5));
            assertServes(rig, session);
            session.peer().send(Octets.pdu(Octets.UNBIND, 0, 6, Octets.hex(behind)));
            assertThat(session.peer().receive()).isEqualTo(Octets.pdu(Octets.UNBIND_RESP, 0, 6));
            assertThat(next(rig.recorded.closed)).isEqualTo("the server unbound");
        }
    }

    @ParameterizedTest
    @MethodSource("superfluous")
    void anUnbindRespEndsTheSessionAtOnce(String behind) throws Exception {
        try (Rig rig = new Rig(Accounts.patient())) {
            Rig.Bound session = rig.bound();
            CompletableFuture<Void> over =
                    session.session().unbind(Duration.ZERO).toCompletableFuture();
            session.peer().send(Octets.response(session.peer().expect(Octets.UNBIND), 0, Octets.hex(behind)));
            Rig.get(over);
            assertThat(next(rig.recorded.closed)).isEqualTo("unbound");
        }
    }

    @ParameterizedTest
    @MethodSource("superfluous")
    void aGenericNackRefusesTheSubmitSmOfItsSequenceNumber(String behind) throws Exception {
        try (Rig rig = new Rig(Accounts.patient())) {
            Rig.Bound session = rig.bound();
            session.session().submit(submitSm("hello"), SmppSession.NO_DEADLINE, rig.recorded.outcome());
            int sequenceNumber = Octets.sequenceNumber(session.peer().expect(Octets.SUBMIT_SM));
            session.peer().send(Octets.pdu(Octets.GENERIC_NACK, 0x58, sequenceNumber, Octets.hex(behind)));
            assertThat(next(rig.recorded.outcomes)).isEqualTo(new SubmitOutcome.Refused(0x58));
            assertServes(rig, session);
        }
    }

    /** SMPP 3.4 §4.4.2: a submit_sm_resp with an error has no body; some have one all the same. */
    @ParameterizedTest
    @MethodSource("superfluous")
    void aSubmitSmRespWithAnErrorRefusesWhateverItsBody(String behind) throws Exception {
        try (Rig rig = new Rig(Accounts.patient())) {
            Rig.Bound session = rig.bound();
            session.session().submit(submitSm("hello"), SmppSession.NO_DEADLINE, rig.recorded.outcome());
            session.peer().send(Octets.response(session.peer().expect(Octets.SUBMIT_SM), 0x0B, Octets.hex(behind)));
            assertThat(next(rig.recorded.outcomes)).isEqualTo(new SubmitOutcome.Refused(0x0B));
            assertServes(rig, session);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "35663837386337390000, 5f878c79", // superfluous NUL
        "3566383738633739, 5f878c79", // no NUL
        "356638373863373900001d, 5f878c79", // half a TLV
        "356638373863373900001d00ff41, 5f878c79", // a TLV that is cut
        "3566383738633739001d000141, 5f878c79", // a TLV in place of the NUL
        "'', ''"
    })
    void aSubmitSmRespGivesItsIdWhateverIsBehind(String body, String id) throws Exception {
        try (Rig rig = new Rig(Accounts.patient())) {
            Rig.Bound session = rig.bound();
            session.session().submit(submitSm("hello"), SmppSession.NO_DEADLINE, rig.recorded.outcome());
            session.peer().send(Octets.response(session.peer().expect(Octets.SUBMIT_SM), 0, Octets.hex(body)));
            assertThat(next(rig.recorded.outcomes)).isEqualTo(new SubmitOutcome.Accepted(id));
            assertServes(rig, session);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // none at all
                "736d7363", // no NUL
                "736d7363000000", // superfluous NULs
                "736d736300021000", // half a TLV
                "736d73630002100005343434", // a TLV that is cut
                "736d7363000210000134001d" // half a second one
            })
    void aBindRespBindsWhateverItsBody(String body) throws Exception {
        for (BindType type : BindType.values()) {
            try (Rig rig = new Rig(Accounts.patient())) {
                CompletableFuture<BindOutcome> outcome = rig.bind(type);
                RawServer.Peer peer = rig.server.accept();
                peer.send(Octets.response(peer.receive(), 0, Octets.hex(body)));
                assertThat(Rig.session(outcome).isOpen()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0x8000_0005, 0x8000_0103, 0x8000_0003, 0x8000_0777})
    void aResponseThatNobodyAskedForHarmsNothing(int commandId) throws Exception {
        try (Rig rig = new Rig(Accounts.patient())) {
            Rig.Bound session = rig.bound();
            for (String behind : superfluous()) {
                session.peer().send(Octets.pdu(commandId, 0, 2, Octets.hex(behind)));
            }
            assertServes(rig, session);
        }
    }

    static void assertServes(Rig rig, Rig.Bound session) {
        session.session().submit(submitSm("still here"), SmppSession.NO_DEADLINE, rig.recorded.outcome());
        byte[] request = session.peer().receive();
        while (Octets.commandId(request) == Octets.ENQUIRE_LINK) {
            session.peer().send(Octets.response(request, 0));
            request = session.peer().receive();
        }
        session.peer().send(Octets.response(request, 0, Octets.cString("id")));
        assertThat(next(rig.recorded.outcomes)).isEqualTo(new SubmitOutcome.Accepted("id"));
    }
}
