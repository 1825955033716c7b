package io.smppworker.smpp;

import static io.smppworker.smpp.Recorded.next;
import static io.smppworker.smpp.Rig.submitSm;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.cloudhopper.smpp.util.SequenceNumber;
import io.smppworker.message.BindType;
import io.smppworker.message.Segment;
import io.smppworker.message.SubmitOutcome;
import io.smppworker.message.SubmitSm;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a submit_sm comes to, by each way a server can answer it or fail to (SMPP 3.4 §4.4). Long, because each way has a test,
 * and they are found in one place.
 */
class SubmitTest {
    private static final int RINVDSTADR = 0x0B;

    @Test
    void aPositiveResponseGivesTheMessageIdAsItCame() throws Exception {
        try (Rig rig = new Rig(Accounts.patient())) {
            Rig.Bound session = rig.bound();
            session.session().submit(submitSm("hello"), SmppSession.NO_DEADLINE, rig.recorded.outcome());

            byte[] request = session.peer().expect(Octets.SUBMIT_SM);
            session.peer().send(Octets.response(request, 0, Octets.cString("00aB-17 ")));

            assertThat(next(rig.recorded.outcomes)).isEqualTo(new SubmitOutcome.Accepted("00aB-17 "));
            assertThat(session.session().outstanding()).isZero();
        }
    }

    @Test
    void aPositiveResponseWithoutAnIdIsAcceptedWithAnEmptyOne() throws Exception {
        try (Rig rig = new Rig(Accounts.patient())) {
            Rig.Bound session = rig.bound();
            session.session().submit(submitSm("one"), SmppSession.NO_DEADLINE, rig.recorded.outcome());
            session.peer().send(Octets.response(session.peer().receive(), 0, Octets.cString("")));
            assertThat(next(rig.recorded.outcomes)).isEqualTo(new SubmitOutcome.Accepted(""));

            session.session().submit(submitSm("two"), SmppSession.NO_DEADLINE, rig.recorded.outcome());
            session.peer().send(Octets.response(session.peer().receive(), 0));
            assertThat(next(rig.recorded.outcomes)).isEqualTo(new SubmitOutcome.Accepted(""));
        }
    }

    @Test
    void anIdWithoutItsClosingNulIsStillRead() throws Exception {
        try (Rig rig = new Rig(Accounts.patient())) {
            Rig.Bound session = rig.bound();
            session.session().submit(submitSm("hello"), SmppSession.NO_DEADLINE, rig.recorded.outcome());
            session.peer().send(Octets.response(session.peer().receive(), 0, Octets.hex("37463341")));
            assertThat(next(rig.recorded.outcomes)).isEqualTo(new SubmitOutcome.Accepted("7F3A"));
        }
    }

    @Test
    void anErrorRefusesWithAndWithoutABody() throws Exception {
        try (Rig rig = new Rig(Accounts.patient())) {
            Rig.Bound session = rig.bound();
            session.session().submit(submitSm("one"), SmppSession.NO_DEADLINE, rig.recorded.outcome());
            session.peer().send(Octets.response(session.peer().receive(), RINVDSTADR));
            assertThat(next(rig.recorded.outcomes)).isEqualTo(new SubmitOutcome.Refused(RINVDSTADR));

            session.session().submit(submitSm("two"), SmppSession.NO_DEADLINE, rig.recorded.outcome());
            session.peer().send(Octets.response(session.peer().receive(), 0x58, Octets.cString("")));
            assertThat(next(rig.recorded.outcomes)).isEqualTo(new SubmitOutcome.Refused(0x58));
        }
    }

    @Test
    void aGenericNackOfItsSequenceNumberRefuses() throws Exception {
        try (Rig rig = new Rig(Accounts.patient())) {
            Rig.Bound session = rig.bound();
            session.session().submit(submitSm("hello"), SmppSession.NO_DEADLINE, rig.recorded.outcome());
            byte[] request = session.peer().receive();
            session.peer().send(Octets.pdu(Octets.GENERIC_NACK, 0x03, Octets.sequenceNumber(request)));
            assertThat(next(rig.recorded.outcomes)).isEqualTo(new SubmitOutcome.Refused(0x03));
        }
    }

    @Test
    void aGenericNackWithoutAnErrorLeavesItInDoubt() throws Exception {
        try (Rig rig = new Rig(Accounts.patient())) {
            Rig.Bound session = rig.bound();
            session.session().submit(submitSm("hello"), SmppSession.NO_DEADLINE, rig.recorded.outcome());
            byte[] request = session.peer().receive();
            session.peer().send(Octets.pdu(Octets.GENERIC_NACK, 0, Octets.sequenceNumber(request)));
            assertThat(next(rig.recorded.outcomes)).isInstanceOf(SubmitOutcome.InDoubt.class);
        }
    }

