package io.smppworker.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.message.Lane;
import io.smppworker.message.LanePartition;
import io.smppworker.message.OnInDoubt;
import io.smppworker.message.SubmitOutcome;
import io.smppworker.outbound.OutboundSegment.State;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A request that was not answered in time, while the journal does not have that yet; in virtual time. */
class DoubtedRequestTest {
    private static final Set<LanePartition> BULK = Set.of(new LanePartition(Lane.BULK, 0));
    private static final int TRANSIENT = 0x08; // ESME_RSYSERR

    private final OutboundScene scene = new OutboundScene(4);
    private final FakeProvider provider = scene.provider;
    private final OutboundMessage message =
            scene.message("m1", "hello", OnInDoubt.RESEND, Lane.BULK, OutboundScene.START.plusSeconds(10));

    @BeforeEach
    void isInDoubt() {
        scene.take(message);
        scene.storeNothing();
        provider.timeOut();
        scene.run(Duration.ofMillis(100));
        assertThat(message.segment(1).state()).isEqualTo(State.DOUBTED);
        assertThat(scene.journal).containsExactly("m1 submitting", "m1 InDoubt 1 try 1");
    }

    private void answerLate(SubmitOutcome answer) {
        provider.answerOverdue(pdu -> answer);
        scene.run(Duration.ofMillis(100));
    }

    private CompletableFuture<Void> release() {
        CompletableFuture<Void> released =
                scene.outbound.release(BULK, Set.of(), Duration.ofSeconds(5)).toCompletableFuture();
        scene.run(Duration.ofSeconds(1));
        return released;
    }

    private void assertNeverSubmittedAgain() {
        scene.run(Duration.ofMinutes(1));
        assertThat(provider.arrivals).hasSize(1);
        assertThat(scene.outbound.inFlight(Lane.BULK)).isZero();
    }

    @Test
    void isWithdrawnWhenItsPartitionIsReleasedAndLeftToTheNextOwner() {
        CompletableFuture<Void> released = release();
        assertThat(released).isNotDone();
        assertThat(scene.journal).containsExactly("m1 submitting", "m1 InDoubt 1 try 1", "m1 withdrawn");

        scene.storeAll();
        assertThat(released).isDone();
        assertThat(scene.finished).isEmpty();
        assertThat(scene.ends.all).containsExactly(RequestEnd.RELEASED);
        assertNeverSubmittedAgain();
    }

    @Test
    void whatIsAcceptedAfterItWasWithdrawnIsJournalledAndItsEndLeftToTheNextOwner() {
        CompletableFuture<Void> released = release();
        answerLate(new SubmitOutcome.Accepted("id"));
        scene.storeAll();

        assertThat(scene.journal)
                .containsExactly("m1 submitting", "m1 InDoubt 1 try 1", "m1 withdrawn", "m1 Accepted 1 try 1");
        assertThat(released).isDone();
        assertThat(scene.finished).isEmpty();
        assertThat(scene.ends.all).containsExactly(RequestEnd.RELEASED);
        assertNeverSubmittedAgain();
    }

    @Test
    void isAnotherWorkersOnceAbandoned() {
        scene.outbound.abandon(BULK);
        scene.run(Duration.ofMillis(100));
        assertThat(scene.ends.all).containsExactly(RequestEnd.RELEASED);

        scene.storeAll();
        assertNeverSubmittedAgain();
        assertThat(scene.journal).containsExactly("m1 submitting", "m1 InDoubt 1 try 1");
        assertThat(scene.finished).isEmpty();

        answerLate(new SubmitOutcome.Accepted("id"));
        assertThat(scene.journal).endsWith("m1 Accepted 1 try 1");
        assertThat(scene.finished).isEmpty();
        assertThat(scene.ends.all).hasSize(1);
    }

    @Test
    void endsInDoubtWhenItExpiresAndNotAsOneThatMayHaveBeenSentTwice() {
        scene.run(Duration.ofSeconds(10));
        assertThat(scene.journal).containsExactly("m1 submitting", "m1 InDoubt 1 try 1", "m1 ended IN_DOUBT");
        assertThat(message.isPossiblyDoubled()).isFalse();
        assertThat(scene.finished).isEmpty();

        scene.storeAll();
        assertThat(scene.finished).containsExactly(message.source());
        assertThat(scene.ends.all).containsExactly(RequestEnd.IN_DOUBT);
        assertNeverSubmittedAgain();
    }

    @Test
    void isSettledByALateAcceptance() {
        answerLate(new SubmitOutcome.Accepted("id"));
        assertThat(scene.finished).isEmpty();

        scene.storeAll();
        assertThat(scene.journal).containsExactly("m1 submitting", "m1 InDoubt 1 try 1", "m1 Accepted 1 try 1");
        assertThat(scene.finished).containsExactly(message.source());
        assertThat(scene.ends.all).containsExactly(RequestEnd.ACCEPTED);
        assertNeverSubmittedAgain();
    }

    @Test
    void isSubmittedAgainAfterALateRefusalOnceTheDoubtIsStoredAndIsNoDuplicate() {
        answerLate(new SubmitOutcome.Refused(TRANSIENT));
        scene.run(Duration.ofSeconds(1));
        assertThat(provider.arrivals).hasSize(1);

        provider.answerAll(pdu -> new SubmitOutcome.Accepted("id"));
        scene.storeAll();
        scene.run(Duration.ofSeconds(1));
        assertThat(provider.arrivals).hasSize(2);
        assertThat(scene.journal).containsExactly("m1 submitting", "m1 InDoubt 1 try 1", "m1 Accepted 1 try 2");
        assertThat(scene.ends.all).containsExactly(RequestEnd.ACCEPTED);
    }
}
