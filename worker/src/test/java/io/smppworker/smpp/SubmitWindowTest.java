package io.smppworker.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.message.SubmitOutcome;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Places and what is in them, in virtual time. */
class SubmitWindowTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final SubmitWindow window = new SubmitWindow(() -> 2, Duration.ofSeconds(10));

    private Submission sent(long atSecond) {
        assertThat(window.take()).isTrue();
        Submission submission = new Submission(Rig.submitSm("hello"), SmppSession.NO_DEADLINE, outcome -> {});
        window.sent(submission, atSecond * SECOND);
        return submission;
    }

    @Test
    void noMorePlacesAreTakenThanThereAre() {
        assertThat(window.take()).isTrue();
        assertThat(window.take()).isTrue();
        assertThat(window.take()).isFalse();
        assertThat(window.taken()).isEqualTo(2);
        window.giveBack();
        assertThat(window.free()).isEqualTo(1);
    }

    @Test
    void takingFromManyThreadsNeverTakesTooMany() {
        SubmitWindow wide = new SubmitWindow(() -> 100, Duration.ofSeconds(10));
        long taken =
                IntStream.range(0, 10_000).parallel().filter(i -> wide.take()).count();
        assertThat(taken).isEqualTo(100);
    }

    @Test
    void anOverdueSubmitSmIsReportedOnceAndKeepsItsPlace() {
        Submission first = sent(0);
        sent(5);
        assertThat(window.overdue(9 * SECOND)).isEmpty();
        assertThat(window.overdue(10 * SECOND)).containsExactly(first);
        first.decide(new SubmitOutcome.InDoubt("response timeout"));
        assertThat(window.overdue(11 * SECOND)).isEmpty();
        assertThat(window.undecided()).isEqualTo(1);
        assertThat(window.free()).isZero();
        window.answered(first);
        assertThat(window.free()).isEqualTo(1);
        assertThat(window.undecided()).isEqualTo(1);
    }

    @Test
    void aWindowIsStuckWhenAllOfItIsOverdue() {
        sent(0);
        window.overdue(10 * SECOND).forEach(late -> late.decide(new SubmitOutcome.InDoubt("late")));
        assertThat(window.isStuck()).isFalse();
        sent(5);
        assertThat(window.isStuck()).isFalse();
        window.overdue(15 * SECOND).forEach(late -> late.decide(new SubmitOutcome.InDoubt("late")));
        assertThat(window.isStuck()).isTrue();
    }

    @Test
    void abandonHandsOutOnlyWhatHasNoOutcome() {
        Submission late = sent(0);
        window.overdue(10 * SECOND);
        late.decide(new SubmitOutcome.InDoubt("late"));
        Submission open = sent(5);
        assertThat(window.abandon()).containsExactly(open);
        assertThat(window.abandon()).isEmpty();
        assertThat(window.taken()).isZero();
    }
}