    @Test
    void aResponseOfAnotherTypeAnswersNothing() throws Exception {
        try (Rig rig = new Rig(Accounts.patient())) {
            Rig.Bound session = rig.bound();
            session.session().submit(submitSm("hello"), SmppSession.NO_DEADLINE, rig.recorded.outcome());
            byte[] request = session.peer().receive();
            session.peer()
                    .send(
                            Octets.pdu(
                                    Octets.DATA_SM_RESP, 0x08, Octets.sequenceNumber(request), Octets.cString("wrong")),
                            Octets.response(request, 0, Octets.cString("right")));
            assertThat(next(rig.recorded.outcomes)).isEqualTo(new SubmitOutcome.Accepted("right"));
            assertThat(rig.recorded.outcomes).isEmpty();
        }
    }

    @Test
    void aResponseToNothingIsIgnored() throws Exception {
        try (Rig rig = new Rig(Accounts.patient())) {
            Rig.Bound session = rig.bound();
            session.session().submit(submitSm("hello"), SmppSession.NO_DEADLINE, rig.recorded.outcome());
            byte[] request = session.peer().receive();
            session.peer()
                    .send(
                            Octets.pdu(Octets.SUBMIT_SM_RESP, 0, 4711, Octets.cString("stray")),
                            Octets.response(request, 0, Octets.cString("mine")),
                            Octets.response(request, 0, Octets.cString("again")));
            assertThat(next(rig.recorded.outcomes)).isEqualTo(new SubmitOutcome.Accepted("mine"));
            assertThat(session.session().freeWindow()).isEqualTo(10);
            assertThat(rig.recorded.outcomes).isEmpty();
        }
    }

    @Test
    void anOverdueResponsePutsItInDoubtAndALateOneIsReported() throws Exception {
        try (Rig rig = new Rig(Accounts.patient().withResponse(Duration.ofMillis(200)))) {
            Rig.Bound session = rig.bound();
            session.session().submit(submitSm("hello"), SmppSession.NO_DEADLINE, rig.recorded.outcome());
            byte[] request = session.peer().receive();
            assertThat(next(rig.recorded.outcomes)).isEqualTo(new SubmitOutcome.InDoubt("response timeout"));
            assertThat(session.session().outstanding()).isEqualTo(1);

            session.peer().send(Octets.response(request, 0, Octets.cString("late")));
            assertThat(next(rig.recorded.late)).isEqualTo(new SubmitOutcome.Accepted("late"));
            assertThat(session.session().outstanding()).isZero();
            assertThat(rig.recorded.outcomes).isEmpty();
        }
    }

    @Test
    void aWholeWindowOverdueEndsTheSession() throws Exception {
        try (Rig rig = new Rig(Accounts.patient().withWindow(2).withResponse(Duration.ofMillis(200)))) {
            Rig.Bound session = rig.bound();
            session.session().submit(submitSm("one"), SmppSession.NO_DEADLINE, rig.recorded.outcome());
            session.session().submit(submitSm("two"), SmppSession.NO_DEADLINE, rig.recorded.outcome());
            assertThat(next(rig.recorded.closed)).contains("window");
            assertThat(rig.recorded.events).containsExactly("InDoubt", "InDoubt", "closed");
        }
    }

