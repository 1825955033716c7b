package io.smppworker.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long BOUND = TimeUnit.SECONDS.toNanos(100);

    private final Pace pace = new Pace(1000, BOUND);

    @Test
    void theFirstHalfIsNotCounted() {
        assertThat(over(0, 7)).isFalse();
        assertThat(over(1, 10)).isFalse();
        assertThat(over(400, 20)).isFalse();
        assertThat(over(700, 23)).isFalse();
        assertThat(over(1000, 25)).isTrue();
        assertThat(pace.perSecond()).isEqualTo(120);
    }

    @Test
    void whatIsSlowIsMeasuredUntilItsTimeIsOver() {
        assertThat(over(1, 0)).isFalse();
        assertThat(over(20, 49)).isFalse();
        assertThat(over(69, 99)).isFalse();
        assertThat(over(71, 100)).isTrue();
        assertThat(pace.perSecond()).isEqualTo(1);
    }

    @Test
    void whatIsDoneAtOnceCountsFromTheLookBefore() {
        assertThat(over(0, 3)).isFalse();
        assertThat(over(0, 5)).isFalse();
        assertThat(over(1000, 7)).isTrue();
        assertThat(pace.perSecond()).isEqualTo(500);
    }

    @Test
    void whatStandsStillHasNoRate() {
        assertThat(over(1, 0)).isFalse();
        assertThat(over(1, 40)).isFalse();
        assertThat(over(1, 101)).isTrue();
        assertThatIllegalStateException().isThrownBy(pace::perSecond).withMessageContaining("but 1 of 1000");
    }

    private boolean over(long done, long seconds) {
        return pace.isOver(done, TimeUnit.SECONDS.toNanos(seconds));
    }
}
