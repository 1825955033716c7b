package io.smppworker.smpp;

import static io.smppworker.smpp.Heard.next;
import static io.smppworker.smpp.Rig.submitSm;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.cloudhopper.smpp.util.SequenceNumber;
import io.smppworker.message.BindType;
import io.smppworker.message.Segment;
import io.smppworker.message.SubmitOutcome;
import io.smppworker.message.SubmitSm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a submit_sm comes to, by each way a server can answer it or fail to (SMPP 3.4 §4.4). */
class SubmitTest {
    private static final int RINVDSTADR = 0x0B;

    @Test
    void aPositiveResponseGivesTheMessageIdAsItCame() throws Exception {
        try (Rig rig = new Rig(Accounts.patient())) {
            Rig.Bound session = rig.bound();
            session.link().submit(submitSm("hello"), rig.heard.outcome());

            byte[] request = session.peer().expect(Octets.SUBMIT_SM);
            session.peer().send(Octets.response(request, 0, Octets.cString("00aB-17 ")));

            assertThat(next(rig.heard.outcomes)).isEqualTo(new SubmitOutcome.Accepted("00aB-17 "));
            assertThat(session.link().outstanding()).isZero();
        }
    }

    @Test
    void aPositiveResponseWithoutAnIdIsAcceptedWithAnEmptyOne() throws Exception {
        try (Rig rig = new Rig(Accounts.patient())) {
            Rig.Bound session = rig.bound();
            session.link().submit(submitSm("one"), rig.heard.outcome());
            session.peer().send(Octets.response(session.peer().receive(), 0, Octets.cString("")));
            assertThat(next(rig.heard.outcomes)).isEqualTo(new SubmitOutcome.Accepted(""));

            session.link().submit(submitSm("two"), rig.heard.outcome());
            session.peer().send(Octets.response(session.peer().receive(), 0));
            assertThat(next(rig.heard.outcomes)).isEqualTo(new SubmitOutcome.Accepted(""));
        }
    }

    @Test
    void anIdWithoutItsClosingNulIsStillRead() throws Exception {
        try (Rig rig = new Rig(Accounts.patient())) {
            Rig.Bound session = rig.bound();
            session.link().submit(submitSm("hello"), rig.heard.outcome());
            session.peer().send(Octets.response(session.peer().receive(), 0, Octets.hex("37463341")));
            assertThat(next(rig.heard.outcomes)).isEqualTo(new SubmitOutcome.Accepted("7F3A"));
        }
    }

    @Test
    void anErrorRefusesWithAndWithoutABody() throws Exception {
        try (Rig rig = new Rig(Accounts.patient())) {
            Rig.Bound session = rig.bound();
            session.link().submit(submitSm("one"), rig.heard.outcome());
            session.peer().send(Octets.response(session.peer().receive(), RINVDSTADR));
            assertThat(next(rig.heard.outcomes)).isEqualTo(new SubmitOutcome.Refused(RINVDSTADR));

            session.link().submit(submitSm("two"), rig.heard.outcome());
            session.peer().send(Octets.response(session.peer().receive(), 0x58, Octets.cString("")));
            assertThat(next(rig.heard.outcomes)).isEqualTo(new SubmitOutcome.Refused(0x58));
        }
    }

    @Test
    void aGenericNackOfItsSequenceNumberRefuses() throws Exception {
        try (Rig rig = new Rig(Accounts.patient())) {
            Rig.Bound session = rig.bound();
            session.link().submit(submitSm("hello"), rig.heard.outcome());
            byte[] request = session.peer().receive();
            session.peer().send(Octets.pdu(Octets.GENERIC_NACK, 0x03, Octets.sequenceNumber(request)));
            assertThat(next(rig.heard.outcomes)).isEqualTo(new SubmitOutcome.Refused(0x03));
        }
    }

    @Test
    void aGenericNackWithoutAnErrorLeavesItInDoubt() throws Exception {
        try (Rig rig = new Rig(Accounts.patient())) {
            Rig.Bound session = rig.bound();
            session.link().submit(submitSm("hello"), rig.heard.outcome());
            byte[] request = session.peer().receive();
            session.peer().send(Octets.pdu(Octets.GENERIC_NACK, 0, Octets.sequenceNumber(request)));
            assertThat(next(rig.heard.outcomes)).isInstanceOf(SubmitOutcome.InDoubt.class);
        }
    }