    @Test
    void aFullWindowTakesNoMoreUntilAnAnswerComes() throws Exception {
        try (Rig rig = new Rig(Accounts.patient().withWindow(3))) {
            Rig.Bound session = rig.bound();
            List<byte[]> requests = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                session.session().submit(submitSm("hello"), SmppSession.NO_DEADLINE, rig.recorded.outcome());
                requests.add(session.peer().expect(Octets.SUBMIT_SM));
            }
            assertThat(session.session().freeWindow()).isZero();
            session.session().submit(submitSm("one too many"), SmppSession.NO_DEADLINE, rig.recorded.outcome());
            assertThat(next(rig.recorded.outcomes)).isEqualTo(new SubmitOutcome.NotSent("the window is full"));

            session.peer().send(Octets.response(requests.get(1), 0, Octets.cString("1")));
            next(rig.recorded.outcomes);
            await().untilAsserted(() -> assertThat(rig.recorded.windowChanges).hasValue(1));
            assertThat(session.session().freeWindow()).isEqualTo(1);
        }
    }

    @Test
    void eachAttemptHasASequenceNumberOfItsOwn() throws Exception {
        try (Rig rig = new Rig(Accounts.patient())) {
            Rig.Bound session = rig.bound();
            SubmitSm twice = submitSm("hello");
            session.session().submit(twice, SmppSession.NO_DEADLINE, rig.recorded.outcome());
            byte[] first = session.peer().receive();
            session.peer().send(Octets.response(first, 0x58));
            next(rig.recorded.outcomes);
            session.session().submit(twice, SmppSession.NO_DEADLINE, rig.recorded.outcome());
            byte[] second = session.peer().receive();

            assertThat(Octets.sequenceNumber(second)).isGreaterThan(Octets.sequenceNumber(first));
            assertThat(second).hasSameSizeAs(first);
        }
    }

    @Test
    void whatCannotBeEncodedIsNotSentAndFreesItsPlace() throws Exception {
        try (Rig rig = new Rig(Accounts.patient().withWindow(1))) {
            Rig.Bound session = rig.bound();
            SubmitSm tooLong = new SubmitSm(
                    "27830000000", "27821234567", new Segment(1, 1, 0, 0, new byte[256]), 1, 0, null, List.of());
            session.session().submit(tooLong, SmppSession.NO_DEADLINE, rig.recorded.outcome());
            assertThat(next(rig.recorded.outcomes)).isInstanceOf(SubmitOutcome.NotSent.class);
            await().untilAsserted(
                            () -> assertThat(session.session().freeWindow()).isEqualTo(1));
        }
    }

    @Test
    void aReceiverSubmitsNothing() throws Exception {
        try (Rig rig = new Rig(Accounts.patient())) {
            Rig.Bound session = rig.bound(BindType.RECEIVER);
            assertThat(session.session().freeWindow()).isZero();
            session.session().submit(submitSm("hello"), SmppSession.NO_DEADLINE, rig.recorded.outcome());
            assertThat(next(rig.recorded.outcomes)).isInstanceOf(SubmitOutcome.NotSent.class);
        }
    }

    @Test
    void aClosedLinkSubmitsNothingAndLeaksNoPlace() throws Exception {
        try (Rig rig = new Rig(Accounts.patient())) {
            Rig.Bound session = rig.bound();
            session.peer().close();
            assertThat(next(rig.recorded.closed)).isEqualTo("the server closed the connection");
            assertThat(session.session().isOpen()).isFalse();
            assertThat(session.session().freeWindow()).isZero();
            session.session().submit(submitSm("hello"), SmppSession.NO_DEADLINE, rig.recorded.outcome());
            assertThat(next(rig.recorded.outcomes)).isInstanceOf(SubmitOutcome.NotSent.class);
            assertThat(session.session().outstanding()).isZero();
        }
    }

    @Test
    void aLostSessionPutsEverythingOutstandingInDoubtBeforeItSaysSo() throws Exception {
        try (Rig rig = new Rig(Accounts.patient())) {
            Rig.Bound session = rig.bound();
            IntStream.range(0, 4)
                    .forEach(i -> session.session()
                            .submit(submitSm("hello"), SmppSession.NO_DEADLINE, rig.recorded.outcome()));
            IntStream.range(0, 4).forEach(i -> session.peer().expect(Octets.SUBMIT_SM));
            session.peer().reset();
            assertThat(next(rig.recorded.closed))
                    .startsWith("connection failed")
                    .doesNotContain("null");
            assertThat(rig.recorded.events).containsExactly("InDoubt", "InDoubt", "InDoubt", "InDoubt", "closed");
        }
    }

    @Test
    void aThrowingOutcomeDoesNotHarmTheSession() throws Exception {
        try (Rig rig = new Rig(Accounts.patient())) {
            Rig.Bound session = rig.bound();
            session.session().submit(submitSm("one"), SmppSession.NO_DEADLINE, outcome -> {
                throw new IllegalStateException("the caller's own fault");
            });
            session.peer().send(Octets.response(session.peer().receive(), 0, Octets.cString("1")));
            session.session().submit(submitSm("two"), SmppSession.NO_DEADLINE, rig.recorded.outcome());
            session.peer().send(Octets.response(session.peer().receive(), 0, Octets.cString("2")));
            assertThat(next(rig.recorded.outcomes)).isEqualTo(new SubmitOutcome.Accepted("2"));
        }
    }

    @Test
    void aSubmitFromWithinAnOutcomeNeverWaits() throws Exception {
        try (Rig rig = new Rig(Accounts.patient().withWindow(1))) {
            Rig.Bound session = rig.bound();
            session.session().submit(submitSm("one"), SmppSession.NO_DEADLINE, first -> {
                session.session().submit(submitSm("two"), SmppSession.NO_DEADLINE, rig.recorded.outcome());
                session.session().submit(submitSm("one too many"), SmppSession.NO_DEADLINE, rig.recorded.outcome());
            });
            session.peer().send(Octets.response(session.peer().receive(), 0, Octets.cString("1")));
            assertThat(next(rig.recorded.outcomes)).isEqualTo(new SubmitOutcome.NotSent("the window is full"));
            session.peer().send(Octets.response(session.peer().receive(), 0, Octets.cString("2")));
            assertThat(next(rig.recorded.outcomes)).isEqualTo(new SubmitOutcome.Accepted("2"));
        }
    }

    @Test
    void theSequenceNumberStartsAgainBehindItsGreatestValue() throws Exception {
        // SMPP 3.4 §5.1.4: 0x00000001 to 0x7FFFFFFF
        SequenceNumber numbers = new SequenceNumber(0x7FFFFFFF);
        assertThat(numbers.next()).isEqualTo(0x7FFFFFFF);
        assertThat(numbers.next()).isEqualTo(1);
    }

    /** As when the process is stopped between the hand-over and the write, and wakes up too late. */
    @ParameterizedTest
    @ValueSource(longs = {0, -5, Long.MAX_VALUE - 100})
    void whatReachesTheSocketTooLateIsNotSent(long startNanos) throws Exception {
        AtomicLong clock = new AtomicLong(startNanos);
        try (Rig rig = new Rig(Accounts.patient(), new RawServer(), clock::get)) {
            Rig.Bound bound = rig.bound();
            SmppSession session = bound.session();
            session.submit(submitSm("in time"), startNanos + 1000, first -> {
                session.submit(submitSm("stopped too long"), startNanos + 1000, rig.recorded.outcome());
                session.submit(submitSm("whenever"), SmppSession.NO_DEADLINE, rig.recorded.outcome());
                clock.addAndGet(1000);
            });
            byte[] inTime = bound.peer().expect(Octets.SUBMIT_SM);
            bound.peer().send(Octets.response(inTime, 0, Octets.cString("1")));
            assertThat(next(rig.recorded.outcomes))
                    .isEqualTo(new SubmitOutcome.NotSent("the lease ran out or the message expired"));

            byte[] whenever = bound.peer().expect(Octets.SUBMIT_SM);
            assertThat(new String(whenever, StandardCharsets.ISO_8859_1)).contains("whenever");
            bound.peer().send(Octets.response(whenever, 0, Octets.cString("2")));
            assertThat(next(rig.recorded.outcomes)).isEqualTo(new SubmitOutcome.Accepted("2"));
            assertThat(session.outstanding()).isZero();
        }
    }

    @Test
    void aLateRefusalIsReportedOnceAndALateContradictionNotAtAll() throws Exception {
        try (Rig rig = new Rig(Accounts.patient().withResponse(Duration.ofMillis(200)))) {
            Rig.Bound session = rig.bound();
            session.session().submit(submitSm("one"), SmppSession.NO_DEADLINE, rig.recorded.outcome());
            session.session().submit(submitSm("two"), SmppSession.NO_DEADLINE, rig.recorded.outcome());
            byte[] one = session.peer().receive();
            byte[] two = session.peer().receive();
            next(rig.recorded.outcomes);
            next(rig.recorded.outcomes);

            session.peer()
                    .send(
                            Octets.pdu(Octets.GENERIC_NACK, 0, Octets.sequenceNumber(one)),
                            Octets.response(two, RINVDSTADR),
                            Octets.response(two, RINVDSTADR),
                            Octets.pdu(Octets.ENQUIRE_LINK, 0, 1));
            session.peer().expect(Octets.ENQUIRE_LINK_RESP);
            assertThat(rig.recorded.late).containsExactly(new SubmitOutcome.Refused(RINVDSTADR));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4711})
    void aGenericNackOfNothingOutstandingEndsTheSessionAndPutsTheRestInDoubt(int sequenceNumber) throws Exception {
        try (Rig rig = new Rig(Accounts.patient())) {
            Rig.Bound session = rig.bound();
            session.session().submit(submitSm("one"), SmppSession.NO_DEADLINE, rig.recorded.outcome());
            session.session().submit(submitSm("two"), SmppSession.NO_DEADLINE, rig.recorded.outcome());
            session.peer().expect(Octets.SUBMIT_SM);
            session.peer().expect(Octets.SUBMIT_SM);

            // SMPP 3.4 §4.3.1: sequence_number may be NULL when that of the PDU could not be made out
            session.peer().send(Octets.pdu(Octets.GENERIC_NACK, 0x02, sequenceNumber));
            assertThat(next(rig.recorded.closed)).contains("generic_nack", "ESME_RINVCMDLEN");
            assertThat(rig.recorded.events).containsExactly("InDoubt", "InDoubt", "closed");
            assertThat(session.peer().awaitEnd()).isTrue();
        }
    }
}
