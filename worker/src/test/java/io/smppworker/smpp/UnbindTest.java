package io.smppworker.smpp;

import static io.smppworker.smpp.Recorded.next;
import static io.smppworker.smpp.Rig.submitSm;
import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.message.SubmitOutcome;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The ways to end a session from this side (SMPP 3.4 §4.2). */
class UnbindTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @Test
    void anUnbindWaitsForTheWindowToEmptyAndTakesNothingNew() throws Exception {
        try (Rig rig = new Rig(Accounts.patient())) {
            Rig.Bound session = rig.bound();
            session.session().submit(submitSm("hello"), SmppSession.NO_DEADLINE, rig.recorded.outcome());
            byte[] request = session.peer().expect(Octets.SUBMIT_SM);

            CompletableFuture<Void> ended = session.session().unbind(LONG).toCompletableFuture();
            assertThat(session.session().isOpen()).isFalse();
            assertThat(session.session().freeWindow()).isZero();
            session.session().submit(submitSm("too late"), SmppSession.NO_DEADLINE, rig.recorded.outcome());
            assertThat(next(rig.recorded.outcomes)).isInstanceOf(SubmitOutcome.NotSent.class);
            assertThat(ended).isNotDone();

            session.peer().send(Octets.response(request, 0, Octets.cString("17")));
            assertThat(next(rig.recorded.outcomes)).isEqualTo(new SubmitOutcome.Accepted("17"));
            session.peer().send(Octets.response(session.peer().expect(Octets.UNBIND), 0));
            Rig.get(ended);
            assertThat(session.peer().awaitEnd()).isTrue();
            assertThat(next(rig.recorded.closed)).isEqualTo("unbound");
        }
    }

    @Test
    void whatIsStillOpenWhenTheDrainIsOverIsInDoubt() throws Exception {
        try (Rig rig = new Rig(Accounts.patient())) {
            Rig.Bound session = rig.bound();
            session.session().submit(submitSm("hello"), SmppSession.NO_DEADLINE, rig.recorded.outcome());
            session.peer().expect(Octets.SUBMIT_SM);
            CompletableFuture<Void> ended =
                    session.session().unbind(Duration.ofMillis(100)).toCompletableFuture();
            session.peer().send(Octets.response(session.peer().expect(Octets.UNBIND), 0));
            Rig.get(ended);
            assertThat(rig.recorded.events).containsExactly("InDoubt", "closed");
        }
    }

    @Test
    void anUnbindThatIsNotAnsweredEndsInTime() throws Exception {
        try (Rig rig = new Rig(Accounts.patient().withResponse(Duration.ofMillis(100)))) {
            Rig.Bound session = rig.bound();
            Rig.get(session.session().unbind(LONG).toCompletableFuture());
            assertThat(next(rig.recorded.closed)).contains("unbind");
        }
    }

    @Test
    void aServerThatClosesInsteadOfAnsweringTheUnbindIsFine() throws Exception {
        try (Rig rig = new Rig(Accounts.patient())) {
            Rig.Bound session = rig.bound();
            CompletableFuture<Void> ended = session.session().unbind(LONG).toCompletableFuture();
            session.peer().expect(Octets.UNBIND);
            session.peer().close();
            Rig.get(ended);
            next(rig.recorded.closed);
            assertThat(rig.recorded.closed).isEmpty();
        }
    }

    @Test
    void aReplyGivenWhileDrainingIsStillWritten() throws Exception {
        try (Rig rig = new Rig(Accounts.patient())) {
            Rig.Bound session = rig.bound();
            session.session().submit(submitSm("hello"), SmppSession.NO_DEADLINE, rig.recorded.outcome());
            session.peer().expect(Octets.SUBMIT_SM);
            session.peer().send(Octets.pdu(Octets.DELIVER_SM, 0, 8, Octets.deliverSmBody("1", "2", 4, 0, new byte[1])));
            Recorded.Delivered recorded = next(rig.recorded.delivered);
            session.session().unbind(LONG);
            recorded.reply().accept(0);
            assertThat(session.peer().receive()).isEqualTo(Octets.pdu(Octets.DELIVER_SM_RESP, 0, 8, new byte[1]));
        }
    }

    @Test
    void aCloseEndsAtOnceAndAgainDoesNothing() throws Exception {
        try (Rig rig = new Rig(Accounts.patient())) {
            Rig.Bound session = rig.bound();
            session.session().submit(submitSm("hello"), SmppSession.NO_DEADLINE, rig.recorded.outcome());
            session.peer().expect(Octets.SUBMIT_SM);
            session.session().close();
            session.session().close();
            assertThat(next(rig.recorded.closed)).isEqualTo("closed by this side");
            assertThat(session.peer().awaitEnd()).isTrue();
            Rig.get(session.session().unbind(LONG).toCompletableFuture());
            assertThat(rig.recorded.events).containsExactly("InDoubt", "closed");
        }
    }
}