    @Test
    void aResponseOfAnotherTypeAnswersNothing() throws Exception {
        try (Rig rig = new Rig(Accounts.patient())) {
            Rig.Bound session = rig.bound();
            session.link().submit(submitSm("hello"), rig.heard.outcome());
            byte[] request = session.peer().receive();
            session.peer()
                    .send(
                            Octets.pdu(
                                    Octets.DATA_SM_RESP, 0x08, Octets.sequenceNumber(request), Octets.cString("wrong")),
                            Octets.response(request, 0, Octets.cString("right")));
            assertThat(next(rig.heard.outcomes)).isEqualTo(new SubmitOutcome.Accepted("right"));
            assertThat(rig.heard.outcomes).isEmpty();
        }
    }

    @Test
    void aResponseToNothingIsIgnored() throws Exception {
        try (Rig rig = new Rig(Accounts.patient())) {
            Rig.Bound session = rig.bound();
            session.link().submit(submitSm("hello"), rig.heard.outcome());
            byte[] request = session.peer().receive();
            session.peer()
                    .send(
                            Octets.pdu(Octets.SUBMIT_SM_RESP, 0, 4711, Octets.cString("stray")),
                            Octets.response(request, 0, Octets.cString("mine")),
                            Octets.response(request, 0, Octets.cString("again")));
            assertThat(next(rig.heard.outcomes)).isEqualTo(new SubmitOutcome.Accepted("mine"));
            assertThat(session.link().freeWindow()).isEqualTo(10);
            assertThat(rig.heard.outcomes).isEmpty();
        }
    }

    @Test
    void anOverdueResponsePutsItInDoubtAndALateOneIsTold() throws Exception {
        try (Rig rig = new Rig(Accounts.patient().withResponse(Duration.ofMillis(200)))) {
            Rig.Bound session = rig.bound();
            SubmitSm submitSm = submitSm("hello");
            session.link().submit(submitSm, rig.heard.outcome());
            byte[] request = session.peer().receive();
            assertThat(next(rig.heard.outcomes)).isEqualTo(new SubmitOutcome.InDoubt("response timeout"));
            assertThat(session.link().outstanding()).isEqualTo(1);

            session.peer().send(Octets.response(request, 0, Octets.cString("late")));
            Heard.Late late = next(rig.heard.late);
            assertThat(late.submitSm()).isSameAs(submitSm);
            assertThat(late.outcome()).isEqualTo(new SubmitOutcome.Accepted("late"));
            assertThat(session.link().outstanding()).isZero();
            assertThat(rig.heard.outcomes).isEmpty();
        }
    }

    @Test
    void aWholeWindowOverdueEndsTheSession() throws Exception {
        try (Rig rig = new Rig(Accounts.patient().withWindow(2).withResponse(Duration.ofMillis(200)))) {
            Rig.Bound session = rig.bound();
            session.link().submit(submitSm("one"), rig.heard.outcome());
            session.link().submit(submitSm("two"), rig.heard.outcome());
            assertThat(next(rig.heard.closed)).contains("window");
            assertThat(rig.heard.events).containsExactly("InDoubt", "InDoubt", "closed");
        }
    }

