package io.smppworker.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smppworker.streams.FailoverChecks.Outcome;
import io.smppworker.streams.FailoverChecks.State;
import org.junit.jupiter.api.Test;

class FailoverChecksTest {
    private static final long SECOND = 1_000_000_000L;

    private final FailoverChecks checks = new FailoverChecks();

    @Test
    void noLookIsTakenInTheOrdinaryCourse() {
        assertThat(checks.state()).isEqualTo(State.IDLE);
        assertThatThrownBy(checks::begin).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aRebalanceHasOneTakenAtOnceAndOthersUntilTheGroupHasSettled() {
        assertThat(checks.groupChanged(false, 0)).isTrue();
        assertThat(look(Outcome.NONE_OPEN, 0)).isTrue();
        assertThat(look(Outcome.NONE_OPEN, SECOND)).isTrue();
        assertThat(checks.groupChanged(true, 2 * SECOND)).isFalse();
        assertThat(look(Outcome.NONE_OPEN, 2 * SECOND)).isFalse();
        assertThat(checks.state()).isEqualTo(State.IDLE);
    }

    @Test
    void whatWasEndedIsLookedAtAgain() {
        checks.groupChanged(true, 0);

        assertThat(look(Outcome.ENDED, 0)).isTrue();
        assertThat(look(Outcome.NONE_OPEN, SECOND)).isFalse();
    }

    @Test
    void aLookThatBeganBeforeTheGroupSettledIsNotTheLast() {
        checks.groupChanged(false, 0);
        checks.begin();
        checks.groupChanged(true, 1);

        assertThat(checks.ended(Outcome.NONE_OPEN, 2)).isTrue();
        assertThat(look(Outcome.NONE_OPEN, SECOND)).isFalse();
    }

    @Test
    void looksThatFailEndWhenTheBrokersHaveDoneItThemselves() {
        checks.groupChanged(true, 0);
        long bound = FailoverChecks.LONGEST.toNanos();

        assertThat(look(Outcome.FAILED, bound - 1)).isTrue();
        assertThat(look(Outcome.FAILED, bound)).isFalse();
        assertThat(checks.state()).isEqualTo(State.IDLE);
    }

    @Test
    void whileTheGroupDoesNotSettleTheyGoOn() {
        checks.groupChanged(false, 0);

        assertThat(look(Outcome.FAILED, 10 * FailoverChecks.LONGEST.toNanos())).isTrue();
    }

    @Test
    void aBrokerThatRefusesIsNotAskedAgain() {
        checks.groupChanged(false, 0);

        assertThat(look(Outcome.REFUSED, 0)).isFalse();
        assertThat(checks.groupChanged(true, SECOND)).isFalse();
        assertThat(checks.state()).isEqualTo(State.OFF);
    }

    private boolean look(Outcome outcome, long nowNanos) {
        checks.begin();
        return checks.ended(outcome, nowNanos);
    }
}