    @Test
    void aFullWindowTakesNoMoreUntilAnAnswerComes() throws Exception {
        try (Rig rig = new Rig(Accounts.patient().withWindow(3))) {
            Rig.Bound session = rig.bound();
            List<byte[]> requests = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                session.link().submit(submitSm("hello"), rig.heard.outcome());
                requests.add(session.peer().expect(Octets.SUBMIT_SM));
            }
            assertThat(session.link().freeWindow()).isZero();
            session.link().submit(submitSm("one too many"), rig.heard.outcome());
            assertThat(next(rig.heard.outcomes)).isEqualTo(new SubmitOutcome.NotSent("the window is full"));

            session.peer().send(Octets.response(requests.get(1), 0, Octets.cString("1")));
            next(rig.heard.outcomes);
            await().untilAsserted(() -> assertThat(rig.heard.windowChanges).hasValue(1));
            assertThat(session.link().freeWindow()).isEqualTo(1);
        }
    }

    @Test
    void eachAttemptHasASequenceNumberOfItsOwn() throws Exception {
        try (Rig rig = new Rig(Accounts.patient())) {
            Rig.Bound session = rig.bound();
            SubmitSm twice = submitSm("hello");
            session.link().submit(twice, rig.heard.outcome());
            byte[] first = session.peer().receive();
            session.peer().send(Octets.response(first, 0x58));
            next(rig.heard.outcomes);
            session.link().submit(twice, rig.heard.outcome());
            byte[] second = session.peer().receive();

            assertThat(Octets.sequenceNumber(second)).isGreaterThan(Octets.sequenceNumber(first));
            assertThat(second).hasSameSizeAs(first);
        }
    }

    @Test
    void whatCanNotBeEncodedIsNotSentAndFreesItsPlace() throws Exception {
        try (Rig rig = new Rig(Accounts.patient().withWindow(1))) {
            Rig.Bound session = rig.bound();
            SubmitSm tooLong = new SubmitSm(
                    "27830000000", "27821234567", new Segment(1, 1, 0, 0, new byte[256]), 1, 0, null, List.of());
            session.link().submit(tooLong, rig.heard.outcome());
            assertThat(next(rig.heard.outcomes)).isInstanceOf(SubmitOutcome.NotSent.class);
            await().untilAsserted(() -> assertThat(session.link().freeWindow()).isEqualTo(1));
        }
    }

    @Test
    void aReceiverSubmitsNothing() throws Exception {
        try (Rig rig = new Rig(Accounts.patient())) {
            Rig.Bound session = rig.bound(BindType.RECEIVER);
            assertThat(session.link().freeWindow()).isZero();
            session.link().submit(submitSm("hello"), rig.heard.outcome());
            assertThat(next(rig.heard.outcomes)).isInstanceOf(SubmitOutcome.NotSent.class);
        }
    }

    @Test
    void aClosedLinkSubmitsNothingAndLeaksNoPlace() throws Exception {
        try (Rig rig = new Rig(Accounts.patient())) {
            Rig.Bound session = rig.bound();
            session.peer().close();
            assertThat(next(rig.heard.closed)).isEqualTo("the server closed the connection");
            assertThat(session.link().isOpen()).isFalse();
            assertThat(session.link().freeWindow()).isZero();
            session.link().submit(submitSm("hello"), rig.heard.outcome());
            assertThat(next(rig.heard.outcomes)).isInstanceOf(SubmitOutcome.NotSent.class);
            assertThat(session.link().outstanding()).isZero();
        }
    }

    @Test
    void aLostSessionPutsEverythingOutstandingInDoubtBeforeItSaysSo() throws Exception {
        try (Rig rig = new Rig(Accounts.patient())) {
            Rig.Bound session = rig.bound();
            IntStream.range(0, 4).forEach(i -> session.link().submit(submitSm("hello"), rig.heard.outcome()));
            IntStream.range(0, 4).forEach(i -> session.peer().expect(Octets.SUBMIT_SM));
            session.peer().reset();
            assertThat(next(rig.heard.closed)).startsWith("connection failed").doesNotContain("null");
            assertThat(rig.heard.events).containsExactly("InDoubt", "InDoubt", "InDoubt", "InDoubt", "closed");
        }
    }

    @Test
    void aThrowingOutcomeDoesNotHarmTheSession() throws Exception {
        try (Rig rig = new Rig(Accounts.patient())) {
            Rig.Bound session = rig.bound();
            session.link().submit(submitSm("one"), outcome -> {
                throw new IllegalStateException("the caller's own fault");
            });
            session.peer().send(Octets.response(session.peer().receive(), 0, Octets.cString("1")));
            session.link().submit(submitSm("two"), rig.heard.outcome());
            session.peer().send(Octets.response(session.peer().receive(), 0, Octets.cString("2")));
            assertThat(next(rig.heard.outcomes)).isEqualTo(new SubmitOutcome.Accepted("2"));
        }
    }

    @Test
    void aSubmitFromWithinAnOutcomeNeverWaits() throws Exception {
        try (Rig rig = new Rig(Accounts.patient().withWindow(1))) {
            Rig.Bound session = rig.bound();
            session.link().submit(submitSm("one"), first -> {
                session.link().submit(submitSm("two"), rig.heard.outcome());
                session.link().submit(submitSm("one too many"), rig.heard.outcome());
            });
            session.peer().send(Octets.response(session.peer().receive(), 0, Octets.cString("1")));
            assertThat(next(rig.heard.outcomes)).isEqualTo(new SubmitOutcome.NotSent("the window is full"));
            session.peer().send(Octets.response(session.peer().receive(), 0, Octets.cString("2")));
            assertThat(next(rig.heard.outcomes)).isEqualTo(new SubmitOutcome.Accepted("2"));
        }
    }

    @Test
    void theSequenceNumberStartsAgainBehindItsGreatestValue() throws Exception {
        // SMPP 3.4 §5.1.4: 0x00000001 to 0x7FFFFFFF
        SequenceNumber numbers = new SequenceNumber(0x7FFFFFFF);
        assertThat(numbers.next()).isEqualTo(0x7FFFFFFF);
        assertThat(numbers.next()).isEqualTo(1);
    }
}
